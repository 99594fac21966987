INSERT INTO issue (id, title, title_folded, description, status, priority, owner, owner_folded, resolution_summary, resolution_summary_folded, created_by, created_by_folded, created_at, updated_at, resolved_at, version, job_run_id, job_run_id_folded, deleted_at, fingerprint, fingerprint_folded, occurrences, last_seen_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

INSERT INTO issue_search (number, issue_id, words, repeated)
VALUES (
  (SELECT coalesce(max(issue_search.number) + ?, ?) AS coalesce_1
  FROM issue_search
  WHERE issue_search.number >= ? AND issue_search.number < ? + ?), ?, ?, ?)

INSERT INTO issue_search_index (rowid, words) SELECT number, words
FROM issue_search
WHERE issue_id IN
  (SELECT value
  FROM json_each(?))
ORDER BY number

INSERT OR IGNORE INTO issue_search_word SELECT value
FROM json_each(?)

SELECT coalesce(max(change.sequence), ?) AS sequence
FROM change

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, "before")
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

INSERT INTO issue_tally (status, priority, issues)
VALUES (?, ?, ?) ON CONFLICT (status, priority) DO UPDATE
SET issues = (issue_tally.issues + excluded.issues)
