WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT (((('{"charts":[{"chartData":{"title":"Active Issues","data":[{"value":' || CAST(m.c0 AS TEXT)) || '},{"value":') || (CAST(m.c1 AS TEXT) || '},{"value":')) || (((CAST(m.c2 AS TEXT) || '}') || (CASE WHEN m.c3 > 0 THEN (',{"value":' || CAST(m.c3 AS TEXT)) || '}' ELSE '' END)) || (']}},{"chartData":{"title":"Issues by Status","data":[{"value":' || CAST(m.c4 AS TEXT)))) || (((('},{"value":' || CAST(m.c5 AS TEXT)) || '},{"value":') || (CAST(m.c6 AS TEXT) || '},{"value":')) || ((CAST(m.c7 AS TEXT) || '}') || ((CASE WHEN m.c8 > 0 THEN (',{"value":' || CAST(m.c8 AS TEXT)) || '}' ELSE '' END) || ']}},{}]}')))
    FROM
      (SELECT count(CASE WHEN t1.status IN (1, 2) AND t1.priority = 3 THEN 1 END) AS c0, count(CASE WHEN t1.status IN (1, 2) AND t1.priority = 2 THEN 1 END) AS c1, count(CASE WHEN t1.status IN (1, 2) AND t1.priority = 1 THEN 1 END) AS c2, count(CASE WHEN t1.status IN (1, 2) AND t1.priority IS NULL THEN 1 END) AS c3, count(CASE WHEN t1.status = 1 THEN 1 END) AS c4, count(CASE WHEN t1.status = 2 THEN 1 END) AS c5, count(CASE WHEN t1.status = 3 THEN 1 END) AS c6, count(CASE WHEN t1.status = 4 THEN 1 END) AS c7, count(CASE WHEN t1.status IS NULL THEN 1 END) AS c8
      FROM issue AS t1
      WHERE t1.deleted_at IS NULL AND t1.owner = $1::text) AS m), 'UTF8'), convert_to(
    (SELECT ('{"totalCount":' || CAST(
      (SELECT count(*)
      FROM issue AS t2
      WHERE TRUE AND t2.deleted_at IS NULL AND t2.owner = $2::text) AS TEXT)) || '}'), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
