WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT ((('{"nodes":[' || coalesce(string_agg(CASE WHEN t1.page_position <= $1::bigint THEN ('{"id":"' || t1.id) || '"}' END, ','), ''))
      || '],"pageInfo":{"hasNextPage":') || (CASE WHEN max(t1.page_size) > $1::bigint THEN 'true' ELSE 'false' END
      || ',"hasPreviousPage":false,"startCursor":')) || ((coalesce('"' || min(CASE WHEN t1.page_position = 1 AND $1::bigint > 0 THEN encode(convert_to(('["1fc543d8",' || '"' || to_char(t1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '"' || ',' || coalesce(to_json(t1.id)::text, 'null') || ']'), 'UTF8'), 'hex') END) || '"', 'null')
      || ',"endCursor":') || (coalesce('"' || min(CASE WHEN t1.page_position = CASE WHEN t1.page_size > $1::bigint THEN $1::bigint ELSE t1.page_size END THEN encode(convert_to(('["1fc543d8",' || '"' || to_char(t1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '"' || ',' || coalesce(to_json(t1.id)::text, 'null') || ']'), 'UTF8'), 'hex') END) || '"', 'null') || '}}'))
    FROM
      (SELECT t1.*, row_number() OVER () AS page_position, count(*) OVER () AS page_size
      FROM
        (SELECT t1.id, t1.created_at
        FROM issue AS t1
        WHERE TRUE AND t1.deleted_at IS NULL AND TRUE
        ORDER BY t1.created_at DESC, t1.id DESC
        LIMIT $1::bigint + 1) AS t1) AS t1), 'UTF8'), convert_to(
    (SELECT ((('{"nodes":[' || coalesce(string_agg(CASE WHEN t2.page_position <= $2::bigint THEN ('{"id":"' || t2.id) || '"}' END, ','), ''))
      || '],"pageInfo":{"hasNextPage":') || (CASE WHEN max(t2.page_size) > $2::bigint THEN 'true' ELSE 'false' END
      || ',"hasPreviousPage":')) || ((CASE WHEN $3::bigint > 0 AND EXISTS
      (SELECT 1
      FROM issue AS t2
      WHERE TRUE AND t2.deleted_at IS NULL AND TRUE) THEN 'true' ELSE 'false' END
      || '},"totalCount":') || (CAST(
      (SELECT coalesce(sum(issues), 0)
      FROM
        (SELECT nullif(status, 0) AS status, nullif(priority, 0) AS priority, issues
        FROM issue_tally) AS t3
      WHERE TRUE) AS TEXT) || '}'))
    FROM
      (SELECT t2.*, row_number() OVER () AS page_position, count(*) OVER () AS page_size
      FROM
        (SELECT t2.id
        FROM issue AS t2
        WHERE TRUE AND t2.deleted_at IS NULL AND TRUE
        ORDER BY t2.created_at DESC, t2.id DESC
        LIMIT $2::bigint + 1 OFFSET $3::bigint) AS t2) AS t2), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
