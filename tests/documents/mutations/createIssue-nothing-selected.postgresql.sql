INSERT INTO issue (id, title, title_folded, description, status, priority, owner, owner_folded, resolution_summary, resolution_summary_folded, created_by, created_by_folded, created_at, updated_at, resolved_at, version, job_run_id, job_run_id_folded, deleted_at, fingerprint, fingerprint_folded, occurrences, last_seen_at)
VALUES ($1::UUID, $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4, $5::SMALLINT, $6::SMALLINT, $7::VARCHAR COLLATE "C", $8::VARCHAR COLLATE "C", $9::VARCHAR COLLATE "C", $10::VARCHAR COLLATE "C", $11::VARCHAR COLLATE "C", $12::VARCHAR COLLATE "C", $13::TIMESTAMP WITH TIME ZONE, $14::TIMESTAMP WITH TIME ZONE, $15::TIMESTAMP WITH TIME ZONE, $16::INTEGER, $17::VARCHAR COLLATE "C", $18::VARCHAR COLLATE "C", $19::TIMESTAMP WITH TIME ZONE, $20::VARCHAR COLLATE "C", $21::VARCHAR COLLATE "C", $22::INTEGER, $23::TIMESTAMP WITH TIME ZONE)

INSERT INTO issue_search (issue_id, words, repeated)
VALUES ($1::UUID, array_to_tsvector(string_to_array($2, $3::VARCHAR)), $4)

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, before)
VALUES (
  (SELECT coalesce(max(change.sequence), $1::INTEGER) + $2::BIGINT AS anon_1
  FROM change), $3::SMALLINT, $4::SMALLINT, $5::UUID, $6::UUID, $7::VARCHAR COLLATE "C", $8::VARCHAR COLLATE "C", $9::TIMESTAMP WITH TIME ZONE, $10::INTEGER, $11, $12) RETURNING change.sequence

INSERT INTO issue_tally (status, priority, issues)
VALUES ($1::INTEGER, $2::INTEGER, $3::BIGINT) ON CONFLICT (status, priority) DO UPDATE
SET issues = (issue_tally.issues + excluded.issues)
