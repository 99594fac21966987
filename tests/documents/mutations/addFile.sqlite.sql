SELECT attachment.id
FROM attachment
WHERE attachment.id IN (?)
ORDER BY attachment.id

SELECT issue.id, issue.title, issue.status, issue.priority, issue.owner, issue.resolution_summary, issue.created_by, issue.created_at, issue.updated_at, issue.resolved_at, issue.version, issue.job_run_id, issue.deleted_at, issue.fingerprint, issue.occurrences, issue.last_seen_at
FROM issue
WHERE issue.id = ?

INSERT INTO file (id, issue_id, file_name, file_name_folded, file_type, file_type_folded, attachment_id, created_by, created_by_folded, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

UPDATE issue
SET updated_at=?, version=?
WHERE issue.id = ?

SELECT CAST(coalesce(
  (SELECT ((('{"id":"' || t1.id)
    || '","fileName":') || ((json_quote(t1.file_name)
    || ',"attachment":') || coalesce(
    (SELECT ('{"name":' || json_quote(t2.name)) || '}'
    FROM attachment AS t2
    WHERE t2.id = t1.attachment_id), 'null'))) || (((',"issue":' || coalesce(
    (SELECT (('{"version":' || CAST(t3.version AS TEXT))
      || ',"updatedAt":"') || (t3.updated_at || 'Z"}')
    FROM issue AS t3
    WHERE t3.id = t1.issue_id), 'null'))
    || ',"createdBy":') || (json_quote(t1.created_by) || '}'))
  FROM file AS t1
  WHERE t1.id = ?1 AND EXISTS
    (SELECT 1
    FROM issue AS o
    WHERE o.id = t1.issue_id AND o.deleted_at IS NULL)), 'null') AS BLOB)

SELECT coalesce(max(change.sequence), ?) AS sequence
FROM change

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, "before")
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
