INSERT INTO issue (id, title, title_folded, description, status, priority, owner, owner_folded, resolution_summary, resolution_summary_folded, created_by, created_by_folded, created_at, updated_at, resolved_at, version, job_run_id, job_run_id_folded, deleted_at, fingerprint, fingerprint_folded, occurrences, last_seen_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

INSERT INTO issue_tag (issue_id, position, name, name_folded)
VALUES (?, ?, ?, ?)

SELECT CAST(coalesce(
  (SELECT ((('{"title":' || json_quote(t1.title))
    || ',"status":') || (CASE t1.status WHEN 1 THEN '"OPEN"' WHEN 2 THEN '"IN_PROGRESS"' WHEN 3 THEN '"RESOLVED"' WHEN 4 THEN '"REJECTED"' ELSE 'null' END
    || ',"tags":[')) || ((
    (SELECT coalesce(group_concat(json_quote(v.value), ','), '')
    FROM
      (SELECT t2.name AS value
      FROM issue_tag AS t2
      WHERE t2.issue_id = t1.id
      ORDER BY t2.position) AS v)
    || '],"version":') || (CAST(t1.version AS TEXT) || '}'))
  FROM issue AS t1
  WHERE t1.id = n.value), 'null') AS BLOB)
FROM
  (SELECT item.value AS value, item.key AS position
  FROM json_each(?1) AS item) AS n
ORDER BY n.position

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
