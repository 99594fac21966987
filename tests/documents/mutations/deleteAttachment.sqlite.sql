SELECT attachment.id, attachment.name, attachment.type, attachment.title, attachment.description, attachment.citation, attachment.source_session_id, attachment.created_by, attachment.created_at, attachment.is_visible, attachment.size, attachment.media_type, attachment.sha256, attachment.storage_name
FROM attachment
WHERE attachment.id = ?

SELECT file.id, file.issue_id
FROM file
WHERE file.attachment_id = ?
ORDER BY file.issue_id, file.id

SELECT issue.id, issue.title, issue.status, issue.priority, issue.owner, issue.resolution_summary, issue.created_by, issue.created_at, issue.updated_at, issue.resolved_at, issue.version, issue.job_run_id, issue.deleted_at, issue.fingerprint, issue.occurrences, issue.last_seen_at
FROM issue
WHERE issue.id = ?

DELETE
FROM file
WHERE file.id = ?

UPDATE issue
SET updated_at=?, version=?
WHERE issue.id = ?

SELECT issue_attachment.issue_id
FROM issue_attachment
WHERE issue_attachment.attachment_id = ?
ORDER BY issue_attachment.issue_id

SELECT issue.id, issue.title, issue.status, issue.priority, issue.owner, issue.resolution_summary, issue.created_by, issue.created_at, issue.updated_at, issue.resolved_at, issue.version, issue.job_run_id, issue.deleted_at, issue.fingerprint, issue.occurrences, issue.last_seen_at
FROM issue
WHERE issue.id = ?

SELECT issue_attachment.attachment_id
FROM issue_attachment
WHERE issue_attachment.issue_id = ?
ORDER BY issue_attachment.position

DELETE
FROM issue_attachment
WHERE issue_attachment.issue_id = ?

INSERT INTO issue_attachment (issue_id, attachment_id, position)
VALUES (?, ?, ?)

UPDATE issue
SET updated_at=?, version=?
WHERE issue.id = ?

SELECT comment_attachment.comment_id
FROM comment_attachment
WHERE comment_attachment.attachment_id = ?
ORDER BY comment_attachment.comment_id

DELETE
FROM attachment
WHERE attachment.id = ?

SELECT coalesce(max(change.sequence), ?) AS sequence
FROM change

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, "before")
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
