SELECT issue.id, issue.title, issue.status, issue.priority, issue.owner, issue.resolution_summary, issue.created_by, issue.created_at, issue.updated_at, issue.resolved_at, issue.version, issue.job_run_id, issue.deleted_at, issue.fingerprint, issue.occurrences, issue.last_seen_at
FROM issue
WHERE issue.id = ?

SELECT issue_tag.name
FROM issue_tag
WHERE issue_tag.issue_id = ?
ORDER BY issue_tag.position

UPDATE issue
SET status=?, resolution_summary=?, resolution_summary_folded=?, updated_at=?, resolved_at=?, version=?
WHERE issue.id = ?

DELETE
FROM issue_tag
WHERE issue_tag.issue_id = ?

INSERT INTO issue_tag (issue_id, position, name, name_folded)
VALUES (?, ?, ?, ?)

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
  (SELECT ((('{"status":' || CASE t1.status WHEN 1 THEN '"OPEN"' WHEN 2 THEN '"IN_PROGRESS"' WHEN 3 THEN '"RESOLVED"' WHEN 4 THEN '"REJECTED"' ELSE 'null' END)
    || ',"resolutionSummary":') || ((json_quote(t1.resolution_summary)
    || ',"tags":[') ||
    (SELECT coalesce(group_concat(json_quote(v.value), ','), '')
    FROM
      (SELECT t2.name AS value
      FROM issue_tag AS t2
      WHERE t2.issue_id = t1.id
      ORDER BY t2.position) AS v))) || ((('],"version":' || CAST(t1.version AS TEXT))
    || ',"updatedAt":"') || (t1.updated_at || 'Z"}'))
  FROM issue AS t1
  WHERE t1.id = ?1), 'null') AS BLOB)

SELECT coalesce(max(change.sequence), ?) AS sequence
FROM change

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, "before")
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

INSERT INTO issue_tally (status, priority, issues)
VALUES (?, ?, ?) ON CONFLICT (status, priority) DO UPDATE
SET issues = (issue_tally.issues + excluded.issues)
