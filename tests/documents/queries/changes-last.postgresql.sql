WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT (('{"nodes":[' || coalesce(string_agg(CASE WHEN t1.page_position <= $1::bigint THEN (('{"action":' || CASE t1.action WHEN 1 THEN '"CREATED"' WHEN 2 THEN '"UPDATED"' WHEN 3 THEN '"DELETED"' WHEN 4 THEN '"RESTORED"' WHEN 5 THEN '"PURGED"' WHEN 6 THEN '"RESET"' ELSE 'null' END) || (',"at":"' || to_char(t1.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'))) || (('Z","fields":[' ||
      (SELECT coalesce(string_agg(coalesce(to_json(CASE t2.key WHEN 'resolution_summary' THEN 'resolutionSummary' WHEN 'created_by' THEN 'createdBy' WHEN 'created_at' THEN 'createdAt' WHEN 'updated_at' THEN 'updatedAt' WHEN 'resolved_at' THEN 'resolvedAt' WHEN 'deleted_at' THEN 'deletedAt' WHEN 'job_run_id' THEN 'jobRunId' WHEN 'last_seen_at' THEN 'lastSeenAt' WHEN 'viewer_can_delete' THEN 'viewerCanDelete' WHEN 'session_attachments' THEN 'sessionAttachments' WHEN 'is_edited' THEN 'isEdited' WHEN 'is_deleted' THEN 'isDeleted' WHEN 'viewer_can_update' THEN 'viewerCanUpdate' WHEN 'file_name' THEN 'fileName' WHEN 'file_type' THEN 'fileType' WHEN 'attachment_id' THEN 'attachmentId' WHEN 'source_session_id' THEN 'sourceSessionId' WHEN 'source_session' THEN 'sourceSession' WHEN 'is_visible' THEN 'isVisible' WHEN 'media_type' THEN 'mediaType' WHEN 'is_starred' THEN 'isStarred' WHEN 'starred_at' THEN 'starredAt' WHEN 'issue_id' THEN 'issue' WHEN 'storage_name' THEN 'url' ELSE t2.key END)::text, 'null'), ','), '')
      FROM json_object_keys(t1.patch) AS t2(key))) || ']}') END, ','), ''))
      || '],"pageInfo":{"hasPreviousPage":') || (CASE WHEN max(t1.page_size) > $1::bigint THEN 'true' ELSE 'false' END
      || ',"hasNextPage":false}}')
    FROM
      (SELECT t1.*
      FROM
        (SELECT t1.*, row_number() OVER () AS page_position, count(*) OVER () AS page_size
        FROM
          (SELECT t1.action, t1.at, t1.patch
          FROM change AS t1
          WHERE TRUE AND TRUE
          ORDER BY t1.sequence DESC
          LIMIT $1::bigint + 1) AS t1) AS t1
      ORDER BY t1.page_position DESC) AS t1), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg((('{"objectType":' || CASE t3.object_type WHEN 1 THEN '"ISSUE"' WHEN 2 THEN '"COMMENT"' WHEN 3 THEN '"FILE"' WHEN 4 THEN '"ATTACHMENT"' WHEN 5 THEN '"SESSION"' WHEN 6 THEN '"LOG"' ELSE 'null' END)
      || ',"fields":[') || (
      (SELECT coalesce(string_agg(coalesce(to_json(CASE t5.key WHEN 'resolution_summary' THEN 'resolutionSummary' WHEN 'created_by' THEN 'createdBy' WHEN 'created_at' THEN 'createdAt' WHEN 'updated_at' THEN 'updatedAt' WHEN 'resolved_at' THEN 'resolvedAt' WHEN 'deleted_at' THEN 'deletedAt' WHEN 'job_run_id' THEN 'jobRunId' WHEN 'last_seen_at' THEN 'lastSeenAt' WHEN 'viewer_can_delete' THEN 'viewerCanDelete' WHEN 'session_attachments' THEN 'sessionAttachments' WHEN 'is_edited' THEN 'isEdited' WHEN 'is_deleted' THEN 'isDeleted' WHEN 'viewer_can_update' THEN 'viewerCanUpdate' WHEN 'file_name' THEN 'fileName' WHEN 'file_type' THEN 'fileType' WHEN 'attachment_id' THEN 'attachmentId' WHEN 'source_session_id' THEN 'sourceSessionId' WHEN 'source_session' THEN 'sourceSession' WHEN 'is_visible' THEN 'isVisible' WHEN 'media_type' THEN 'mediaType' WHEN 'is_starred' THEN 'isStarred' WHEN 'starred_at' THEN 'starredAt' WHEN 'issue_id' THEN 'issue' WHEN 'storage_name' THEN 'url' ELSE t5.key END)::text, 'null'), ','), '')
      FROM json_object_keys(t3.patch) AS t5(key)) || ']}'), ','), '')) || ']}'
    FROM
      (SELECT t3.object_type, t3.patch
      FROM
        (SELECT t3.*
        FROM change AS t3
        WHERE TRUE AND NOT t3.action = 6 AND EXISTS
          (SELECT 1
          FROM json_object_keys(t3.patch) AS t4(key)
          WHERE TRUE AND (t4.key = $2::text)) UNION ALL SELECT t3.*
        FROM change AS t3
        WHERE TRUE AND t3.action = 6) AS t3
      WHERE TRUE AND TRUE
      ORDER BY t3.sequence ASC
      LIMIT $3::bigint) AS t3), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
