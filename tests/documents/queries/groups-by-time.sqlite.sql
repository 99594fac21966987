SELECT CAST(
  (SELECT '[' || coalesce(group_concat((('{"day":' || coalesce('"' || g.day || '"', 'null'))
    || ',"count":') || (CAST(g.size AS TEXT) || '}'), ','), '') || ']'
  FROM
    (SELECT substr(t1.created_at, 1, 10) AS day, count(*) AS size
    FROM issue AS t1
    WHERE t1.deleted_at IS NULL AND t1.created_at > ?1
    GROUP BY 1
    ORDER BY 1 ASC NULLS LAST) AS g) AS BLOB), CAST(
  (SELECT '[' || coalesce(group_concat((('{"week":' || coalesce('"' || g.week || '"', 'null')) || (',"createdBy":' || json_quote(g.created_by))) || ((',"count":' || CAST(g.size AS TEXT)) || '}'), ','), '') || ']'
  FROM
    (SELECT date(substr(t3.created_at, 1, 10), '-6 days', 'weekday 1') AS week, t3.created_by AS created_by, count(*) AS size
    FROM issue AS t3
    WHERE t3.deleted_at IS NULL AND TRUE
    GROUP BY 1, 2
    ORDER BY 1 ASC NULLS LAST, 2 ASC NULLS LAST) AS g) AS BLOB), CAST(
  (SELECT '[' || coalesce(group_concat((('{"month":' || coalesce('"' || g.month || '"', 'null'))
    || ',"count":') || (CAST(g.size AS TEXT) || '}'), ','), '') || ']'
  FROM
    (SELECT substr(t5.created_at, 1, 7) || '-01' AS month, count(*) AS size
    FROM issue AS t5
    WHERE t5.deleted_at IS NULL AND TRUE
    GROUP BY 1
    ORDER BY 1 ASC NULLS LAST) AS g) AS BLOB)
