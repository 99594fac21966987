SELECT session.id
FROM session
WHERE session.id IN (?)
ORDER BY session.id

SELECT attachment.id
FROM attachment
WHERE attachment.id IN (?)
ORDER BY attachment.id

INSERT INTO issue (id, title, title_folded, description, status, priority, owner, owner_folded, resolution_summary, resolution_summary_folded, created_by, created_by_folded, created_at, updated_at, resolved_at, version, job_run_id, job_run_id_folded, deleted_at, fingerprint, fingerprint_folded, occurrences, last_seen_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

INSERT INTO issue_tag (issue_id, position, name, name_folded)
VALUES (?, ?, ?, ?)

INSERT INTO issue_session (issue_id, session_id, position)
VALUES (?, ?, ?)

INSERT INTO issue_attachment (issue_id, attachment_id, position)
VALUES (?, ?, ?)

SELECT CAST(coalesce(
  (SELECT (((('{"id":"' || t1.id) || ('","title":' || json_quote(t1.title))) || ((',"description":' || t1.description)
    || ',"status":')) || (((CASE t1.status WHEN 1 THEN '"OPEN"' WHEN 2 THEN '"IN_PROGRESS"' WHEN 3 THEN '"RESOLVED"' WHEN 4 THEN '"REJECTED"' ELSE 'null' END
    || ',"priority":') || (CASE t1.priority WHEN 1 THEN '"LOW"' WHEN 2 THEN '"MEDIUM"' WHEN 3 THEN '"HIGH"' ELSE 'null' END
    || ',"tags":[')) || ((
    (SELECT coalesce(group_concat(json_quote(v.value), ','), '')
    FROM
      (SELECT t2.name AS value
      FROM issue_tag AS t2
      WHERE t2.issue_id = t1.id
      ORDER BY t2.position) AS v)
    || '],"owner":') || json_quote(t1.owner)))) || ((((',"createdBy":' || json_quote(t1.created_by)) || (',"createdAt":"' || t1.created_at)) || (('Z","version":' || CAST(t1.version AS TEXT))
    || ',"sessions":[')) || (((
    (SELECT coalesce(group_concat(('{"title":' || json_quote(t4.title)) || '}', ','), '')
    FROM
      (SELECT t4.title
      FROM issue_session AS t3
      JOIN session AS t4 ON TRUE
      WHERE t3.session_id = t4.id AND t3.issue_id = t1.id
      ORDER BY t3.position, t4.id) AS t4)
    || '],"attachments":[') ||
    (SELECT coalesce(group_concat(('{"name":' || json_quote(t6.name)) || '}', ','), '')
    FROM
      (SELECT t6.name
      FROM issue_attachment AS t5
      JOIN attachment AS t6 ON TRUE
      WHERE t5.attachment_id = t6.id AND t5.issue_id = t1.id
      ORDER BY t5.position, t6.id) AS t6)) || (('],"history":' ||
    (SELECT ('{"nodes":[' || coalesce(group_concat((('{"action":' || CASE t7.action WHEN 1 THEN '"CREATED"' WHEN 2 THEN '"UPDATED"' WHEN 3 THEN '"DELETED"' WHEN 4 THEN '"RESTORED"' WHEN 5 THEN '"PURGED"' WHEN 6 THEN '"RESET"' ELSE 'null' END)
      || ',"fields":[') || (
      (SELECT coalesce(group_concat(json_quote(CASE t8.key WHEN 'resolution_summary' THEN 'resolutionSummary' WHEN 'created_by' THEN 'createdBy' WHEN 'created_at' THEN 'createdAt' WHEN 'updated_at' THEN 'updatedAt' WHEN 'resolved_at' THEN 'resolvedAt' WHEN 'deleted_at' THEN 'deletedAt' WHEN 'job_run_id' THEN 'jobRunId' WHEN 'last_seen_at' THEN 'lastSeenAt' WHEN 'viewer_can_delete' THEN 'viewerCanDelete' WHEN 'session_attachments' THEN 'sessionAttachments' WHEN 'is_edited' THEN 'isEdited' WHEN 'is_deleted' THEN 'isDeleted' WHEN 'viewer_can_update' THEN 'viewerCanUpdate' WHEN 'file_name' THEN 'fileName' WHEN 'file_type' THEN 'fileType' WHEN 'attachment_id' THEN 'attachmentId' WHEN 'source_session_id' THEN 'sourceSessionId' WHEN 'source_session' THEN 'sourceSession' WHEN 'is_visible' THEN 'isVisible' WHEN 'media_type' THEN 'mediaType' WHEN 'is_starred' THEN 'isStarred' WHEN 'starred_at' THEN 'starredAt' WHEN 'issue_id' THEN 'issue' WHEN 'storage_name' THEN 'url' ELSE t8.key END), ','), '')
      FROM json_each(t7.patch) AS t8) || ']}'), ','), '')) || ']}'
    FROM
      (SELECT t7.action, t7.patch
      FROM change AS t7
      WHERE t7.issue_id = t1.id AND TRUE
      ORDER BY t7.sequence ASC
      LIMIT ?2) AS t7)) || '}')))
  FROM issue AS t1
  WHERE t1.id = ?1), 'null') AS BLOB)

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
