SELECT convert_to(coalesce(
  (SELECT (((('{"status":' || CASE t1.status WHEN 1 THEN '"OPEN"' WHEN 2 THEN '"IN_PROGRESS"' WHEN 3 THEN '"RESOLVED"' WHEN 4 THEN '"REJECTED"' ELSE 'null' END)
    || ',"priority":') || (CASE t1.priority WHEN 1 THEN '"LOW"' WHEN 2 THEN '"MEDIUM"' WHEN 3 THEN '"HIGH"' ELSE 'null' END
    || ',"resolutionSummary":')) || ((coalesce(to_json(t1.resolution_summary)::text, 'null')
    || ',"jobRunId":') || (coalesce(to_json(t1.job_run_id)::text, 'null')
    || ',"description":'))) || (((t1.description::text
    || ',"tags":[') || (
    (SELECT coalesce(string_agg(coalesce(to_json(v.value)::text, 'null'), ','), '')
    FROM
      (SELECT t2.name AS value
      FROM issue_tag AS t2
      WHERE t2.issue_id = t1.id
      ORDER BY t2.position) AS v)
    || '],"sessions":[')) || ((
    (SELECT coalesce(string_agg(('{"id":"' || t4.id) || '"}', ','), '')
    FROM
      (SELECT t4.id
      FROM issue_session AS t3
      JOIN session AS t4 ON TRUE
      WHERE t3.session_id = t4.id AND t3.issue_id = t1.id
      ORDER BY t3.position, t4.id) AS t4)
    || '],"attachments":[') || (
    (SELECT coalesce(string_agg(('{"id":"' || t6.id) || '"}', ','), '')
    FROM
      (SELECT t6.id
      FROM issue_attachment AS t5
      JOIN attachment AS t6 ON TRUE
      WHERE t5.attachment_id = t6.id AND t5.issue_id = t1.id
      ORDER BY t5.position, t6.id) AS t6) || ']}')))
  FROM issue AS t1
  WHERE t1.id = $1::uuid AND t1.deleted_at IS NULL), 'null'), 'UTF8')
