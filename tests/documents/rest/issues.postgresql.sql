SELECT convert_to(
  (SELECT (('{"items":[' || coalesce(string_agg((((('{"uuid":"' || t1.id) || ('","title":' || coalesce(to_json(t1.title)::text, 'null'))) || ((',"description":' || t1.description::text)
    || ',"status":')) || (((CASE t1.status WHEN 1 THEN '"open"' WHEN 2 THEN '"in_progress"' WHEN 3 THEN '"resolved"' WHEN 4 THEN '"rejected"' ELSE 'null' END
    || ',"priority":') || CASE t1.priority WHEN 1 THEN '"low"' WHEN 2 THEN '"medium"' WHEN 3 THEN '"high"' ELSE 'null' END) || ((',"tags":[' ||
    (SELECT coalesce(string_agg(coalesce(to_json(v.value)::text, 'null'), ','), '')
    FROM
      (SELECT t2.name AS value
      FROM issue_tag AS t2
      WHERE t2.issue_id = t1.id
      ORDER BY t2.position) AS v))
    || '],"owner":'))) || ((((coalesce(to_json(t1.owner)::text, 'null')
    || ',"resolution_summary":') || coalesce(to_json(t1.resolution_summary)::text, 'null')) || ((',"created_by":' || coalesce(to_json(t1.created_by)::text, 'null'))
    || ',"created_at":"')) || (((to_char(t1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')
    || '","job_run_id":') || coalesce(to_json(t1.job_run_id)::text, 'null')) || ((',"sessions":[' ||
    (SELECT coalesce(string_agg((('{"session_id":"' || t4.id) || ('","session_title":' || coalesce(to_json(t4.title)::text, 'null'))) || ((',"starred_at":' || coalesce('"' || to_char(t4.starred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '"', 'null')) || '}'), ','), '')
    FROM
      (SELECT t4.id, t4.title, t4.starred_at
      FROM issue_session AS t3
      JOIN session AS t4 ON TRUE
      WHERE t3.session_id = t4.id AND t3.issue_id = t1.id
      ORDER BY t3.position, t4.id) AS t4)) || ']}'))), ','), ''))
    || '],"count":') || (CAST(
    (SELECT count(*)
    FROM issue AS t1
    WHERE TRUE AND t1.deleted_at IS NULL AND t1.status = ANY($1::smallint[])) AS TEXT) || '}')
  FROM
    (SELECT t1.id, t1.title, t1.description, t1.status, t1.priority, t1.owner, t1.resolution_summary, t1.created_by, t1.created_at, t1.job_run_id
    FROM issue AS t1
    WHERE TRUE AND t1.deleted_at IS NULL AND t1.status = ANY($1::smallint[])
    ORDER BY t1.created_at DESC, t1.id DESC
    LIMIT $2::bigint) AS t1), 'UTF8')
