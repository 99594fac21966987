INSERT INTO session (id, title, title_folded, description, description_folded, created_by, created_by_folded, created_at, starred_at)
VALUES ($1::UUID, $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::VARCHAR COLLATE "C", $7::VARCHAR COLLATE "C", $8::TIMESTAMP WITH TIME ZONE, $9::TIMESTAMP WITH TIME ZONE)

WITH answer AS MATERIALIZED
  (SELECT convert_to(coalesce(
    (SELECT ((('{"id":"' || t1.id)
      || '","title":') || ((coalesce(to_json(t1.title)::text, 'null')
      || ',"isStarred":') || CASE WHEN (t1.starred_at IS NOT NULL) THEN 'true' ELSE 'false' END)) || (((',"createdBy":' || coalesce(to_json(t1.created_by)::text, 'null'))
      || ',"createdAt":"') || (to_char(t1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || 'Z"}'))
    FROM session AS t1
    WHERE t1.id = $1::uuid), 'null'), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, before)
VALUES (
  (SELECT coalesce(max(change.sequence), $1::INTEGER) + $2::BIGINT AS anon_1
  FROM change), $3::SMALLINT, $4::SMALLINT, $5::UUID, $6::UUID, $7::VARCHAR COLLATE "C", $8::VARCHAR COLLATE "C", $9::TIMESTAMP WITH TIME ZONE, $10::INTEGER, $11, $12) RETURNING change.sequence
