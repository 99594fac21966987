SELECT convert_to(
  (SELECT ((('{"nodes":[' || coalesce(string_agg(CASE WHEN t2.page_position <= $1::bigint THEN ('{"title":' || coalesce(to_json(t2.title)::text, 'null')) || '}' END, ','), ''))
    || '],"pageInfo":{"hasNextPage":') || (CASE WHEN max(t2.page_size) > $1::bigint THEN 'true' ELSE 'false' END
    || ',"hasPreviousPage":')) || ((CASE WHEN $2::bigint > 0 AND EXISTS
    (SELECT 1
    FROM issue AS t2
    WHERE TRUE AND t2.deleted_at IS NULL AND TRUE) THEN 'true' ELSE 'false' END
    || '},"totalCount":') || (CAST(
    (SELECT coalesce(sum(issues), 0)
    FROM
      (SELECT nullif(status, 0) AS status, nullif(priority, 0) AS priority, issues
      FROM issue_tally) AS t1
    WHERE TRUE) AS TEXT) || '}'))
  FROM
    (SELECT t2.*, row_number() OVER () AS page_position, count(*) OVER () AS page_size
    FROM
      (SELECT t2.title
      FROM issue AS t2
      WHERE TRUE AND t2.deleted_at IS NULL AND TRUE
      ORDER BY t2.created_at DESC, t2.id DESC
      LIMIT $1::bigint + 1 OFFSET $2::bigint) AS t2) AS t2), 'UTF8')
