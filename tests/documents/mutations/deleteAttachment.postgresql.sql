SELECT attachment.id, attachment.name, attachment.type, attachment.title, attachment.description, attachment.citation, attachment.source_session_id, attachment.created_by, attachment.created_at, attachment.is_visible, attachment.size, attachment.media_type, attachment.sha256, attachment.storage_name
FROM attachment
WHERE attachment.id = $1::UUID FOR UPDATE

SELECT file.id, file.issue_id
FROM file
WHERE file.attachment_id = $1::UUID
ORDER BY file.issue_id, file.id

SELECT issue.id, issue.title, issue.status, issue.priority, issue.owner, issue.resolution_summary, issue.created_by, issue.created_at, issue.updated_at, issue.resolved_at, issue.version, issue.job_run_id, issue.deleted_at, issue.fingerprint, issue.occurrences, issue.last_seen_at
FROM issue
WHERE issue.id = $1::UUID FOR UPDATE

DELETE
FROM file
WHERE file.id = $1::UUID

UPDATE issue
SET updated_at=$1::TIMESTAMP WITH TIME ZONE, version=$2::INTEGER
WHERE issue.id = $3::UUID

SELECT issue_attachment.issue_id
FROM issue_attachment
WHERE issue_attachment.attachment_id = $1::UUID
ORDER BY issue_attachment.issue_id

SELECT issue.id, issue.title, issue.status, issue.priority, issue.owner, issue.resolution_summary, issue.created_by, issue.created_at, issue.updated_at, issue.resolved_at, issue.version, issue.job_run_id, issue.deleted_at, issue.fingerprint, issue.occurrences, issue.last_seen_at
FROM issue
WHERE issue.id = $1::UUID FOR UPDATE

SELECT issue_attachment.attachment_id
FROM issue_attachment
WHERE issue_attachment.issue_id = $1::UUID
ORDER BY issue_attachment.position

DELETE
FROM issue_attachment
WHERE issue_attachment.issue_id = $1::UUID

INSERT INTO issue_attachment (issue_id, attachment_id, position)
VALUES ($1::UUID, $2::UUID, $3::INTEGER)

UPDATE issue
SET updated_at=$1::TIMESTAMP WITH TIME ZONE, version=$2::INTEGER
WHERE issue.id = $3::UUID

SELECT comment_attachment.comment_id
FROM comment_attachment
WHERE comment_attachment.attachment_id = $1::UUID
ORDER BY comment_attachment.comment_id

DELETE
FROM attachment
WHERE attachment.id = $1::UUID

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, before)
VALUES (
  (SELECT coalesce(max(change.sequence), $1::INTEGER) + $2::BIGINT AS anon_1
  FROM change), $3::SMALLINT, $4::SMALLINT, $5::UUID, $6::UUID, $7::VARCHAR COLLATE "C", $8::VARCHAR COLLATE "C", $9::TIMESTAMP WITH TIME ZONE, $10::INTEGER, $11, $12)

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, before)
VALUES (
  (SELECT coalesce(max(change.sequence), $1::INTEGER) + $2::BIGINT AS anon_1
  FROM change), $3::SMALLINT, $4::SMALLINT, $5::UUID, $6::UUID, $7::VARCHAR COLLATE "C", $8::VARCHAR COLLATE "C", $9::TIMESTAMP WITH TIME ZONE, $10::INTEGER, $11, $12) RETURNING change.sequence
