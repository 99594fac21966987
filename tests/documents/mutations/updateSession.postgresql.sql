SELECT session.id, session.title, session.description, session.created_by, session.created_at, session.starred_at
FROM session
WHERE session.id = $1::UUID FOR UPDATE

UPDATE session
SET description=$1::VARCHAR COLLATE "C", description_folded=$2::VARCHAR COLLATE "C", starred_at=$3::TIMESTAMP WITH TIME ZONE
WHERE session.id = $4::UUID

WITH answer AS MATERIALIZED
  (SELECT convert_to(coalesce(
    (SELECT ((('{"title":' || coalesce(to_json(t1.title)::text, 'null'))
      || ',"description":') || (coalesce(to_json(t1.description)::text, 'null')
      || ',"isStarred":')) || ((CASE WHEN (t1.starred_at IS NOT NULL) THEN 'true' ELSE 'false' END
      || ',"starredAt":') || (coalesce('"' || to_char(t1.starred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || 'Z"', 'null') || '}'))
    FROM session AS t1
    WHERE t1.id = $1::uuid), 'null'), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, before)
VALUES (
  (SELECT coalesce(max(change.sequence), $1::INTEGER) + $2::BIGINT AS anon_1
  FROM change), $3::SMALLINT, $4::SMALLINT, $5::UUID, $6::UUID, $7::VARCHAR COLLATE "C", $8::VARCHAR COLLATE "C", $9::TIMESTAMP WITH TIME ZONE, $10::INTEGER, $11, $12) RETURNING change.sequence
