SELECT comment.id, comment.issue_id, comment.content, comment.created_by, comment.created_at, comment.updated_at, comment.is_edited, comment.version, comment.deleted_at
FROM comment
JOIN issue ON issue.id = comment.issue_id
WHERE comment.id = ? AND comment.deleted_at IS NULL AND issue.deleted_at IS NULL

UPDATE comment
SET content=?, content_folded=?, updated_at=?, is_edited=?, version=?
WHERE comment.id = ?

SELECT issue_search.number, issue_search.words, issue_search.repeated
FROM issue_search
WHERE issue_search.issue_id = ?

UPDATE issue_search
SET words=?, repeated=?
WHERE issue_search.issue_id = ?

INSERT INTO issue_search_index (issue_search_index, rowid, words)
VALUES ('delete', ?, ?)

INSERT INTO issue_search_index (rowid, words)
VALUES (?, ?)

INSERT OR IGNORE INTO issue_search_word SELECT value
FROM json_each(?)

SELECT CAST(coalesce(
  (SELECT ((('{"content":' || json_quote(CASE WHEN t1.deleted_at IS NULL THEN t1.content ELSE '' END))
    || ',"isEdited":') || ((CASE WHEN t1.is_edited THEN 'true' ELSE 'false' END
    || ',"version":') || CAST(t1.version AS TEXT))) || (((',"createdAt":"' || t1.created_at)
    || 'Z","updatedAt":"') || (t1.updated_at || 'Z"}'))
  FROM comment AS t1
  WHERE t1.id = ?1 AND EXISTS
    (SELECT 1
    FROM issue AS o
    WHERE o.id = t1.issue_id AND o.deleted_at IS NULL)), 'null') AS BLOB)

SELECT coalesce(max(change.sequence), ?) AS sequence
FROM change

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, "before")
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
