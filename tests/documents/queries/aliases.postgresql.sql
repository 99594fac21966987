WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t1.title)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t1.title
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NULL AND TRUE
      ORDER BY t1.created_at DESC, t1.id DESC
      LIMIT $1::bigint) AS t1), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg((('{"name":' || coalesce(to_json(t2.title)::text, 'null'))
      || ',"title":') || (coalesce(to_json(t2.title)::text, 'null') || '}'), ','), '')) || ']}'
    FROM
      (SELECT t2.*
      FROM
        (SELECT t2.*, row_number() OVER () AS page_position, count(*) OVER () AS page_size
        FROM
          (SELECT t2.title
          FROM issue AS t2
          WHERE TRUE AND t2.deleted_at IS NULL AND TRUE
          ORDER BY t2.created_at ASC, t2.id ASC
          LIMIT $2::bigint) AS t2) AS t2
      ORDER BY t2.page_position DESC) AS t2), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
