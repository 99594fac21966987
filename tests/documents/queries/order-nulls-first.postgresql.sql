WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"status":' || CASE t1.status WHEN 1 THEN '"OPEN"' WHEN 2 THEN '"IN_PROGRESS"' WHEN 3 THEN '"RESOLVED"' WHEN 4 THEN '"REJECTED"' ELSE 'null' END) || '}', ','), '')) || ']}'
    FROM
      (SELECT t1.status
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NULL AND TRUE
      ORDER BY t1.status ASC NULLS FIRST, t1.id ASC
      LIMIT $1::bigint) AS t1), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"status":' || CASE t2.status WHEN 1 THEN '"OPEN"' WHEN 2 THEN '"IN_PROGRESS"' WHEN 3 THEN '"RESOLVED"' WHEN 4 THEN '"REJECTED"' ELSE 'null' END) || '}', ','), '')) || ']}'
    FROM
      (SELECT t2.status
      FROM issue AS t2
      WHERE TRUE AND t2.deleted_at IS NULL AND TRUE
      ORDER BY t2.status DESC NULLS FIRST, t2.id DESC
      LIMIT $2::bigint) AS t2), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
