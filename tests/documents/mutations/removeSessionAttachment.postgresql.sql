SELECT attachment.id, attachment.name, attachment.type, attachment.title, attachment.description, attachment.citation, attachment.source_session_id, attachment.created_by, attachment.created_at, attachment.is_visible, attachment.size, attachment.media_type, attachment.sha256, attachment.storage_name
FROM attachment
WHERE attachment.id = $1::UUID FOR UPDATE

UPDATE attachment
SET source_session_id=$1::UUID
WHERE attachment.id = $2::UUID

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, before)
VALUES (
  (SELECT coalesce(max(change.sequence), $1::INTEGER) + $2::BIGINT AS anon_1
  FROM change), $3::SMALLINT, $4::SMALLINT, $5::UUID, $6::UUID, $7::VARCHAR COLLATE "C", $8::VARCHAR COLLATE "C", $9::TIMESTAMP WITH TIME ZONE, $10::INTEGER, $11, $12) RETURNING change.sequence
