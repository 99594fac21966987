WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t1.title)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t1.title
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NULL AND ((t1.priority = $1::smallint) OR (((t1.owner = $2::text) AND (t1.status = $3::smallint))))
      ORDER BY t1.created_at DESC, t1.id DESC
      LIMIT $4::bigint) AS t1), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"priority":' || CASE t2.priority WHEN 1 THEN '"LOW"' WHEN 2 THEN '"MEDIUM"' WHEN 3 THEN '"HIGH"' ELSE 'null' END) || '}', ','), '')) || ']}'
    FROM
      (SELECT t2.priority
      FROM issue AS t2
      WHERE TRUE AND t2.deleted_at IS NULL AND NOT (coalesce(t2.priority = $5::smallint, FALSE))
      ORDER BY t2.created_at DESC, t2.id DESC
      LIMIT $6::bigint) AS t2), 'UTF8'), convert_to(
    (SELECT ('{"totalCount":' || CAST(
      (SELECT coalesce(sum(issues), 0)
      FROM
        (SELECT nullif(status, 0) AS status, nullif(priority, 0) AS priority, issues
        FROM issue_tally) AS t3
      WHERE TRUE) AS TEXT)) || '}'), 'UTF8'), convert_to(
    (SELECT ('{"totalCount":' || CAST(
      (SELECT coalesce(sum(issues), 0)
      FROM
        (SELECT nullif(status, 0) AS status, nullif(priority, 0) AS priority, issues
        FROM issue_tally) AS t4
      WHERE FALSE) AS TEXT)) || '}'), 'UTF8'), convert_to(
    (SELECT ('{"totalCount":' || CAST(
      (SELECT coalesce(sum(issues), 0)
      FROM
        (SELECT nullif(status, 0) AS status, nullif(priority, 0) AS priority, issues
        FROM issue_tally) AS t5
      WHERE NOT (TRUE)) AS TEXT)) || '}'), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
