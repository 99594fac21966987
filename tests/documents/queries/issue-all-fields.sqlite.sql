SELECT CAST(coalesce(
  (SELECT ((((('{"__typename":"Issue","id":"' || t1.id)
    || '","title":') || (json_quote(t1.title)
    || ',"description":')) || ((t1.description
    || ',"status":') || (CASE t1.status WHEN 1 THEN '"OPEN"' WHEN 2 THEN '"IN_PROGRESS"' WHEN 3 THEN '"RESOLVED"' WHEN 4 THEN '"REJECTED"' ELSE 'null' END
    || ',"priority":'))) || (((CASE t1.priority WHEN 1 THEN '"LOW"' WHEN 2 THEN '"MEDIUM"' WHEN 3 THEN '"HIGH"' ELSE 'null' END
    || ',"tags":[') || (
    (SELECT coalesce(group_concat(json_quote(v.value), ','), '')
    FROM
      (SELECT t2.name AS value
      FROM issue_tag AS t2
      WHERE t2.issue_id = t1.id
      ORDER BY t2.position) AS v)
    || '],"owner":')) || ((json_quote(t1.owner)
    || ',"resolutionSummary":') || (json_quote(t1.resolution_summary)
    || ',"createdBy":')))) || ((((json_quote(t1.created_by)
    || ',"createdAt":"') || (t1.created_at
    || 'Z","updatedAt":"')) || ((t1.updated_at
    || 'Z","version":') || (CAST(t1.version AS TEXT)
    || ',"jobRunId":'))) || (((json_quote(t1.job_run_id)
    || ',"sessions":[') || (
    (SELECT coalesce(group_concat(((('{"id":"' || t4.id)
      || '","title":') || (json_quote(t4.title)
      || ',"isStarred":')) || ((CASE WHEN (t4.starred_at IS NOT NULL) THEN 'true' ELSE 'false' END
      || ',"starredAt":') || (coalesce('"' || t4.starred_at || 'Z"', 'null') || '}')), ','), '')
    FROM
      (SELECT t4.id, t4.title, t4.starred_at
      FROM issue_session AS t3
      JOIN session AS t4 ON TRUE
      WHERE t3.session_id = t4.id AND t3.issue_id = t1.id
      ORDER BY t3.position, t4.id) AS t4)
    || '],"attachments":[')) || ((
    (SELECT coalesce(group_concat((('{"id":"' || t6.id) || ('","name":' || json_quote(t6.name))) || ((',"citation":' || json_quote(t6.citation)) || '}'), ','), '')
    FROM
      (SELECT t6.id, t6.name, t6.citation
      FROM issue_attachment AS t5
      JOIN attachment AS t6 ON TRUE
      WHERE t5.attachment_id = t6.id AND t5.issue_id = t1.id
      ORDER BY t5.position, t6.id) AS t6)
    || '],"sessionAttachments":[') || (
    (SELECT coalesce(group_concat((('{"id":"' || t7.id) || ('","name":' || json_quote(t7.name))) || ((',"sourceSessionId":' || coalesce('"' || t7.source_session_id || '"', 'null')) || '}'), ','), '')
    FROM
      (SELECT t7.id, t7.name, t7.source_session_id
      FROM attachment AS t7
      WHERE t7.source_session_id IN
        (SELECT s.session_id
        FROM issue_session AS s
        WHERE s.issue_id = t1.id)
      ORDER BY t7.created_at, t7.id) AS t7) || ']}'))))
  FROM issue AS t1
  WHERE t1.id = ?1 AND t1.deleted_at IS NULL), 'null') AS BLOB)
