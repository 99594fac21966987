SELECT CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t1.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t1.title
    FROM issue AS t1
    WHERE TRUE AND t1.deleted_at IS NULL AND TRUE
    ORDER BY t1.created_at DESC, t1.id DESC
    LIMIT ?1) AS t1) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat((('{"name":' || json_quote(t2.title))
    || ',"title":') || (json_quote(t2.title) || '}'), ','), '')) || ']}'
  FROM
    (SELECT t2.*
    FROM
      (SELECT t2.*, row_number() OVER () AS page_position, count(*) OVER () AS page_size
      FROM
        (SELECT t2.title
        FROM issue AS t2
        WHERE TRUE AND t2.deleted_at IS NULL AND TRUE
        ORDER BY t2.created_at ASC, t2.id ASC
        LIMIT ?2) AS t2) AS t2
    ORDER BY t2.page_position DESC) AS t2) AS BLOB)
