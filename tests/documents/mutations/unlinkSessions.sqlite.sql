SELECT issue.id, issue.title, issue.status, issue.priority, issue.owner, issue.resolution_summary, issue.created_by, issue.created_at, issue.updated_at, issue.resolved_at, issue.version, issue.job_run_id, issue.deleted_at, issue.fingerprint, issue.occurrences, issue.last_seen_at
FROM issue
WHERE issue.id = ?

SELECT issue_session.session_id
FROM issue_session
WHERE issue_session.issue_id = ?
ORDER BY issue_session.position

DELETE
FROM issue_session
WHERE issue_session.issue_id = ?

INSERT INTO issue_session (issue_id, session_id, position)
VALUES (?, ?, ?)

UPDATE issue
SET updated_at=?, version=?
WHERE issue.id = ?

SELECT CAST(coalesce(
  (SELECT (('{"sessions":[' ||
    (SELECT coalesce(group_concat(('{"title":' || json_quote(t3.title)) || '}', ','), '')
    FROM
      (SELECT t3.title
      FROM issue_session AS t2
      JOIN session AS t3 ON TRUE
      WHERE t2.session_id = t3.id AND t2.issue_id = t1.id
      ORDER BY t2.position, t3.id) AS t3))
    || '],"version":') || (CAST(t1.version AS TEXT) || '}')
  FROM issue AS t1
  WHERE t1.id = ?1), 'null') AS BLOB)

SELECT coalesce(max(change.sequence), ?) AS sequence
FROM change

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, "before")
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
