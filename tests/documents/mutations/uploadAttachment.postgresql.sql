SELECT session.id
FROM session
WHERE session.id IN ($1::UUID)
ORDER BY session.id FOR KEY SHARE

INSERT INTO attachment (id, name, name_folded, type, type_folded, title, title_folded, description, description_folded, citation, citation_folded, source_session_id, created_by, created_by_folded, created_at, is_visible, size, media_type, media_type_folded, sha256, storage_name)
VALUES ($1::UUID, $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::VARCHAR COLLATE "C", $7::VARCHAR COLLATE "C", $8::VARCHAR COLLATE "C", $9::VARCHAR COLLATE "C", $10::VARCHAR COLLATE "C", $11::VARCHAR COLLATE "C", $12::UUID, $13::VARCHAR COLLATE "C", $14::VARCHAR COLLATE "C", $15::TIMESTAMP WITH TIME ZONE, $16::BOOLEAN, $17::BIGINT, $18::VARCHAR COLLATE "C", $19::VARCHAR COLLATE "C", $20::VARCHAR COLLATE "C", $21::VARCHAR COLLATE "C")

WITH answer AS MATERIALIZED
  (SELECT convert_to(coalesce(
    (SELECT ((('{"id":"' || t1.id) || ('","name":' || coalesce(to_json(t1.name)::text, 'null'))) || ((',"type":' || coalesce(to_json(t1.type)::text, 'null')) || (',"size":' || coalesce(CAST(t1.size AS TEXT), 'null')))) || (((',"isVisible":' || CASE WHEN t1.is_visible THEN 'true' ELSE 'false' END) || (',"url":' || coalesce(to_json(CASE WHEN t1.storage_name IS NOT NULL THEN '/api/v1/attachments/' || t1.id || '/content' END)::text, 'null'))) || ((',"sourceSession":' || coalesce(
      (SELECT ('{"title":' || coalesce(to_json(t2.title)::text, 'null')) || '}'
      FROM session AS t2
      WHERE t2.id = t1.source_session_id), 'null')) || '}'))
    FROM attachment AS t1
    WHERE t1.id = $1::uuid), 'null'), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, before)
VALUES (
  (SELECT coalesce(max(change.sequence), $1::INTEGER) + $2::BIGINT AS anon_1
  FROM change), $3::SMALLINT, $4::SMALLINT, $5::UUID, $6::UUID, $7::VARCHAR COLLATE "C", $8::VARCHAR COLLATE "C", $9::TIMESTAMP WITH TIME ZONE, $10::INTEGER, $11, $12) RETURNING change.sequence
