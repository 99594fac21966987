SELECT convert_to(
  (SELECT (('{"items":[' || coalesce(string_agg((((('{"uuid":"' || t2.id) || ('","title":' || coalesce(to_json(t2.title)::text, 'null'))) || ((',"description":' || t2.description::text)
    || ',"status":')) || (((CASE t2.status WHEN 1 THEN '"open"' WHEN 2 THEN '"in_progress"' WHEN 3 THEN '"resolved"' WHEN 4 THEN '"rejected"' ELSE 'null' END
    || ',"priority":') || CASE t2.priority WHEN 1 THEN '"low"' WHEN 2 THEN '"medium"' WHEN 3 THEN '"high"' ELSE 'null' END) || ((',"tags":[' ||
    (SELECT coalesce(string_agg(coalesce(to_json(v.value)::text, 'null'), ','), '')
    FROM
      (SELECT t3.name AS value
      FROM issue_tag AS t3
      WHERE t3.issue_id = t2.id
      ORDER BY t3.position) AS v))
    || '],"owner":'))) || ((((coalesce(to_json(t2.owner)::text, 'null')
    || ',"resolution_summary":') || coalesce(to_json(t2.resolution_summary)::text, 'null')) || ((',"created_by":' || coalesce(to_json(t2.created_by)::text, 'null'))
    || ',"created_at":"')) || (((to_char(t2.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')
    || '","job_run_id":') || coalesce(to_json(t2.job_run_id)::text, 'null')) || ((',"sessions":[' ||
    (SELECT coalesce(string_agg((('{"session_id":"' || t5.id) || ('","session_title":' || coalesce(to_json(t5.title)::text, 'null'))) || ((',"starred_at":' || coalesce('"' || to_char(t5.starred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '"', 'null')) || '}'), ','), '')
    FROM
      (SELECT t5.id, t5.title, t5.starred_at
      FROM issue_session AS t4
      JOIN session AS t5 ON TRUE
      WHERE t4.session_id = t5.id AND t4.issue_id = t2.id
      ORDER BY t4.position, t5.id) AS t5)) || ']}'))), ','), ''))
    || '],"count":') || (CAST(
    (SELECT coalesce(sum(issues), 0)
    FROM
      (SELECT nullif(status, 0) AS status, nullif(priority, 0) AS priority, issues
      FROM issue_tally) AS t1
    WHERE t1.status = ANY($1::smallint[])) AS TEXT) || '}')
  FROM
    (SELECT t2.id, t2.title, t2.description, t2.status, t2.priority, t2.owner, t2.resolution_summary, t2.created_by, t2.created_at, t2.job_run_id
    FROM issue AS t2
    WHERE TRUE AND t2.deleted_at IS NULL AND t2.status = ANY($2::smallint[])
    ORDER BY t2.created_at DESC, t2.id DESC
    LIMIT $3::bigint) AS t2), 'UTF8')
