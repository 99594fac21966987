SELECT CAST(
  (SELECT ((('{"nodes":[' || coalesce(group_concat(CASE WHEN t1.page_position <= ?1 THEN ('{"id":"' || t1.id) || '"}' END, ','), ''))
    || '],"pageInfo":{"hasNextPage":') || (CASE WHEN max(t1.page_size) > ?1 THEN 'true' ELSE 'false' END
    || ',"hasPreviousPage":false,"startCursor":')) || ((coalesce('"' || min(CASE WHEN t1.page_position = 1 AND ?1 > 0 THEN lower(hex(('["1fc543d8",' || '"' || t1.created_at || '"' || ',' || json_quote(t1.id) || ']'))) END) || '"', 'null')
    || ',"endCursor":') || (coalesce('"' || min(CASE WHEN t1.page_position = CASE WHEN t1.page_size > ?1 THEN ?1 ELSE t1.page_size END THEN lower(hex(('["1fc543d8",' || '"' || t1.created_at || '"' || ',' || json_quote(t1.id) || ']'))) END) || '"', 'null') || '}}'))
  FROM
    (SELECT t1.*, row_number() OVER () AS page_position, count(*) OVER () AS page_size
    FROM
      (SELECT t1.id, t1.created_at
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NULL AND TRUE
      ORDER BY t1.created_at DESC, t1.id DESC
      LIMIT ?1 + 1) AS t1) AS t1) AS BLOB), CAST(
  (SELECT ((('{"nodes":[' || coalesce(group_concat(CASE WHEN t2.page_position <= ?2 THEN ('{"id":"' || t2.id) || '"}' END, ','), ''))
    || '],"pageInfo":{"hasNextPage":') || (CASE WHEN max(t2.page_size) > ?2 THEN 'true' ELSE 'false' END
    || ',"hasPreviousPage":')) || ((CASE WHEN ?3 > 0 AND EXISTS
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
      LIMIT ?2 + 1 OFFSET ?3) AS t2) AS t2) AS BLOB)
