SELECT issue.id, issue.title, issue.description, issue.status, issue.priority, issue.owner, issue.resolution_summary, issue.created_by, issue.created_at, issue.updated_at, issue.resolved_at, issue.version, issue.job_run_id, issue.deleted_at, issue.fingerprint, issue.occurrences, issue.last_seen_at
FROM issue
WHERE issue.fingerprint = ?

SELECT issue.fingerprint
FROM issue
WHERE issue.fingerprint IN (?)

INSERT INTO issue (id, title, title_folded, description, status, priority, owner, owner_folded, resolution_summary, resolution_summary_folded, created_by, created_by_folded, created_at, updated_at, resolved_at, version, job_run_id, job_run_id_folded, deleted_at, fingerprint, fingerprint_folded, occurrences, last_seen_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

SELECT issue.id, issue.title, issue.status, issue.priority, issue.owner, issue.resolution_summary, issue.created_by, issue.created_at, issue.updated_at, issue.resolved_at, issue.version, issue.job_run_id, issue.deleted_at, issue.fingerprint, issue.occurrences, issue.last_seen_at
FROM issue
WHERE issue.id = ?

INSERT INTO comment (id, issue_id, content, content_folded, created_by, created_by_folded, created_at, updated_at, is_edited, version, deleted_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

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

SELECT issue_search.number, issue_search.words, issue_search.repeated
FROM issue_search
WHERE issue_search.issue_id = ?

UPDATE issue_search
SET words=?, repeated=?
WHERE issue_search.issue_id = ?

INSERT INTO issue_search_index (issue_search_index, rowid, words)
VALUES ('delete', ?, ?)

INSERT INTO issue_search_index (rowid, words)
VALUES (?, ?)

INSERT OR IGNORE INTO issue_search_word SELECT value
FROM json_each(?)

SELECT CAST(coalesce(
  (SELECT ((('{"title":' || json_quote(t1.title))
    || ',"fingerprint":') || (json_quote(t1.fingerprint)
    || ',"occurrences":')) || ((CAST(coalesce(t1.occurrences, 1) AS TEXT)
    || ',"comments":') || (
    (SELECT ('{"totalCount":' || CAST(
      (SELECT count(*)
      FROM comment AS t2
      WHERE t2.issue_id = t1.id AND t2.deleted_at IS NULL AND TRUE) AS TEXT)) || '}') || '}'))
  FROM issue AS t1
  WHERE t1.id = ?1), 'null') AS BLOB)

SELECT coalesce(max(change.sequence), ?) AS sequence
FROM change

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, "before")
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

INSERT INTO issue_tally (status, priority, issues)
VALUES (?, ?, ?) ON CONFLICT (status, priority) DO UPDATE
SET issues = (issue_tally.issues + excluded.issues)
