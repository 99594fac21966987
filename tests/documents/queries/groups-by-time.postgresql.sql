WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT '[' || coalesce(string_agg((('{"day":' || coalesce('"' || g.day || '"', 'null'))
      || ',"count":') || (CAST(g.size AS TEXT) || '}'), ','), '') || ']'
    FROM
      (SELECT to_char(date_trunc('day', t1.created_at AT TIME ZONE 'UTC'), 'YYYY-MM-DD') AS day, count(*) AS size
      FROM issue AS t1
      WHERE t1.deleted_at IS NULL AND t1.created_at > $1::timestamptz
      GROUP BY 1
      ORDER BY 1 ASC NULLS LAST) AS g), 'UTF8'), convert_to(
    (SELECT '[' || coalesce(string_agg((('{"week":' || coalesce('"' || g.week || '"', 'null')) || (',"createdBy":' || coalesce(to_json(g.created_by)::text, 'null'))) || ((',"count":' || CAST(g.size AS TEXT)) || '}'), ','), '') || ']'
    FROM
      (SELECT to_char(date_trunc('week', t3.created_at AT TIME ZONE 'UTC'), 'YYYY-MM-DD') AS week, t3.created_by AS created_by, count(*) AS size
      FROM issue AS t3
      WHERE t3.deleted_at IS NULL AND TRUE
      GROUP BY 1, 2
      ORDER BY 1 ASC NULLS LAST, 2 ASC NULLS LAST) AS g), 'UTF8'), convert_to(
    (SELECT '[' || coalesce(string_agg((('{"month":' || coalesce('"' || g.month || '"', 'null'))
      || ',"count":') || (CAST(g.size AS TEXT) || '}'), ','), '') || ']'
    FROM
      (SELECT to_char(date_trunc('month', t5.created_at AT TIME ZONE 'UTC'), 'YYYY-MM-DD') AS month, count(*) AS size
      FROM issue AS t5
      WHERE t5.deleted_at IS NULL AND TRUE
      GROUP BY 1
      ORDER BY 1 ASC NULLS LAST) AS g), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
