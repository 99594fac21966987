INSERT INTO issue (id, title, title_folded, description, status, priority, owner, owner_folded, resolution_summary, resolution_summary_folded, created_by, created_by_folded, created_at, updated_at, resolved_at, version, job_run_id, job_run_id_folded, deleted_at, fingerprint, fingerprint_folded, occurrences, last_seen_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

SELECT CAST(coalesce(
  (SELECT (((('{"title":' || json_quote(t1.title)) || (',"description":' || t1.description)) || ((',"status":' || CASE t1.status WHEN 1 THEN '"OPEN"' WHEN 2 THEN '"IN_PROGRESS"' WHEN 3 THEN '"RESOLVED"' WHEN 4 THEN '"REJECTED"' ELSE 'null' END)
    || ',"priority":')) || (((CASE t1.priority WHEN 1 THEN '"LOW"' WHEN 2 THEN '"MEDIUM"' WHEN 3 THEN '"HIGH"' ELSE 'null' END
    || ',"owner":') || json_quote(t1.owner)) || ((',"tags":[' ||
    (SELECT coalesce(group_concat(json_quote(v.value), ','), '')
    FROM
      (SELECT t2.name AS value
      FROM issue_tag AS t2
      WHERE t2.issue_id = t1.id
      ORDER BY t2.position) AS v))
    || '],"resolutionSummary":'))) || ((((json_quote(t1.resolution_summary)
    || ',"jobRunId":') || json_quote(t1.job_run_id)) || ((',"fingerprint":' || json_quote(t1.fingerprint))
    || ',"version":')) || (((CAST(t1.version AS TEXT)
    || ',"sessions":[') ||
    (SELECT coalesce(group_concat(('{"id":"' || t4.id) || '"}', ','), '')
    FROM
      (SELECT t4.id
      FROM issue_session AS t3
      JOIN session AS t4 ON TRUE
      WHERE t3.session_id = t4.id AND t3.issue_id = t1.id
      ORDER BY t3.position, t4.id) AS t4)) || (('],"attachments":[' ||
    (SELECT coalesce(group_concat(('{"id":"' || t6.id) || '"}', ','), '')
    FROM
      (SELECT t6.id
      FROM issue_attachment AS t5
      JOIN attachment AS t6 ON TRUE
      WHERE t5.attachment_id = t6.id AND t5.issue_id = t1.id
      ORDER BY t5.position, t6.id) AS t6)) || ']}')))
  FROM issue AS t1
  WHERE t1.id = ?1), 'null') AS BLOB)

INSERT INTO issue_search (number, issue_id, words, repeated)
VALUES (
  (SELECT coalesce(max(issue_search.number) + ?, ?) AS coalesce_1
  FROM issue_search
  WHERE issue_search.number >= ? AND issue_search.number < ? + ?), ?, ?, ?)

INSERT INTO issue_search_index (rowid, words) SELECT number, words
FROM issue_search
WHERE issue_id IN
  (SELECT value
  FROM json_each(?))
ORDER BY number

INSERT OR IGNORE INTO issue_search_word SELECT value
FROM json_each(?)

SELECT coalesce(max(change.sequence), ?) AS sequence
FROM change

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, "before")
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

INSERT INTO issue_tally (status, priority, issues)
VALUES (?, ?, ?) ON CONFLICT (status, priority) DO UPDATE
SET issues = (issue_tally.issues + excluded.issues)
