SELECT CAST(coalesce(
  (SELECT (((('{"status":' || CASE t1.status WHEN 1 THEN '"OPEN"' WHEN 2 THEN '"IN_PROGRESS"' WHEN 3 THEN '"RESOLVED"' WHEN 4 THEN '"REJECTED"' ELSE 'null' END)
    || ',"priority":') || (CASE t1.priority WHEN 1 THEN '"LOW"' WHEN 2 THEN '"MEDIUM"' WHEN 3 THEN '"HIGH"' ELSE 'null' END
    || ',"resolutionSummary":')) || ((json_quote(t1.resolution_summary)
    || ',"jobRunId":') || (json_quote(t1.job_run_id)
    || ',"description":'))) || (((t1.description
    || ',"tags":[') || (
    (SELECT coalesce(group_concat(json_quote(v.value), ','), '')
    FROM
      (SELECT t2.name AS value
      FROM issue_tag AS t2
      WHERE t2.issue_id = t1.id
      ORDER BY t2.position) AS v)
    || '],"sessions":[')) || ((
    (SELECT coalesce(group_concat(('{"id":"' || t4.id) || '"}', ','), '')
    FROM
      (SELECT t4.id
      FROM issue_session AS t3
      JOIN session AS t4 ON TRUE
      WHERE t3.session_id = t4.id AND t3.issue_id = t1.id
      ORDER BY t3.position, t4.id) AS t4)
    || '],"attachments":[') || (
    (SELECT coalesce(group_concat(('{"id":"' || t6.id) || '"}', ','), '')
    FROM
      (SELECT t6.id
      FROM issue_attachment AS t5
      JOIN attachment AS t6 ON TRUE
      WHERE t5.attachment_id = t6.id AND t5.issue_id = t1.id
      ORDER BY t5.position, t6.id) AS t6) || ']}')))
  FROM issue AS t1
  WHERE t1.id = ?1 AND t1.deleted_at IS NULL), 'null') AS BLOB)
