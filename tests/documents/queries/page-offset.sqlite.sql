SELECT CAST(
  (SELECT ((('{"nodes":[' || coalesce(group_concat(CASE WHEN t2.page_position <= ?1 THEN ('{"title":' || json_quote(t2.title)) || '}' END, ','), ''))
    || '],"pageInfo":{"hasNextPage":') || (CASE WHEN max(t2.page_size) > ?1 THEN 'true' ELSE 'false' END
    || ',"hasPreviousPage":')) || ((CASE WHEN ?2 > 0 AND EXISTS
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
      LIMIT ?1 + 1 OFFSET ?2) AS t2) AS t2) AS BLOB)
