WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t1.title)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t1.title
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NULL AND t1.status = $1::smallint
      ORDER BY t1.created_at DESC, t1.id DESC
      LIMIT $2::bigint) AS t1), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"status":' || CASE t2.status WHEN 1 THEN '"OPEN"' WHEN 2 THEN '"IN_PROGRESS"' WHEN 3 THEN '"RESOLVED"' WHEN 4 THEN '"REJECTED"' ELSE 'null' END) || '}', ','), '')) || ']}'
    FROM
      (SELECT t2.status
      FROM issue AS t2
      WHERE TRUE AND t2.deleted_at IS NULL AND (t2.status IS NULL OR t2.status <> $3::smallint)
      ORDER BY t2.created_at DESC, t2.id DESC
      LIMIT $4::bigint) AS t2), 'UTF8'), convert_to(
    (SELECT ('{"totalCount":' || CAST(
      (SELECT coalesce(sum(issues), 0)
      FROM
        (SELECT nullif(status, 0) AS status, nullif(priority, 0) AS priority, issues
        FROM issue_tally) AS t3
      WHERE t3.status = ANY($5::smallint[])) AS TEXT)) || '}'), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"status":' || CASE t4.status WHEN 1 THEN '"OPEN"' WHEN 2 THEN '"IN_PROGRESS"' WHEN 3 THEN '"RESOLVED"' WHEN 4 THEN '"REJECTED"' ELSE 'null' END) || '}', ','), '')) || ']}'
    FROM
      (SELECT t4.status
      FROM issue AS t4
      WHERE TRUE AND t4.deleted_at IS NULL AND (t4.status IS NULL OR NOT (t4.status = ANY($6::smallint[])))
      ORDER BY t4.created_at DESC, t4.id DESC
      LIMIT $7::bigint) AS t4), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t5.title)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t5.title
      FROM issue AS t5
      WHERE TRUE AND t5.deleted_at IS NULL AND t5.status IS NULL
      ORDER BY t5.created_at DESC, t5.id DESC
      LIMIT $8::bigint) AS t5), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t6.title)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t6.title
      FROM issue AS t6
      WHERE TRUE AND t6.deleted_at IS NULL AND t6.resolution_summary IS NOT NULL
      ORDER BY t6.created_at DESC, t6.id DESC
      LIMIT $9::bigint) AS t6), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
