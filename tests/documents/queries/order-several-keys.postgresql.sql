WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg((('{"priority":' || CASE t1.priority WHEN 1 THEN '"LOW"' WHEN 2 THEN '"MEDIUM"' WHEN 3 THEN '"HIGH"' ELSE 'null' END)
      || ',"title":') || (coalesce(to_json(t1.title)::text, 'null') || '}'), ','), '')) || ']}'
    FROM
      (SELECT t1.priority, t1.title
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NULL AND TRUE
      ORDER BY t1.priority DESC NULLS LAST, t1.title ASC, t1.id ASC
      LIMIT $1::bigint) AS t1), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
