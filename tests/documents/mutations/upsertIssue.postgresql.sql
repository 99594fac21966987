SELECT issue.id, issue.title, issue.description, issue.status, issue.priority, issue.owner, issue.resolution_summary, issue.created_by, issue.created_at, issue.updated_at, issue.resolved_at, issue.version, issue.job_run_id, issue.deleted_at, issue.fingerprint, issue.occurrences, issue.last_seen_at
FROM issue
WHERE issue.fingerprint = $1::VARCHAR COLLATE "C" FOR UPDATE

SELECT issue.fingerprint
FROM issue
WHERE issue.fingerprint IN ($1::VARCHAR COLLATE "C")

INSERT INTO issue (id, title, title_folded, description, status, priority, owner, owner_folded, resolution_summary, resolution_summary_folded, created_by, created_by_folded, created_at, updated_at, resolved_at, version, job_run_id, job_run_id_folded, deleted_at, fingerprint, fingerprint_folded, occurrences, last_seen_at)
VALUES ($1::UUID, $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4, $5::SMALLINT, $6::SMALLINT, $7::VARCHAR COLLATE "C", $8::VARCHAR COLLATE "C", $9::VARCHAR COLLATE "C", $10::VARCHAR COLLATE "C", $11::VARCHAR COLLATE "C", $12::VARCHAR COLLATE "C", $13::TIMESTAMP WITH TIME ZONE, $14::TIMESTAMP WITH TIME ZONE, $15::TIMESTAMP WITH TIME ZONE, $16::INTEGER, $17::VARCHAR COLLATE "C", $18::VARCHAR COLLATE "C", $19::TIMESTAMP WITH TIME ZONE, $20::VARCHAR COLLATE "C", $21::VARCHAR COLLATE "C", $22::INTEGER, $23::TIMESTAMP WITH TIME ZONE)

INSERT INTO issue_search (issue_id, words, repeated)
VALUES ($1::UUID, array_to_tsvector(string_to_array($2, $3::VARCHAR)), $4)

SELECT issue.id, issue.title, issue.status, issue.priority, issue.owner, issue.resolution_summary, issue.created_by, issue.created_at, issue.updated_at, issue.resolved_at, issue.version, issue.job_run_id, issue.deleted_at, issue.fingerprint, issue.occurrences, issue.last_seen_at
FROM issue
WHERE issue.id = $1::UUID FOR UPDATE

INSERT INTO comment (id, issue_id, content, content_folded, created_by, created_by_folded, created_at, updated_at, is_edited, version, deleted_at)
VALUES ($1::UUID, $2::UUID, $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C", $5::VARCHAR COLLATE "C", $6::VARCHAR COLLATE "C", $7::TIMESTAMP WITH TIME ZONE, $8::TIMESTAMP WITH TIME ZONE, $9::BOOLEAN, $10::INTEGER, $11::TIMESTAMP WITH TIME ZONE)

SELECT issue_search.number, array_to_string(tsvector_to_array(issue_search.words), $1::VARCHAR) AS words, issue_search.repeated
FROM issue_search
WHERE issue_search.issue_id = $2::UUID

UPDATE issue_search
SET words=array_to_tsvector(string_to_array($1, $2::VARCHAR)), repeated=$3
WHERE issue_search.issue_id = $4::UUID

WITH answer AS MATERIALIZED
  (SELECT convert_to(coalesce(
    (SELECT ((('{"title":' || coalesce(to_json(t1.title)::text, 'null'))
      || ',"fingerprint":') || (coalesce(to_json(t1.fingerprint)::text, 'null')
      || ',"occurrences":')) || ((CAST(coalesce(t1.occurrences, 1) AS TEXT)
      || ',"comments":') || (
      (SELECT ('{"totalCount":' || CAST(
        (SELECT count(*)
        FROM comment AS t2
        WHERE t2.issue_id = t1.id AND t2.deleted_at IS NULL AND TRUE) AS TEXT)) || '}') || '}'))
    FROM issue AS t1
    WHERE t1.id = $1::uuid), 'null'), 'UTF8')) SELECT *
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

INSERT INTO issue_tally (status, priority, issues)
VALUES ($1::INTEGER, $2::INTEGER, $3::BIGINT) ON CONFLICT (status, priority) DO UPDATE
SET issues = (issue_tally.issues + excluded.issues)
