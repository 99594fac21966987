WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT (('{"items":[' || coalesce(string_agg((((('{"uuid":"' || t1.id) || ('","title":' || coalesce(to_json(t1.title)::text, 'null'))) || ((',"description":' || t1.description::text)
      || ',"status":')) || (((CASE t1.status WHEN 1 THEN '"open"' WHEN 2 THEN '"in_progress"' WHEN 3 THEN '"resolved"' WHEN 4 THEN '"rejected"' ELSE 'null' END
      || ',"priority":') || CASE t1.priority WHEN 1 THEN '"low"' WHEN 2 THEN '"medium"' WHEN 3 THEN '"high"' ELSE 'null' END) || ((',"tags":[' ||
      (SELECT coalesce(string_agg(coalesce(to_json(v.value)::text, 'null'), ','), '')
      FROM
        (SELECT t3.name AS value
        FROM issue_tag AS t3
        WHERE t3.issue_id = t1.id
        ORDER BY t3.position) AS v))
      || '],"owner":'))) || ((((coalesce(to_json(t1.owner)::text, 'null')
      || ',"resolution_summary":') || coalesce(to_json(t1.resolution_summary)::text, 'null')) || ((',"created_by":' || coalesce(to_json(t1.created_by)::text, 'null'))
      || ',"created_at":"')) || (((to_char(t1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')
      || '","job_run_id":') || coalesce(to_json(t1.job_run_id)::text, 'null')) || ((',"sessions":[' ||
      (SELECT coalesce(string_agg((('{"session_id":"' || t5.id) || ('","session_title":' || coalesce(to_json(t5.title)::text, 'null'))) || ((',"starred_at":' || coalesce('"' || to_char(t5.starred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '"', 'null')) || '}'), ','), '')
      FROM
        (SELECT t5.id, t5.title, t5.starred_at
        FROM issue_session AS t4
        JOIN session AS t5 ON TRUE
        WHERE t4.session_id = t5.id AND t4.issue_id = t1.id
        ORDER BY t4.position, t5.id) AS t5)) || ']}'))), ','), ''))
      || '],"count":') || (CAST(
      (SELECT coalesce(sum(issues), 0)
      FROM
        (SELECT nullif(status, 0) AS status, nullif(priority, 0) AS priority, issues
        FROM issue_tally) AS t2
      WHERE t2.status = ANY($3::smallint[])) AS TEXT) || '}')
    FROM
      (SELECT t1.id, t1.title, t1.description, t1.status, t1.priority, t1.owner, t1.resolution_summary, t1.created_by, t1.created_at, t1.job_run_id
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NULL AND t1.status = ANY($1::smallint[])
      ORDER BY t1.created_at DESC, t1.id DESC
      LIMIT $2::bigint) AS t1), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
