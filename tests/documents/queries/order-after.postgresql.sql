WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT (('{"nodes":[' || coalesce(string_agg(CASE WHEN t1.page_position <= $1::bigint THEN (('{"resolutionSummary":' || coalesce(to_json(t1.resolution_summary)::text, 'null'))
      || ',"title":') || (coalesce(to_json(t1.title)::text, 'null') || '}') END, ','), '')) || ('],"pageInfo":{"hasPreviousPage":' || CASE WHEN EXISTS
      (SELECT 1
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NULL AND TRUE AND (t1.resolution_summary < $7::text OR ($7::text IS NULL AND t1.resolution_summary IS NOT NULL) OR (t1.resolution_summary IS NOT DISTINCT FROM $7::text AND (t1.created_at >= $6::timestamptz AND (t1.created_at > $6::timestamptz OR (t1.id >= $5::uuid AND (t1.id > $5::uuid OR TRUE))))))) THEN 'true' ELSE 'false' END)) || ((',"hasNextPage":' || CASE WHEN max(t1.page_size) > $1::bigint THEN 'true' ELSE 'false' END) || '}}')
    FROM
      (SELECT t1.*, row_number() OVER () AS page_position, count(*) OVER () AS page_size
      FROM
        (SELECT t1.resolution_summary, t1.title
        FROM issue AS t1
        WHERE TRUE AND t1.deleted_at IS NULL AND TRUE AND ($4::text IS NOT NULL AND (t1.resolution_summary > $4::text OR t1.resolution_summary IS NULL) OR (t1.resolution_summary IS NOT DISTINCT FROM $4::text AND (t1.created_at <= $3::timestamptz AND (t1.created_at < $3::timestamptz OR (t1.id <= $2::uuid AND (t1.id < $2::uuid OR FALSE))))))
        ORDER BY t1.resolution_summary ASC NULLS LAST, t1.created_at DESC, t1.id DESC
        LIMIT $1::bigint + 1) AS t1) AS t1), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
