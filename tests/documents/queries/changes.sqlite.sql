SELECT CAST(
  (SELECT (('{"nodes":[' || coalesce(group_concat(CASE WHEN t1.page_position <= ?1 THEN (((('{"cursor":"' || lower(hex(('["47969c1f",' || CAST(t1.sequence AS TEXT) || ']'))))
    || '","action":') || (CASE t1.action WHEN 1 THEN '"CREATED"' WHEN 2 THEN '"UPDATED"' WHEN 3 THEN '"DELETED"' WHEN 4 THEN '"RESTORED"' WHEN 5 THEN '"PURGED"' WHEN 6 THEN '"RESET"' ELSE 'null' END
    || ',"objectType":')) || ((CASE t1.object_type WHEN 1 THEN '"ISSUE"' WHEN 2 THEN '"COMMENT"' WHEN 3 THEN '"FILE"' WHEN 4 THEN '"ATTACHMENT"' WHEN 5 THEN '"SESSION"' WHEN 6 THEN '"LOG"' ELSE 'null' END
    || ',"issueId":') || (coalesce('"' || t1.issue_id || '"', 'null')
    || ',"actor":'))) || (((json_quote(t1.actor)
    || ',"fields":[') || (
    (SELECT coalesce(group_concat(json_quote(CASE t2.key WHEN 'resolution_summary' THEN 'resolutionSummary' WHEN 'created_by' THEN 'createdBy' WHEN 'created_at' THEN 'createdAt' WHEN 'updated_at' THEN 'updatedAt' WHEN 'resolved_at' THEN 'resolvedAt' WHEN 'deleted_at' THEN 'deletedAt' WHEN 'job_run_id' THEN 'jobRunId' WHEN 'last_seen_at' THEN 'lastSeenAt' WHEN 'viewer_can_delete' THEN 'viewerCanDelete' WHEN 'session_attachments' THEN 'sessionAttachments' WHEN 'is_edited' THEN 'isEdited' WHEN 'is_deleted' THEN 'isDeleted' WHEN 'viewer_can_update' THEN 'viewerCanUpdate' WHEN 'file_name' THEN 'fileName' WHEN 'file_type' THEN 'fileType' WHEN 'attachment_id' THEN 'attachmentId' WHEN 'source_session_id' THEN 'sourceSessionId' WHEN 'source_session' THEN 'sourceSession' WHEN 'is_visible' THEN 'isVisible' WHEN 'media_type' THEN 'mediaType' WHEN 'is_starred' THEN 'isStarred' WHEN 'starred_at' THEN 'starredAt' WHEN 'issue_id' THEN 'issue' WHEN 'storage_name' THEN 'url' ELSE t2.key END), ','), '')
    FROM json_each(t1.patch) AS t2)
    || '],"patch":')) || ((t1.patch
    || ',"object":') || (coalesce(nullif(coalesce(
    (SELECT (('{"__typename":"Issue","id":"' || t3.id)
      || '","title":') || (json_quote(t3.title) || '}')
    FROM issue AS t3
    WHERE t3.id = t1.object_id AND t3.deleted_at IS NULL), 'null'), 'null'), nullif(coalesce(
    (SELECT ('{"__typename":"Comment","id":"' || t4.id) || '"}'
    FROM comment AS t4
    WHERE t4.id = t1.object_id AND t4.deleted_at IS NULL AND EXISTS
      (SELECT 1
      FROM issue AS o
      WHERE o.id = t4.issue_id AND o.deleted_at IS NULL)), 'null'), 'null'), nullif(coalesce(
    (SELECT ('{"__typename":"File","id":"' || t5.id) || '"}'
    FROM file AS t5
    WHERE t5.id = t1.object_id AND EXISTS
      (SELECT 1
      FROM issue AS o
      WHERE o.id = t5.issue_id AND o.deleted_at IS NULL)), 'null'), 'null'), nullif(coalesce(
    (SELECT ('{"__typename":"Attachment","id":"' || t6.id) || '"}'
    FROM attachment AS t6
    WHERE t6.id = t1.object_id), 'null'), 'null'), nullif(coalesce(
    (SELECT ('{"__typename":"Session","id":"' || t7.id) || '"}'
    FROM session AS t7
    WHERE t7.id = t1.object_id), 'null'), 'null'), 'null') || '}'))) END, ','), '')) || ('],"pageInfo":{"endCursor":' || coalesce('"' || min(CASE WHEN t1.page_position = CASE WHEN t1.page_size > ?1 THEN ?1 ELSE t1.page_size END THEN lower(hex(('["47969c1f",' || CAST(t1.sequence AS TEXT) || ']'))) END) || '"', 'null'))) || ((',"hasNextPage":' || CASE WHEN max(t1.page_size) > ?1 THEN 'true' ELSE 'false' END) || '}}')
  FROM
    (SELECT t1.*, row_number() OVER () AS page_position, count(*) OVER () AS page_size
    FROM
      (SELECT t1.sequence, t1.action, t1.object_type, t1.issue_id, t1.actor, t1.patch, t1.object_id
      FROM change AS t1
      WHERE TRUE AND TRUE
      ORDER BY t1.sequence ASC
      LIMIT ?1 + 1) AS t1) AS t1) AS BLOB)
