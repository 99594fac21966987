SELECT session.id
FROM session
WHERE session.id IN ($1::UUID)
ORDER BY session.id FOR KEY SHARE

SELECT attachment.id
FROM attachment
WHERE attachment.id IN ($1::UUID)
ORDER BY attachment.id FOR KEY SHARE

INSERT INTO issue (id, title, title_folded, description, status, priority, owner, owner_folded, resolution_summary, resolution_summary_folded, created_by, created_by_folded, created_at, updated_at, resolved_at, version, job_run_id, job_run_id_folded, deleted_at, fingerprint, fingerprint_folded, occurrences, last_seen_at)
VALUES ($1::UUID, $2::VARCHAR COLLATE "C", $3::VARCHAR COLLATE "C", $4, $5::SMALLINT, $6::SMALLINT, $7::VARCHAR COLLATE "C", $8::VARCHAR COLLATE "C", $9::VARCHAR COLLATE "C", $10::VARCHAR COLLATE "C", $11::VARCHAR COLLATE "C", $12::VARCHAR COLLATE "C", $13::TIMESTAMP WITH TIME ZONE, $14::TIMESTAMP WITH TIME ZONE, $15::TIMESTAMP WITH TIME ZONE, $16::INTEGER, $17::VARCHAR COLLATE "C", $18::VARCHAR COLLATE "C", $19::TIMESTAMP WITH TIME ZONE, $20::VARCHAR COLLATE "C", $21::VARCHAR COLLATE "C", $22::INTEGER, $23::TIMESTAMP WITH TIME ZONE)

INSERT INTO issue_tag (issue_id, position, name, name_folded)
VALUES ($1::UUID, $2::INTEGER, $3::VARCHAR COLLATE "C", $4::VARCHAR COLLATE "C")

INSERT INTO issue_session (issue_id, session_id, position)
VALUES ($1::UUID, $2::UUID, $3::INTEGER)

INSERT INTO issue_attachment (issue_id, attachment_id, position)
VALUES ($1::UUID, $2::UUID, $3::INTEGER)

INSERT INTO issue_search (issue_id, words, repeated)
VALUES ($1::UUID, array_to_tsvector(string_to_array($2, $3::VARCHAR)), $4)

WITH answer AS MATERIALIZED
  (SELECT convert_to(coalesce(
    (SELECT (((('{"id":"' || t1.id) || ('","title":' || coalesce(to_json(t1.title)::text, 'null'))) || ((',"description":' || t1.description::text)
      || ',"status":')) || (((CASE t1.status WHEN 1 THEN '"OPEN"' WHEN 2 THEN '"IN_PROGRESS"' WHEN 3 THEN '"RESOLVED"' WHEN 4 THEN '"REJECTED"' ELSE 'null' END
      || ',"priority":') || (CASE t1.priority WHEN 1 THEN '"LOW"' WHEN 2 THEN '"MEDIUM"' WHEN 3 THEN '"HIGH"' ELSE 'null' END
      || ',"tags":[')) || ((
      (SELECT coalesce(string_agg(coalesce(to_json(v.value)::text, 'null'), ','), '')
      FROM
        (SELECT t2.name AS value
        FROM issue_tag AS t2
        WHERE t2.issue_id = t1.id
        ORDER BY t2.position) AS v)
      || '],"owner":') || coalesce(to_json(t1.owner)::text, 'null')))) || ((((',"createdBy":' || coalesce(to_json(t1.created_by)::text, 'null')) || (',"createdAt":"' || to_char(t1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'))) || (('Z","version":' || CAST(t1.version AS TEXT))
      || ',"sessions":[')) || (((
      (SELECT coalesce(string_agg(('{"title":' || coalesce(to_json(t4.title)::text, 'null')) || '}', ','), '')
      FROM
        (SELECT t4.title
        FROM issue_session AS t3
        JOIN session AS t4 ON TRUE
        WHERE t3.session_id = t4.id AND t3.issue_id = t1.id
        ORDER BY t3.position, t4.id) AS t4)
      || '],"attachments":[') ||
      (SELECT coalesce(string_agg(('{"name":' || coalesce(to_json(t6.name)::text, 'null')) || '}', ','), '')
      FROM
        (SELECT t6.name
        FROM issue_attachment AS t5
        JOIN attachment AS t6 ON TRUE
        WHERE t5.attachment_id = t6.id AND t5.issue_id = t1.id
        ORDER BY t5.position, t6.id) AS t6)) || (('],"history":' ||
      (SELECT ('{"nodes":[' || coalesce(string_agg((('{"action":' || CASE t7.action WHEN 1 THEN '"CREATED"' WHEN 2 THEN '"UPDATED"' WHEN 3 THEN '"DELETED"' WHEN 4 THEN '"RESTORED"' WHEN 5 THEN '"PURGED"' WHEN 6 THEN '"RESET"' ELSE 'null' END)
        || ',"fields":[') || (
        (SELECT coalesce(string_agg(coalesce(to_json(CASE t8.key WHEN 'resolution_summary' THEN 'resolutionSummary' WHEN 'created_by' THEN 'createdBy' WHEN 'created_at' THEN 'createdAt' WHEN 'updated_at' THEN 'updatedAt' WHEN 'resolved_at' THEN 'resolvedAt' WHEN 'deleted_at' THEN 'deletedAt' WHEN 'job_run_id' THEN 'jobRunId' WHEN 'last_seen_at' THEN 'lastSeenAt' WHEN 'viewer_can_delete' THEN 'viewerCanDelete' WHEN 'session_attachments' THEN 'sessionAttachments' WHEN 'is_edited' THEN 'isEdited' WHEN 'is_deleted' THEN 'isDeleted' WHEN 'viewer_can_update' THEN 'viewerCanUpdate' WHEN 'file_name' THEN 'fileName' WHEN 'file_type' THEN 'fileType' WHEN 'attachment_id' THEN 'attachmentId' WHEN 'source_session_id' THEN 'sourceSessionId' WHEN 'source_session' THEN 'sourceSession' WHEN 'is_visible' THEN 'isVisible' WHEN 'media_type' THEN 'mediaType' WHEN 'is_starred' THEN 'isStarred' WHEN 'starred_at' THEN 'starredAt' WHEN 'issue_id' THEN 'issue' WHEN 'storage_name' THEN 'url' ELSE t8.key END)::text, 'null'), ','), '')
        FROM json_object_keys(t7.patch) AS t8(key)) || ']}'), ','), '')) || ']}'
      FROM
        (SELECT t7.action, t7.patch
        FROM change AS t7
        WHERE t7.issue_id = t1.id AND TRUE
        ORDER BY t7.sequence ASC
        LIMIT $2::bigint) AS t7)) || '}')))
    FROM issue AS t1
    WHERE t1.id = $1::uuid), 'null'), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, before)
VALUES (
  (SELECT coalesce(max(change.sequence), $1::INTEGER) + $2::BIGINT AS anon_1
  FROM change), $3::SMALLINT, $4::SMALLINT, $5::UUID, $6::UUID, $7::VARCHAR COLLATE "C", $8::VARCHAR COLLATE "C", $9::TIMESTAMP WITH TIME ZONE, $10::INTEGER, $11, $12) RETURNING change.sequence

INSERT INTO issue_tally (status, priority, issues)
VALUES ($1::INTEGER, $2::INTEGER, $3::BIGINT) ON CONFLICT (status, priority) DO UPDATE
SET issues = (issue_tally.issues + excluded.issues)
