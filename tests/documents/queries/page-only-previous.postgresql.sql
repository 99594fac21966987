SELECT convert_to(
  (SELECT '{"pageInfo":{"hasPreviousPage":false}}'
  FROM
    (SELECT count(*)
    FROM
      (SELECT t1.*, row_number() OVER () AS page_position, count(*) OVER () AS page_size
      FROM
        (SELECT 1 AS one
        FROM issue AS t1
        WHERE TRUE AND t1.deleted_at IS NULL AND TRUE
        ORDER BY t1.created_at DESC, t1.id DESC
        LIMIT $1::bigint + 1) AS t1) AS t1) AS t1), 'UTF8'), convert_to(
  (SELECT '{"pageInfo":{"hasPreviousPage":false,"__typename":"PageInfo"}}'
  FROM
    (SELECT count(*)
    FROM
      (SELECT t2.*, row_number() OVER () AS page_position, count(*) OVER () AS page_size
      FROM
        (SELECT 1 AS one
        FROM issue AS t2
        WHERE TRUE AND t2.deleted_at IS NULL AND FALSE
        ORDER BY t2.created_at DESC, t2.id DESC
        LIMIT $2::bigint + 1) AS t2) AS t2) AS t2), 'UTF8')
