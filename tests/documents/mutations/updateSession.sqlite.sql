SELECT session.id, session.title, session.description, session.created_by, session.created_at, session.starred_at
FROM session
WHERE session.id = ?

UPDATE session
SET description=?, description_folded=?, starred_at=?
WHERE session.id = ?

SELECT CAST(coalesce(
  (SELECT ((('{"title":' || json_quote(t1.title))
    || ',"description":') || (json_quote(t1.description)
    || ',"isStarred":')) || ((CASE WHEN (t1.starred_at IS NOT NULL) THEN 'true' ELSE 'false' END
    || ',"starredAt":') || (coalesce('"' || t1.starred_at || 'Z"', 'null') || '}'))
  FROM session AS t1
  WHERE t1.id = ?1), 'null') AS BLOB)

SELECT coalesce(max(change.sequence), ?) AS sequence
FROM change

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, "before")
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
