WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t1.title)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t1.title
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NULL AND ((t1.owner = $1::text) OR (strpos(t1.title, $2::text) > 0))
      ORDER BY t1.created_at DESC, t1.id DESC
      LIMIT $3::bigint) AS t1), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t2.title)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t2.title
      FROM issue AS t2
      WHERE TRUE AND t2.deleted_at IS NULL AND t2.status = ANY($4::smallint[])
      ORDER BY t2.created_at DESC, t2.id DESC
      LIMIT $5::bigint) AS t2), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t3.title)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t3.title
      FROM issue AS t3
      WHERE TRUE AND t3.deleted_at IS NULL AND strpos(t3.title, $6::text) > 0
      ORDER BY t3.created_at DESC, t3.id DESC
      LIMIT $7::bigint) AS t3), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
