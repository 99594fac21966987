SELECT CAST(
  (SELECT (('{"items":[' || coalesce(group_concat((((('{"uuid":"' || t1.id) || ('","title":' || json_quote(t1.title))) || ((',"description":' || t1.description)
    || ',"status":')) || (((CASE t1.status WHEN 1 THEN '"open"' WHEN 2 THEN '"in_progress"' WHEN 3 THEN '"resolved"' WHEN 4 THEN '"rejected"' ELSE 'null' END
    || ',"priority":') || CASE t1.priority WHEN 1 THEN '"low"' WHEN 2 THEN '"medium"' WHEN 3 THEN '"high"' ELSE 'null' END) || ((',"tags":[' ||
    (SELECT coalesce(group_concat(json_quote(v.value), ','), '')
    FROM
      (SELECT t3.name AS value
      FROM issue_tag AS t3
      WHERE t3.issue_id = t1.id
      ORDER BY t3.position) AS v))
    || '],"owner":'))) || ((((json_quote(t1.owner)
    || ',"resolution_summary":') || json_quote(t1.resolution_summary)) || ((',"created_by":' || json_quote(t1.created_by))
    || ',"created_at":"')) || (((t1.created_at
    || '","job_run_id":') || json_quote(t1.job_run_id)) || ((',"sessions":[' ||
    (SELECT coalesce(group_concat((('{"session_id":"' || t5.id) || ('","session_title":' || json_quote(t5.title))) || ((',"starred_at":' || coalesce('"' || t5.starred_at || '"', 'null')) || '}'), ','), '')
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
    WHERE t2.status IN
      (SELECT value
      FROM json_each(?3))) AS TEXT) || '}')
  FROM
    (SELECT t1.id, t1.title, t1.description, t1.status, t1.priority, t1.owner, t1.resolution_summary, t1.created_by, t1.created_at, t1.job_run_id
    FROM issue AS t1
    WHERE TRUE AND t1.deleted_at IS NULL AND t1.status IN
      (SELECT value
      FROM json_each(?1))
    ORDER BY t1.created_at DESC, t1.id DESC
    LIMIT ?2) AS t1) AS BLOB)
