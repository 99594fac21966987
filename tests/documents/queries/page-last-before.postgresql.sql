WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT (('{"nodes":[' || coalesce(string_agg(CASE WHEN t1.page_position <= $1::bigint THEN ('{"title":' || coalesce(to_json(t1.title)::text, 'null')) || '}' END, ','), '')) || ('],"pageInfo":{"hasNextPage":' || CASE WHEN EXISTS
      (SELECT 1
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NULL AND TRUE AND (t1.created_at <= $5::timestamptz AND (t1.created_at < $5::timestamptz OR (t1.id <= $4::uuid AND (t1.id < $4::uuid OR TRUE))))) THEN 'true' ELSE 'false' END)) || ((',"hasPreviousPage":' || CASE WHEN max(t1.page_size) > $1::bigint THEN 'true' ELSE 'false' END) || '}}')
    FROM
      (SELECT t1.*
      FROM
        (SELECT t1.*, row_number() OVER () AS page_position, count(*) OVER () AS page_size
        FROM
          (SELECT t1.title
          FROM issue AS t1
          WHERE TRUE AND t1.deleted_at IS NULL AND TRUE AND (t1.created_at >= $3::timestamptz AND (t1.created_at > $3::timestamptz OR (t1.id >= $2::uuid AND (t1.id > $2::uuid OR FALSE))))
          ORDER BY t1.created_at ASC, t1.id ASC
          LIMIT $1::bigint + 1) AS t1) AS t1
      ORDER BY t1.page_position DESC) AS t1), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
