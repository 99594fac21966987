SELECT CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat((('{"name":' || json_quote(t1.name))
    || ',"size":') || (coalesce(CAST(t1.size AS TEXT), 'null') || '}'), ','), '')) || ']}'
  FROM
    (SELECT t1.name, t1.size
    FROM attachment AS t1
    WHERE TRUE AND t1.size < ?1 AND t1.size >= ?2
    ORDER BY t1.created_at ASC, t1.id ASC
    LIMIT ?3) AS t1) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"name":' || json_quote(t2.name)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t2.name
    FROM attachment AS t2
    WHERE TRUE AND (t2.size IS NULL OR t2.size <> ?4)
    ORDER BY t2.created_at ASC, t2.id ASC
    LIMIT ?5) AS t2) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"name":' || json_quote(t3.name)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t3.name
    FROM attachment AS t3
    WHERE TRUE AND t3.is_visible = ?6
    ORDER BY t3.created_at ASC, t3.id ASC
    LIMIT ?7) AS t3) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"content":' || json_quote(CASE WHEN t4.deleted_at IS NULL THEN t4.content ELSE '' END)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t4.deleted_at, t4.content
    FROM comment AS t4
    WHERE TRUE AND t4.deleted_at IS NULL AND EXISTS
      (SELECT 1
      FROM issue AS o
      WHERE o.id = t4.issue_id AND o.deleted_at IS NULL) AND t4.is_edited = ?8 AND t4.version IN
      (SELECT value
      FROM json_each(?9))
    ORDER BY t4.created_at ASC, t4.id ASC
    LIMIT ?10) AS t4) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"fileName":' || json_quote(t5.file_name)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t5.file_name
    FROM file AS t5
    WHERE TRUE AND EXISTS
      (SELECT 1
      FROM issue AS o
      WHERE o.id = t5.issue_id AND o.deleted_at IS NULL) AND t5.attachment_id IN
      (SELECT value
      FROM json_each(?11))
    ORDER BY t5.created_at ASC, t5.id ASC
    LIMIT ?12) AS t5) AS BLOB)
