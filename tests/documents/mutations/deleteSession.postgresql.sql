SELECT session.id, session.title, session.description, session.created_by, session.created_at, session.starred_at
FROM session
WHERE session.id = $1::UUID FOR UPDATE

SELECT issue.id, issue.version, issue.updated_at
FROM issue
WHERE issue.id IN
  (SELECT issue_session.issue_id
  FROM issue_session
  WHERE issue_session.session_id = $1::UUID)
ORDER BY issue.id FOR UPDATE

SELECT issue_session.issue_id, issue_session.session_id
FROM issue_session
WHERE issue_session.issue_id IN
  (SELECT issue_session.issue_id
  FROM issue_session
  WHERE issue_session.session_id = $1::UUID)
ORDER BY issue_session.issue_id, issue_session.position, issue_session.session_id

UPDATE issue
SET updated_at=$1::TIMESTAMP WITH TIME ZONE, version=(issue.version + $2::INTEGER)
WHERE issue.id IN
  (SELECT issue_session.issue_id
  FROM issue_session
  WHERE issue_session.session_id = $3::UUID)

DELETE
FROM issue_session
WHERE issue_session.session_id = $1::UUID

SELECT attachment.id
FROM attachment
WHERE attachment.source_session_id = $1::UUID
ORDER BY attachment.id

UPDATE attachment
SET source_session_id=$1::UUID
WHERE attachment.source_session_id = $2::UUID

DELETE
FROM session
WHERE session.id = $1::UUID

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, before)
VALUES (
  (SELECT coalesce(max(change.sequence), $1::INTEGER) + $2::BIGINT AS anon_1
  FROM change), $3::SMALLINT, $4::SMALLINT, $5::UUID, $6::UUID, $7::VARCHAR COLLATE "C", $8::VARCHAR COLLATE "C", $9::TIMESTAMP WITH TIME ZONE, $10::INTEGER, $11, $12)

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, before)
VALUES (
  (SELECT coalesce(max(change.sequence), $1::INTEGER) + $2::BIGINT AS anon_1
  FROM change), $3::SMALLINT, $4::SMALLINT, $5::UUID, $6::UUID, $7::VARCHAR COLLATE "C", $8::VARCHAR COLLATE "C", $9::TIMESTAMP WITH TIME ZONE, $10::INTEGER, $11, $12) RETURNING change.sequence
