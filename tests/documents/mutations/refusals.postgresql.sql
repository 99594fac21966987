SELECT issue.id, issue.title, issue.status, issue.priority, issue.owner, issue.resolution_summary, issue.created_by, issue.created_at, issue.updated_at, issue.resolved_at, issue.version, issue.job_run_id, issue.deleted_at, issue.fingerprint, issue.occurrences, issue.last_seen_at
FROM issue
WHERE issue.id = $1::UUID FOR UPDATE

SELECT change.version, change.patch, change.before
FROM change
WHERE change.object_id = $1::UUID AND change.version > $2::INTEGER
ORDER BY change.sequence

SELECT comment.id, comment.issue_id, comment.content, comment.created_by, comment.created_at, comment.updated_at, comment.is_edited, comment.version, comment.deleted_at
FROM comment
JOIN issue ON issue.id = comment.issue_id
WHERE comment.id = $1::UUID AND comment.deleted_at IS NULL AND issue.deleted_at IS NULL FOR UPDATE

SELECT issue.id, issue.title, issue.status, issue.priority, issue.owner, issue.resolution_summary, issue.created_by, issue.created_at, issue.updated_at, issue.resolved_at, issue.version, issue.job_run_id, issue.deleted_at, issue.fingerprint, issue.occurrences, issue.last_seen_at
FROM issue
WHERE issue.id = $1::UUID FOR UPDATE
