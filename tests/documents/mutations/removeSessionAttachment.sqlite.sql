SELECT attachment.id, attachment.name, attachment.type, attachment.title, attachment.description, attachment.citation, attachment.source_session_id, attachment.created_by, attachment.created_at, attachment.is_visible, attachment.size, attachment.media_type, attachment.sha256, attachment.storage_name
FROM attachment
WHERE attachment.id = ?

UPDATE attachment
SET source_session_id=?
WHERE attachment.id = ?

SELECT coalesce(max(change.sequence), ?) AS sequence
FROM change

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, "before")
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
