SELECT attachment.id, attachment.name, attachment.type, attachment.title, attachment.description, attachment.citation, attachment.source_session_id, attachment.created_by, attachment.created_at, attachment.is_visible, attachment.size, attachment.media_type, attachment.sha256, attachment.storage_name
FROM attachment
WHERE attachment.id = ?

UPDATE attachment
SET title=?, title_folded=?, is_visible=?
WHERE attachment.id = ?

SELECT CAST(coalesce(
  (SELECT (('{"title":' || json_quote(t1.title)) || (',"isVisible":' || CASE WHEN t1.is_visible THEN 'true' ELSE 'false' END)) || ((',"createdAt":"' || t1.created_at) || 'Z"}')
  FROM attachment AS t1
  WHERE t1.id = ?1), 'null') AS BLOB)

SELECT coalesce(max(change.sequence), ?) AS sequence
FROM change

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, "before")
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
