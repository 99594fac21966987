SELECT CAST(
  (SELECT ((('{"nodes":[' || coalesce(group_concat(CASE WHEN t1.page_position <= ?1 THEN ('{"title":' || json_quote(t1.title)) || '}' END, ','), ''))
    || '],"pageInfo":{"hasNextPage":') || (CASE WHEN max(t1.page_size) > ?1 THEN 'true' ELSE 'false' END
    || ',"hasPreviousPage":')) || ((CASE WHEN ?2 > 0 AND EXISTS
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
      LIMIT ?1 + 1 OFFSET ?2) AS t1) AS t1) AS BLOB)
