SELECT CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t1.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t1.title
    FROM issue AS t1
    WHERE TRUE AND t1.deleted_at IS NULL AND TRUE AND (t1.created_at <= ?3 AND (t1.created_at < ?3 OR (t1.id <= ?2 AND (t1.id < ?2 OR FALSE))))
    ORDER BY t1.created_at DESC, t1.id DESC
    LIMIT ?1) AS t1) AS BLOB)
