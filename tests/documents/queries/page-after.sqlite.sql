SELECT CAST(
  (SELECT (('{"nodes":[' || coalesce(group_concat(CASE WHEN t1.page_position <= ?1 THEN (('{"title":' || json_quote(t1.title))
    || ',"createdAt":"') || (t1.created_at || 'Z"}') END, ','), '')) || ('],"pageInfo":{"hasNextPage":' || CASE WHEN max(t1.page_size) > ?1 THEN 'true' ELSE 'false' END)) || ((',"hasPreviousPage":' || CASE WHEN EXISTS
    (SELECT 1
    FROM issue AS t1
    WHERE TRUE AND t1.deleted_at IS NULL AND TRUE AND (t1.created_at >= ?5 AND (t1.created_at > ?5 OR (t1.id >= ?4 AND (t1.id > ?4 OR TRUE))))) THEN 'true' ELSE 'false' END) || '}}')
  FROM
    (SELECT t1.*, row_number() OVER () AS page_position, count(*) OVER () AS page_size
    FROM
      (SELECT t1.title, t1.created_at
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NULL AND TRUE AND (t1.created_at <= ?3 AND (t1.created_at < ?3 OR (t1.id <= ?2 AND (t1.id < ?2 OR FALSE))))
      ORDER BY t1.created_at DESC, t1.id DESC
      LIMIT ?1 + 1) AS t1) AS t1) AS BLOB)
