SELECT comment.id, comment.issue_id, comment.content, comment.created_by, comment.created_at, comment.updated_at, comment.is_edited, comment.version, comment.deleted_at
FROM comment
JOIN issue ON issue.id = comment.issue_id
WHERE comment.id = $1::UUID AND comment.deleted_at IS NULL AND issue.deleted_at IS NULL FOR UPDATE

SELECT reaction.emoji, reaction.created_by, reaction.created_at
FROM reaction
WHERE reaction.comment_id = $1::UUID
ORDER BY reaction.created_at, reaction.emoji, reaction.created_by

DELETE
FROM reaction
WHERE reaction.comment_id = $1::UUID AND reaction.emoji = $2::VARCHAR COLLATE "C" AND reaction.created_by = $3::VARCHAR COLLATE "C"

UPDATE comment
SET version=$1::INTEGER
WHERE comment.id = $2::UUID

WITH answer AS MATERIALIZED
  (SELECT convert_to(coalesce(
    (SELECT (('{"reactions":[' ||
      (SELECT coalesce(string_agg(((('{"emoji":' || coalesce(to_json(t2.emoji)::text, 'null'))
        || ',"count":') || (CAST(t2.count AS TEXT)
        || ',"users":[')) || ((
        (SELECT coalesce(string_agg(coalesce(to_json(v.value)::text, 'null'), ','), '')
        FROM
          (SELECT t3.created_by AS value
          FROM reaction AS t3
          WHERE t3.comment_id = t2.comment_id AND t3.emoji = t2.emoji
          ORDER BY t3.created_at, t3.created_by) AS v)
        || '],"viewerHasReacted":') || (CASE WHEN EXISTS
        (SELECT 1
        FROM reaction AS mine
        WHERE mine.comment_id = t2.comment_id AND mine.emoji = t2.emoji AND mine.created_by = $2::text) THEN 'true' ELSE 'false' END || '}')), ','), '')
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
    WHERE t1.id = $1::uuid AND EXISTS
      (SELECT 1
      FROM issue AS o
      WHERE o.id = t1.issue_id AND o.deleted_at IS NULL)), 'null'), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, before)
VALUES (
  (SELECT coalesce(max(change.sequence), $1::INTEGER) + $2::BIGINT AS anon_1
  FROM change), $3::SMALLINT, $4::SMALLINT, $5::UUID, $6::UUID, $7::VARCHAR COLLATE "C", $8::VARCHAR COLLATE "C", $9::TIMESTAMP WITH TIME ZONE, $10::INTEGER, $11, $12) RETURNING change.sequence
