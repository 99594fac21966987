SELECT CAST(
  (SELECT (('{"nodes":[' || coalesce(group_concat(CASE WHEN t1.page_position <= ?1 THEN (('{"resolutionSummary":' || json_quote(t1.resolution_summary))
    || ',"title":') || (json_quote(t1.title) || '}') END, ','), '')) || ('],"pageInfo":{"hasPreviousPage":' || CASE WHEN EXISTS
    (SELECT 1
    FROM issue AS t1
    WHERE TRUE AND t1.deleted_at IS NULL AND TRUE AND (t1.resolution_summary < ?7 OR (?7 IS NULL AND t1.resolution_summary IS NOT NULL) OR (t1.resolution_summary IS ?7 AND (t1.created_at >= ?6 AND (t1.created_at > ?6 OR (t1.id >= ?5 AND (t1.id > ?5 OR TRUE))))))) THEN 'true' ELSE 'false' END)) || ((',"hasNextPage":' || CASE WHEN max(t1.page_size) > ?1 THEN 'true' ELSE 'false' END) || '}}')
  FROM
    (SELECT t1.*, row_number() OVER () AS page_position, count(*) OVER () AS page_size
    FROM
      (SELECT t1.resolution_summary, t1.title
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NULL AND TRUE AND (?4 IS NOT NULL AND (t1.resolution_summary > ?4 OR t1.resolution_summary IS NULL) OR (t1.resolution_summary IS ?4 AND (t1.created_at <= ?3 AND (t1.created_at < ?3 OR (t1.id <= ?2 AND (t1.id < ?2 OR FALSE))))))
      ORDER BY t1.resolution_summary ASC NULLS LAST, t1.created_at DESC, t1.id DESC
      LIMIT ?1 + 1) AS t1) AS t1) AS BLOB)
