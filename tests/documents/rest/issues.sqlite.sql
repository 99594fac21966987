SELECT CAST(
  (SELECT (('{"items":[' || coalesce(group_concat((((('{"uuid":"' || t2.id) || ('","title":' || json_quote(t2.title))) || ((',"description":' || t2.description)
    || ',"status":')) || (((CASE t2.status WHEN 1 THEN '"open"' WHEN 2 THEN '"in_progress"' WHEN 3 THEN '"resolved"' WHEN 4 THEN '"rejected"' ELSE 'null' END
    || ',"priority":') || CASE t2.priority WHEN 1 THEN '"low"' WHEN 2 THEN '"medium"' WHEN 3 THEN '"high"' ELSE 'null' END) || ((',"tags":[' ||
    (SELECT coalesce(group_concat(json_quote(v.value), ','), '')
    FROM
      (SELECT t3.name AS value
      FROM issue_tag AS t3
      WHERE t3.issue_id = t2.id
      ORDER BY t3.position) AS v))
    || '],"owner":'))) || ((((json_quote(t2.owner)
    || ',"resolution_summary":') || json_quote(t2.resolution_summary)) || ((',"created_by":' || json_quote(t2.created_by))
    || ',"created_at":"')) || (((t2.created_at
    || '","job_run_id":') || json_quote(t2.job_run_id)) || ((',"sessions":[' ||
    (SELECT coalesce(group_concat((('{"session_id":"' || t5.id) || ('","session_title":' || json_quote(t5.title))) || ((',"starred_at":' || coalesce('"' || t5.starred_at || '"', 'null')) || '}'), ','), '')
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
    WHERE t1.status IN
      (SELECT value
      FROM json_each(?1))) AS TEXT) || '}')
  FROM
    (SELECT t2.id, t2.title, t2.description, t2.status, t2.priority, t2.owner, t2.resolution_summary, t2.created_by, t2.created_at, t2.job_run_id
    FROM issue AS t2
    WHERE TRUE AND t2.deleted_at IS NULL AND t2.status IN
      (SELECT value
      FROM json_each(?2))
    ORDER BY t2.created_at DESC, t2.id DESC
    LIMIT ?3) AS t2) AS BLOB)
