WITH answer AS MATERIALIZED
  (SELECT convert_to(coalesce(
    (SELECT ('{"history":' ||
      (SELECT (('{"nodes":[' || coalesce(string_agg(CASE WHEN t2.page_position <= $3::bigint THEN ((('{"action":' || CASE t2.action WHEN 1 THEN '"CREATED"' WHEN 2 THEN '"UPDATED"' WHEN 3 THEN '"DELETED"' WHEN 4 THEN '"RESTORED"' WHEN 5 THEN '"PURGED"' WHEN 6 THEN '"RESET"' ELSE 'null' END) || (',"objectType":' || CASE t2.object_type WHEN 1 THEN '"ISSUE"' WHEN 2 THEN '"COMMENT"' WHEN 3 THEN '"FILE"' WHEN 4 THEN '"ATTACHMENT"' WHEN 5 THEN '"SESSION"' WHEN 6 THEN '"LOG"' ELSE 'null' END)) || ((',"at":"' || to_char(t2.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'))
        || 'Z","actor":')) || (((coalesce(to_json(t2.actor)::text, 'null')
        || ',"version":') || coalesce(CAST(t2.version AS TEXT), 'null')) || ((',"fields":[' ||
        (SELECT coalesce(string_agg(coalesce(to_json(CASE t3.key WHEN 'resolution_summary' THEN 'resolutionSummary' WHEN 'created_by' THEN 'createdBy' WHEN 'created_at' THEN 'createdAt' WHEN 'updated_at' THEN 'updatedAt' WHEN 'resolved_at' THEN 'resolvedAt' WHEN 'deleted_at' THEN 'deletedAt' WHEN 'job_run_id' THEN 'jobRunId' WHEN 'last_seen_at' THEN 'lastSeenAt' WHEN 'viewer_can_delete' THEN 'viewerCanDelete' WHEN 'session_attachments' THEN 'sessionAttachments' WHEN 'is_edited' THEN 'isEdited' WHEN 'is_deleted' THEN 'isDeleted' WHEN 'viewer_can_update' THEN 'viewerCanUpdate' WHEN 'file_name' THEN 'fileName' WHEN 'file_type' THEN 'fileType' WHEN 'attachment_id' THEN 'attachmentId' WHEN 'source_session_id' THEN 'sourceSessionId' WHEN 'source_session' THEN 'sourceSession' WHEN 'is_visible' THEN 'isVisible' WHEN 'media_type' THEN 'mediaType' WHEN 'is_starred' THEN 'isStarred' WHEN 'starred_at' THEN 'starredAt' WHEN 'issue_id' THEN 'issue' WHEN 'storage_name' THEN 'url' ELSE t3.key END)::text, 'null'), ','), '')
        FROM json_object_keys(t2.patch) AS t3(key))) || ']}')) END, ','), ''))
        || '],"pageInfo":{"hasPreviousPage":') || (CASE WHEN max(t2.page_size) > $3::bigint THEN 'true' ELSE 'false' END
        || ',"hasNextPage":false}}')
      FROM
        (SELECT t2.*
        FROM
          (SELECT t2.*, row_number() OVER () AS page_position, count(*) OVER () AS page_size
          FROM
            (SELECT t2.action, t2.object_type, t2.at, t2.actor, t2.version, t2.patch
            FROM change AS t2
            WHERE t2.issue_id = t1.id AND t2.action <> $2::smallint
            ORDER BY t2.sequence DESC
            LIMIT $3::bigint + 1) AS t2) AS t2
        ORDER BY t2.page_position DESC) AS t2)) || '}'
    FROM issue AS t1
    WHERE t1.id = $1::uuid AND t1.deleted_at IS NULL), 'null'), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
