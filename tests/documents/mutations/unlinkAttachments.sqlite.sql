SELECT issue.id, issue.title, issue.status, issue.priority, issue.owner, issue.resolution_summary, issue.created_by, issue.created_at, issue.updated_at, issue.resolved_at, issue.version, issue.job_run_id, issue.deleted_at, issue.fingerprint, issue.occurrences, issue.last_seen_at
FROM issue
WHERE issue.id = ?

SELECT issue_attachment.attachment_id
FROM issue_attachment
WHERE issue_attachment.issue_id = ?
ORDER BY issue_attachment.position

DELETE
FROM issue_attachment
WHERE issue_attachment.issue_id = ?

UPDATE issue
SET updated_at=?, version=?
WHERE issue.id = ?

SELECT CAST(coalesce(
  (SELECT (('{"attachments":[' ||
    (SELECT coalesce(group_concat(('{"name":' || json_quote(t3.name)) || '}', ','), '')
    FROM
      (SELECT t3.name
      FROM issue_attachment AS t2
      JOIN attachment AS t3 ON TRUE
      WHERE t2.attachment_id = t3.id AND t2.issue_id = t1.id
      ORDER BY t2.position, t3.id) AS t3))
    || '],"version":') || (CAST(t1.version AS TEXT) || '}')
  FROM issue AS t1
  WHERE t1.id = ?1), 'null') AS BLOB)

SELECT coalesce(max(change.sequence), ?) AS sequence
FROM change

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, "before")
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
