SELECT session.id
FROM session
WHERE session.id IN (?)
ORDER BY session.id

INSERT INTO attachment (id, name, name_folded, type, type_folded, title, title_folded, description, description_folded, citation, citation_folded, source_session_id, created_by, created_by_folded, created_at, is_visible, size, media_type, media_type_folded, sha256, storage_name)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

SELECT CAST(coalesce(
  (SELECT ((('{"id":"' || t1.id) || ('","name":' || json_quote(t1.name))) || ((',"type":' || json_quote(t1.type)) || (',"size":' || coalesce(CAST(t1.size AS TEXT), 'null')))) || (((',"isVisible":' || CASE WHEN t1.is_visible THEN 'true' ELSE 'false' END) || (',"url":' || json_quote(CASE WHEN t1.storage_name IS NOT NULL THEN '/api/v1/attachments/' || t1.id || '/content' END))) || ((',"sourceSession":' || coalesce(
    (SELECT ('{"title":' || json_quote(t2.title)) || '}'
    FROM session AS t2
    WHERE t2.id = t1.source_session_id), 'null')) || '}'))
  FROM attachment AS t1
  WHERE t1.id = ?1), 'null') AS BLOB)

SELECT coalesce(max(change.sequence), ?) AS sequence
FROM change

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, "before")
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
