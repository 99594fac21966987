SELECT CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(((('{"content":' || json_quote(CASE WHEN t1.deleted_at IS NULL THEN t1.content ELSE '' END)) || (',"createdBy":' || json_quote(t1.created_by))) || ((',"isDeleted":' || CASE WHEN (t1.deleted_at IS NOT NULL) THEN 'true' ELSE 'false' END)
    || ',"deletedAt":')) || (((coalesce('"' || t1.deleted_at || 'Z"', 'null')
    || ',"viewerCanUpdate":') || CASE WHEN (t1.deleted_at IS NULL AND (?3 OR (?4 AND t1.created_by = ?2))) THEN 'true' ELSE 'false' END) || ((',"viewerCanDelete":' || CASE WHEN (t1.deleted_at IS NULL AND (?3 OR (?4 AND t1.created_by = ?2))) THEN 'true' ELSE 'false' END) || '}')), ','), '')) || ']}'
  FROM
    (SELECT t1.deleted_at, t1.content, t1.created_by
    FROM comment AS t1
    WHERE TRUE AND EXISTS
      (SELECT 1
      FROM issue AS o
      WHERE o.id = t1.issue_id AND o.deleted_at IS NULL) AND TRUE
    ORDER BY t1.created_at ASC, t1.id ASC
    LIMIT ?1) AS t1) AS BLOB)
