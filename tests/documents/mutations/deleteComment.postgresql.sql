SELECT comment.id, comment.issue_id, comment.content, comment.created_by, comment.created_at, comment.updated_at, comment.is_edited, comment.version, comment.deleted_at
FROM comment
JOIN issue ON issue.id = comment.issue_id
WHERE comment.id = $1::UUID AND comment.deleted_at IS NULL AND issue.deleted_at IS NULL FOR UPDATE

UPDATE comment
SET updated_at=$1::TIMESTAMP WITH TIME ZONE, version=$2::INTEGER, deleted_at=$3::TIMESTAMP WITH TIME ZONE
WHERE comment.id = $4::UUID

SELECT issue_search.number, array_to_string(tsvector_to_array(issue_search.words), $1::VARCHAR) AS words, issue_search.repeated
FROM issue_search
WHERE issue_search.issue_id = $2::UUID

UPDATE issue_search
SET words=array_to_tsvector(string_to_array($1, $2::VARCHAR)), repeated=$3
WHERE issue_search.issue_id = $4::UUID

WITH answer AS MATERIALIZED
  (SELECT convert_to(coalesce(
    (SELECT (('{"content":' || coalesce(to_json(CASE WHEN t1.deleted_at IS NULL THEN t1.content ELSE '' END)::text, 'null')) || (',"isDeleted":' || CASE WHEN (t1.deleted_at IS NOT NULL) THEN 'true' ELSE 'false' END)) || ((',"version":' || CAST(t1.version AS TEXT)) || '}')
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
