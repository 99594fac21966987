SELECT comment.id, comment.issue_id, comment.content, comment.created_by, comment.created_at, comment.updated_at, comment.is_edited, comment.version, comment.deleted_at
FROM comment
JOIN issue ON issue.id = comment.issue_id
WHERE comment.id = ? AND comment.deleted_at IS NULL AND issue.deleted_at IS NULL

UPDATE comment
SET updated_at=?, version=?, deleted_at=?
WHERE comment.id = ?

SELECT issue.title, issue.description
FROM issue
WHERE issue.id = ?

SELECT issue_tag.name
FROM issue_tag
WHERE issue_tag.issue_id = ?
ORDER BY issue_tag.position

SELECT comment.content
FROM comment
WHERE comment.issue_id = ? AND comment.deleted_at IS NULL

SELECT issue_search.words AS words
FROM issue_search
WHERE issue_search.issue_id = ?

UPDATE issue_search
SET words=?
WHERE issue_search.issue_id = ?

SELECT CAST(coalesce(
  (SELECT (('{"content":' || json_quote(CASE WHEN t1.deleted_at IS NULL THEN t1.content ELSE '' END)) || (',"isDeleted":' || CASE WHEN (t1.deleted_at IS NOT NULL) THEN 'true' ELSE 'false' END)) || ((',"version":' || CAST(t1.version AS TEXT)) || '}')
  FROM comment AS t1
  WHERE t1.id = ?1 AND EXISTS
    (SELECT 1
    FROM issue AS owner
    WHERE owner.id = t1.issue_id AND owner.deleted_at IS NULL)), 'null') AS BLOB)

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, "before")
VALUES (
  (SELECT coalesce(max(change.sequence), ?) + ? AS anon_1
  FROM change), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING sequence
