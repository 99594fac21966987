SELECT comment.id, comment.issue_id, comment.content, comment.created_by, comment.created_at, comment.updated_at, comment.is_edited, comment.version, comment.deleted_at
FROM comment
JOIN issue ON issue.id = comment.issue_id
WHERE comment.id = ? AND comment.deleted_at IS NULL AND issue.deleted_at IS NULL

SELECT reaction.emoji, reaction.created_by, reaction.created_at
FROM reaction
WHERE reaction.comment_id = ?
ORDER BY reaction.created_at, reaction.emoji, reaction.created_by

DELETE
FROM reaction
WHERE reaction.comment_id = ? AND reaction.emoji = ? AND reaction.created_by = ?

UPDATE comment
SET version=?
WHERE comment.id = ?

SELECT CAST(coalesce(
  (SELECT (('{"reactions":[' ||
    (SELECT coalesce(group_concat(((('{"emoji":' || json_quote(t2.emoji))
      || ',"count":') || (CAST(t2.count AS TEXT)
      || ',"users":[')) || ((
      (SELECT coalesce(group_concat(json_quote(v.value), ','), '')
      FROM
        (SELECT t3.created_by AS value
        FROM reaction AS t3
        WHERE t3.comment_id = t2.comment_id AND t3.emoji = t2.emoji
        ORDER BY t3.created_at, t3.created_by) AS v)
      || '],"viewerHasReacted":') || (CASE WHEN EXISTS
      (SELECT 1
      FROM reaction AS mine
      WHERE mine.comment_id = t2.comment_id AND mine.emoji = t2.emoji AND mine.created_by = ?2) THEN 'true' ELSE 'false' END || '}')), ','), '')
    FROM
      (SELECT t2.emoji, t2.count, t2.comment_id
      FROM
        (SELECT emoji, comment_id, count(*) AS count, min(created_at) AS first_at
        FROM reaction
        WHERE comment_id = t1.id
        GROUP BY emoji, comment_id) AS t2
      WHERE t1.deleted_at IS NULL
      ORDER BY t2.first_at, t2.emoji) AS t2))
    || '],"version":') || (CAST(t1.version AS TEXT) || '}')
  FROM comment AS t1
  WHERE t1.id = ?1 AND EXISTS
    (SELECT 1
    FROM issue AS o
    WHERE o.id = t1.issue_id AND o.deleted_at IS NULL)), 'null') AS BLOB)

SELECT coalesce(max(change.sequence), ?) AS sequence
FROM change

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, "before")
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
