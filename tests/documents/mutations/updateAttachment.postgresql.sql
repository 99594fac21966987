SELECT attachment.id, attachment.name, attachment.type, attachment.title, attachment.description, attachment.citation, attachment.source_session_id, attachment.created_by, attachment.created_at, attachment.is_visible, attachment.size, attachment.media_type, attachment.sha256, attachment.storage_name
FROM attachment
WHERE attachment.id = $1::UUID FOR UPDATE

UPDATE attachment
SET title=$1::VARCHAR COLLATE "C", title_folded=$2::VARCHAR COLLATE "C", is_visible=$3::BOOLEAN
WHERE attachment.id = $4::UUID

WITH answer AS MATERIALIZED
  (SELECT convert_to(coalesce(
    (SELECT (('{"title":' || coalesce(to_json(t1.title)::text, 'null')) || (',"isVisible":' || CASE WHEN t1.is_visible THEN 'true' ELSE 'false' END)) || ((',"createdAt":"' || to_char(t1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')) || 'Z"}')
    FROM attachment AS t1
    WHERE t1.id = $1::uuid), 'null'), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, before)
VALUES (
  (SELECT coalesce(max(change.sequence), $1::INTEGER) + $2::BIGINT AS anon_1
  FROM change), $3::SMALLINT, $4::SMALLINT, $5::UUID, $6::UUID, $7::VARCHAR COLLATE "C", $8::VARCHAR COLLATE "C", $9::TIMESTAMP WITH TIME ZONE, $10::INTEGER, $11, $12) RETURNING change.sequence
