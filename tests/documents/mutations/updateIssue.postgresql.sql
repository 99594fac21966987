SELECT issue.id, issue.title, issue.status, issue.priority, issue.owner, issue.resolution_summary, issue.created_by, issue.created_at, issue.updated_at, issue.resolved_at, issue.version, issue.job_run_id, issue.deleted_at, issue.fingerprint, issue.occurrences, issue.last_seen_at
FROM issue
WHERE issue.id = $1::UUID FOR UPDATE

SELECT issue_tag.name
FROM issue_tag
WHERE issue_tag.issue_id = $1::UUID
ORDER BY issue_tag.position

UPDATE issue
SET status=$1::SMALLINT, resolution_summary=$2::VARCHAR COLLATE "C", resolution_summary_folded=$3::VARCHAR COLLATE "C", updated_at=$4::TIMESTAMP WITH TIME ZONE, resolved_at=$5::TIMESTAMP WITH TIME ZONE, version=$6::INTEGER
WHERE issue.id = $7::UUID

DELETE
FROM issue_tag
WHERE issue_tag.issue_id = $1::UUID

INSERT INTO issue_tag (issue_id, position, name, name_folded)
VALUES ($1::UUID, $2::INTEGER, $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C")

SELECT issue_search.number, array_to_string(tsvector_to_array(issue_search.words), $1::VARCHAR) AS words, issue_search.repeated
FROM issue_search
WHERE issue_search.issue_id = $2::UUID

UPDATE issue_search
SET words=array_to_tsvector(string_to_array($1, $2::VARCHAR)), repeated=$3
WHERE issue_search.issue_id = $4::UUID

WITH answer AS MATERIALIZED
  (SELECT convert_to(coalesce(
    (SELECT ((('{"status":' || CASE t1.status WHEN 1 THEN '"OPEN"' WHEN 2 THEN '"IN_PROGRESS"' WHEN 3 THEN '"RESOLVED"' WHEN 4 THEN '"REJECTED"' ELSE 'null' END)
      || ',"resolutionSummary":') || ((coalesce(to_json(t1.resolution_summary)::text, 'null')
      || ',"tags":[') ||
      (SELECT coalesce(string_agg(coalesce(to_json(v.value)::text, 'null'), ','), '')
      FROM
        (SELECT t2.name AS value
        FROM issue_tag AS t2
        WHERE t2.issue_id = t1.id
        ORDER BY t2.position) AS v))) || ((('],"version":' || CAST(t1.version AS TEXT))
      || ',"updatedAt":"') || (to_char(t1.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || 'Z"}'))
    FROM issue AS t1
    WHERE t1.id = $1::uuid), 'null'), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, before)
VALUES (
  (SELECT coalesce(max(change.sequence), $1::INTEGER) + $2::BIGINT AS anon_1
  FROM change), $3::SMALLINT, $4::SMALLINT, $5::UUID, $6::UUID, $7::VARCHAR COLLATE "C", $8::VARCHAR COLLATE "C", $9::TIMESTAMP WITH TIME ZONE, $10::INTEGER, $11, $12) RETURNING change.sequence

INSERT INTO issue_tally (status, priority, issues)
VALUES ($1::INTEGER, $2::INTEGER, $3::BIGINT) ON CONFLICT (status, priority) DO UPDATE
SET issues = (issue_tally.issues + excluded.issues)
