SELECT attachment.id
FROM attachment
WHERE attachment.id IN ($1::UUID)
ORDER BY attachment.id FOR KEY SHARE

SELECT issue.id, issue.title, issue.status, issue.priority, issue.owner, issue.resolution_summary, issue.created_by, issue.created_at, issue.updated_at, issue.resolved_at, issue.version, issue.job_run_id, issue.deleted_at, issue.fingerprint, issue.occurrences, issue.last_seen_at
FROM issue
WHERE issue.id = $1::UUID FOR UPDATE

INSERT INTO file (id, issue_id, file_name, file_name_folded, file_type, file_type_folded, attachment_id, created_by, created_by_folded, created_at)
VALUES ($1::UUID, $2::UUID, $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::VARCHAR COLLATE "C", $7::UUID, $8::VARCHAR COLLATE "C", $9::VARCHAR COLLATE "C", $10::TIMESTAMP WITH TIME ZONE)

UPDATE issue
SET updated_at=$1::TIMESTAMP WITH TIME ZONE, version=$2::INTEGER
WHERE issue.id = $3::UUID

WITH answer AS MATERIALIZED
  (SELECT convert_to(coalesce(
    (SELECT ((('{"id":"' || t1.id)
      || '","fileName":') || ((coalesce(to_json(t1.file_name)::text, 'null')
      || ',"attachment":') || coalesce(
      (SELECT ('{"name":' || coalesce(to_json(t2.name)::text, 'null')) || '}'
      FROM attachment AS t2
      WHERE t2.id = t1.attachment_id), 'null'))) || (((',"issue":' || coalesce(
      (SELECT (('{"version":' || CAST(t3.version AS TEXT))
        || ',"updatedAt":"') || (to_char(t3.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || 'Z"}')
      FROM issue AS t3
      WHERE t3.id = t1.issue_id), 'null'))
      || ',"createdBy":') || (coalesce(to_json(t1.created_by)::text, 'null') || '}'))
    FROM file AS t1
    WHERE t1.id = $1::uuid AND EXISTS
      (SELECT 1
      FROM issue AS o
      WHERE o.id = t1.issue_id AND o.deleted_at IS NULL)), 'null'), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, before)
VALUES (
  (SELECT coalesce(max(change.sequence), $1::INTEGER) + $2::BIGINT AS anon_1
  FROM change), $3::SMALLINT, $4::SMALLINT, $5::UUID, $6::UUID, $7::VARCHAR COLLATE "C", $8::VARCHAR COLLATE "C", $9::TIMESTAMP WITH TIME ZONE, $10::INTEGER, $11, $12)

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, before)
VALUES (
  (SELECT coalesce(max(change.sequence), $1::INTEGER) + $2::BIGINT AS anon_1
  FROM change), $3::SMALLINT, $4::SMALLINT, $5::UUID, $6::UUID, $7::VARCHAR COLLATE "C", $8::VARCHAR COLLATE "C", $9::TIMESTAMP WITH TIME ZONE, $10::INTEGER, $11, $12) RETURNING change.sequence
