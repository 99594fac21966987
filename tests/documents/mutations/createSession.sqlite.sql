INSERT INTO session (id, title, title_folded, description, description_folded, created_by, created_by_folded, created_at, starred_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)

SELECT CAST(coalesce(
  (SELECT ((('{"id":"' || t1.id)
    || '","title":') || ((json_quote(t1.title)
    || ',"isStarred":') || CASE WHEN (t1.starred_at IS NOT NULL) THEN 'true' ELSE 'false' END)) || (((',"createdBy":' || json_quote(t1.created_by))
    || ',"createdAt":"') || (t1.created_at || 'Z"}'))
  FROM session AS t1
  WHERE t1.id = ?1), 'null') AS BLOB)

SELECT coalesce(max(change.sequence), ?) AS sequence
FROM change

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, "before")
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
