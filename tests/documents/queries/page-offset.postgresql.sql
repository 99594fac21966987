WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT ((('{"nodes":[' || coalesce(string_agg(CASE WHEN t1.page_position <= $1::bigint THEN ('{"title":' || coalesce(to_json(t1.title)::text, 'null')) || '}' END, ','), ''))
      || '],"pageInfo":{"hasNextPage":') || (CASE WHEN max(t1.page_size) > $1::bigint THEN 'true' ELSE 'false' END
      || ',"hasPreviousPage":')) || ((CASE WHEN $2::bigint > 0 AND EXISTS
      (SELECT 1
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NULL AND TRUE) THEN 'true' ELSE 'false' END
      || '},"totalCount":') || (CAST(
      (SELECT coalesce(sum(issues), 0)
      FROM
        (SELECT nullif(status, 0) AS status, nullif(priority, 0) AS priority, issues
        FROM issue_tally) AS t2
      WHERE TRUE) AS TEXT) || '}'))
    FROM
      (SELECT t1.*, row_number() OVER () AS page_position, count(*) OVER () AS page_size
      FROM
        (SELECT t1.title
        FROM issue AS t1
        WHERE TRUE AND t1.deleted_at IS NULL AND TRUE
        ORDER BY t1.created_at DESC, t1.id DESC
        LIMIT $1::bigint + 1 OFFSET $2::bigint) AS t1) AS t1), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
