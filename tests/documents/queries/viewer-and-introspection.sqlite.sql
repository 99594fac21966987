SELECT CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"priority":' || CASE t1.priority WHEN 1 THEN '"LOW"' WHEN 2 THEN '"MEDIUM"' WHEN 3 THEN '"HIGH"' ELSE 'null' END) || '}', ','), '')) || ']}'
  FROM
    (SELECT t1.priority
    FROM issue AS t1
    WHERE TRUE AND t1.deleted_at IS NULL AND TRUE
    ORDER BY t1.created_at DESC, t1.id DESC
    LIMIT ?1) AS t1) AS BLOB)
