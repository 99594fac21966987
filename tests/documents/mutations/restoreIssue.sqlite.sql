SELECT issue.id, issue.title, issue.status, issue.priority, issue.owner, issue.resolution_summary, issue.created_by, issue.created_at, issue.updated_at, issue.resolved_at, issue.version, issue.job_run_id, issue.deleted_at, issue.fingerprint, issue.occurrences, issue.last_seen_at
FROM issue
WHERE issue.id = ?

UPDATE issue
SET updated_at=?, version=?, deleted_at=?
WHERE issue.id = ?

SELECT CAST(coalesce(
  (SELECT ((('{"id":"' || t1.id)
    || '","title":') || (json_quote(t1.title)
    || ',"version":')) || ((CAST(t1.version AS TEXT)
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
