SELECT session.id, session.title, session.description, session.created_by, session.created_at, session.starred_at
FROM session
WHERE session.id = ?

SELECT issue.id, issue.version, issue.updated_at
FROM issue
WHERE issue.id IN
  (SELECT issue_session.issue_id
  FROM issue_session
  WHERE issue_session.session_id = ?)
ORDER BY issue.id

SELECT issue_session.issue_id, issue_session.session_id
FROM issue_session
WHERE issue_session.issue_id IN
  (SELECT issue_session.issue_id
  FROM issue_session
  WHERE issue_session.session_id = ?)
ORDER BY issue_session.issue_id, issue_session.position, issue_session.session_id

UPDATE issue
SET updated_at=?, version=(issue.version + ?)
WHERE issue.id IN
  (SELECT issue_session.issue_id
  FROM issue_session
  WHERE issue_session.session_id = ?)

DELETE
FROM issue_session
WHERE issue_session.session_id = ?

SELECT attachment.id
FROM attachment
WHERE attachment.source_session_id = ?
ORDER BY attachment.id

UPDATE attachment
SET source_session_id=?
WHERE attachment.source_session_id = ?

DELETE
FROM session
WHERE session.id = ?

SELECT coalesce(max(change.sequence), ?) AS sequence
FROM change

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, "before")
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
