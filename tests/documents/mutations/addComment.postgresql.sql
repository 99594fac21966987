SELECT attachment.id
FROM attachment
WHERE attachment.id IN ($1::UUID, $2::UUID)
ORDER BY attachment.id FOR KEY SHARE

SELECT issue.id, issue.title, issue.status, issue.priority, issue.owner, issue.resolution_summary, issue.created_by, issue.created_at, issue.updated_at, issue.resolved_at, issue.version, issue.job_run_id, issue.deleted_at, issue.fingerprint, issue.occurrences, issue.last_seen_at
FROM issue
WHERE issue.id = $1::UUID FOR UPDATE

INSERT INTO comment (id, issue_id, content, content_folded, created_by, created_by_folded, created_at, updated_at, is_edited, version, deleted_at)
VALUES ($1::UUID, $2::UUID, $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::VARCHAR COLLATE "C", $7::TIMESTAMP WITH TIME ZONE, $8::TIMESTAMP WITH TIME ZONE, $9::BOOLEAN, $10::INTEGER, $11::TIMESTAMP WITH TIME ZONE)

INSERT INTO comment_attachment (comment_id, attachment_id, position)
VALUES ($1::UUID, $2::UUID, $3::INTEGER)

SELECT issue_search.number, array_to_string(tsvector_to_array(issue_search.words), $1::VARCHAR) AS words, issue_search.repeated
FROM issue_search
WHERE issue_search.issue_id = $2::UUID

UPDATE issue_search
SET words=array_to_tsvector(string_to_array($1, $2::VARCHAR)), repeated=$3
WHERE issue_search.issue_id = $4::UUID

WITH answer AS MATERIALIZED
  (SELECT convert_to(coalesce(
    (SELECT ((('{"id":"' || t1.id) || ('","content":' || coalesce(to_json(CASE WHEN t1.deleted_at IS NULL THEN t1.content ELSE '' END)::text, 'null'))) || ((',"createdBy":' || coalesce(to_json(t1.created_by)::text, 'null')) || (',"createdAt":"' || to_char(t1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')))) || ((('Z","isEdited":' || CASE WHEN t1.is_edited THEN 'true' ELSE 'false' END) || (',"attachments":[' ||
      (SELECT coalesce(string_agg(('{"name":' || coalesce(to_json(t3.name)::text, 'null')) || '}', ','), '')
      FROM
        (SELECT t3.name
        FROM comment_attachment AS t2
        JOIN attachment AS t3 ON TRUE
        WHERE t2.attachment_id = t3.id AND t2.comment_id = t1.id AND t1.deleted_at IS NULL
        ORDER BY t2.position, t3.id) AS t3))) || (('],"issue":' || coalesce(
      (SELECT (('{"title":' || coalesce(to_json(t4.title)::text, 'null'))
        || ',"version":') || (CAST(t4.version AS TEXT) || '}')
      FROM issue AS t4
      WHERE t4.id = t1.issue_id), 'null')) || '}'))
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
