WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT '[' || coalesce(string_agg((('{"status":' || CASE g.status WHEN 1 THEN '"open"' WHEN 2 THEN '"in_progress"' WHEN 3 THEN '"resolved"' WHEN 4 THEN '"rejected"' ELSE 'null' END) || (',"month":' || coalesce('"' || g.month || '"', 'null'))) || ((',"count":' || CAST(g.size AS TEXT)) || '}'), ','), '') || ']'
    FROM
      (SELECT t1.status AS status, to_char(date_trunc('month', t1.created_at AT TIME ZONE 'UTC'), 'YYYY-MM-DD') AS month, count(*) AS size
      FROM issue AS t1
      WHERE t1.deleted_at IS NULL AND TRUE
      GROUP BY 1, 2
      ORDER BY 1 ASC NULLS LAST, 2 ASC NULLS LAST) AS g), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
