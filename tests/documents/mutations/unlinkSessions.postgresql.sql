SELECT issue.id, issue.title, issue.status, issue.priority, issue.owner, issue.resolution_summary, issue.created_by, issue.created_at, issue.updated_at, issue.resolved_at, issue.version, issue.job_run_id, issue.deleted_at, issue.fingerprint, issue.occurrences, issue.last_seen_at
FROM issue
WHERE issue.id = $1::UUID FOR UPDATE

SELECT issue_session.session_id
FROM issue_session
WHERE issue_session.issue_id = $1::UUID
ORDER BY issue_session.position

DELETE
FROM issue_session
WHERE issue_session.issue_id = $1::UUID

INSERT INTO issue_session (issue_id, session_id, position)
VALUES ($1::UUID, $2::UUID, $3::INTEGER)

UPDATE issue
SET updated_at=$1::TIMESTAMP WITH TIME ZONE, version=$2::INTEGER
WHERE issue.id = $3::UUID

WITH answer AS MATERIALIZED
  (SELECT convert_to(coalesce(
    (SELECT (('{"sessions":[' ||
      (SELECT coalesce(string_agg(('{"title":' || coalesce(to_json(t3.title)::text, 'null')) || '}', ','), '')
      FROM
        (SELECT t3.title
        FROM issue_session AS t2
        JOIN session AS t3 ON TRUE
        WHERE t2.session_id = t3.id AND t2.issue_id = t1.id
        ORDER BY t2.position, t3.id) AS t3))
      || '],"version":') || (CAST(t1.version AS TEXT) || '}')
    FROM issue AS t1
    WHERE t1.id = $1::uuid), 'null'), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, before)
VALUES (
  (SELECT coalesce(max(change.sequence), $1::INTEGER) + $2::BIGINT AS anon_1
  FROM change), $3::SMALLINT, $4::SMALLINT, $5::UUID, $6::UUID, $7::VARCHAR COLLATE "C", $8::VARCHAR COLLATE "C", $9::TIMESTAMP WITH TIME ZONE, $10::INTEGER, $11, $12) RETURNING change.sequence
