SELECT CAST(
  (SELECT ((('{"edges":[' || coalesce(group_concat(CASE WHEN t1.page_position <= ?1 THEN (('{"cursor":"' || lower(hex(('["1fc543d8",' || '"' || t1.created_at || '"' || ',' || json_quote(t1.id) || ']')))) || ('","node":{"title":' || json_quote(t1.title))) || ((',"createdAt":"' || t1.created_at) || 'Z"}}') END, ','), ''))
    || '],"pageInfo":{"hasNextPage":') || ((CASE WHEN max(t1.page_size) > ?1 THEN 'true' ELSE 'false' END
    || ',"hasPreviousPage":false,"startCursor":') || coalesce('"' || min(CASE WHEN t1.page_position = 1 AND ?1 > 0 THEN lower(hex(('["1fc543d8",' || '"' || t1.created_at || '"' || ',' || json_quote(t1.id) || ']'))) END) || '"', 'null'))) || (((',"endCursor":' || coalesce('"' || min(CASE WHEN t1.page_position = CASE WHEN t1.page_size > ?1 THEN ?1 ELSE t1.page_size END THEN lower(hex(('["1fc543d8",' || '"' || t1.created_at || '"' || ',' || json_quote(t1.id) || ']'))) END) || '"', 'null'))
    || '},"totalCount":') || (CAST(
    (SELECT coalesce(sum(issues), 0)
    FROM
      (SELECT nullif(status, 0) AS status, nullif(priority, 0) AS priority, issues
      FROM issue_tally) AS t2
    WHERE TRUE) AS TEXT) || '}'))
  FROM
    (SELECT t1.*, row_number() OVER () AS page_position, count(*) OVER () AS page_size
    FROM
      (SELECT t1.created_at, t1.id, t1.title
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NULL AND TRUE
      ORDER BY t1.created_at DESC, t1.id DESC
      LIMIT ?1 + 1) AS t1) AS t1) AS BLOB)
