INSERT INTO issue (id, title, title_folded, description, status, priority, owner, owner_folded, resolution_summary, resolution_summary_folded, created_by, created_by_folded, created_at, updated_at, resolved_at, version, job_run_id, job_run_id_folded, deleted_at, fingerprint, fingerprint_folded, occurrences, last_seen_at)
VALUES ($1::UUID, $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4, $5::SMALLINT, $6::SMALLINT, $7::VARCHAR COLLATE "C", $8::VARCHAR COLLATE "C", $9::VARCHAR COLLATE "C", $10::VARCHAR COLLATE "C", $11::VARCHAR COLLATE "C", $12::VARCHAR COLLATE "C", $13::TIMESTAMP WITH TIME ZONE, $14::TIMESTAMP WITH TIME ZONE, $15::TIMESTAMP WITH TIME ZONE, $16::INTEGER, $17::VARCHAR COLLATE "C", $18::VARCHAR COLLATE "C", $19::TIMESTAMP WITH TIME ZONE, $20::VARCHAR COLLATE "C", $21::VARCHAR COLLATE "C", $22::INTEGER, $23::TIMESTAMP WITH TIME ZONE)

INSERT INTO issue_search (issue_id, words, repeated)
VALUES ($1::UUID, array_to_tsvector(string_to_array($2, $3::VARCHAR)), $4)

WITH answer AS MATERIALIZED
  (SELECT convert_to(coalesce(
    (SELECT (((('{"title":' || coalesce(to_json(t1.title)::text, 'null')) || (',"description":' || t1.description::text)) || ((',"status":' || CASE t1.status WHEN 1 THEN '"OPEN"' WHEN 2 THEN '"IN_PROGRESS"' WHEN 3 THEN '"RESOLVED"' WHEN 4 THEN '"REJECTED"' ELSE 'null' END)
      || ',"priority":')) || (((CASE t1.priority WHEN 1 THEN '"LOW"' WHEN 2 THEN '"MEDIUM"' WHEN 3 THEN '"HIGH"' ELSE 'null' END
      || ',"owner":') || coalesce(to_json(t1.owner)::text, 'null')) || ((',"tags":[' ||
      (SELECT coalesce(string_agg(coalesce(to_json(v.value)::text, 'null'), ','), '')
      FROM
        (SELECT t2.name AS value
        FROM issue_tag AS t2
        WHERE t2.issue_id = t1.id
        ORDER BY t2.position) AS v))
      || '],"resolutionSummary":'))) || ((((coalesce(to_json(t1.resolution_summary)::text, 'null')
      || ',"jobRunId":') || coalesce(to_json(t1.job_run_id)::text, 'null')) || ((',"fingerprint":' || coalesce(to_json(t1.fingerprint)::text, 'null'))
      || ',"version":')) || (((CAST(t1.version AS TEXT)
      || ',"sessions":[') ||
      (SELECT coalesce(string_agg(('{"id":"' || t4.id) || '"}', ','), '')
      FROM
        (SELECT t4.id
        FROM issue_session AS t3
        JOIN session AS t4 ON TRUE
        WHERE t3.session_id = t4.id AND t3.issue_id = t1.id
        ORDER BY t3.position, t4.id) AS t4)) || (('],"attachments":[' ||
      (SELECT coalesce(string_agg(('{"id":"' || t6.id) || '"}', ','), '')
      FROM
        (SELECT t6.id
        FROM issue_attachment AS t5
        JOIN attachment AS t6 ON TRUE
        WHERE t5.attachment_id = t6.id AND t5.issue_id = t1.id
        ORDER BY t5.position, t6.id) AS t6)) || ']}')))
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
