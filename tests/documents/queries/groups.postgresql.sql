WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT '[' || coalesce(string_agg((('{"status":' || CASE g.status WHEN 1 THEN '"OPEN"' WHEN 2 THEN '"IN_PROGRESS"' WHEN 3 THEN '"RESOLVED"' WHEN 4 THEN '"REJECTED"' ELSE 'null' END)
      || ',"count":') || (CAST(g.size AS TEXT) || '}'), ','), '') || ']'
    FROM
      (SELECT t1.status AS status, count(*) AS size
      FROM issue AS t1
      WHERE t1.deleted_at IS NULL AND TRUE
      GROUP BY 1
      ORDER BY 1 ASC NULLS LAST) AS g), 'UTF8'), convert_to(
    (SELECT '[' || coalesce(string_agg((('{"tag":' || coalesce(to_json(g.tag)::text, 'null')) || (',"priority":' || CASE g.priority WHEN 1 THEN '"LOW"' WHEN 2 THEN '"MEDIUM"' WHEN 3 THEN '"HIGH"' ELSE 'null' END)) || ((',"count":' || CAST(g.size AS TEXT))
      || ',"owner":null}'), ','), '') || ']'
    FROM
      (SELECT t4.name AS tag, t3.priority AS priority, count(*) AS size
      FROM issue AS t3 LEFT
      JOIN issue_tag AS t4 ON t4.issue_id = t3.id
      WHERE t3.deleted_at IS NULL AND (t3.status IS NULL OR t3.status <> $1::smallint)
      GROUP BY 1, 2
      ORDER BY 1 ASC NULLS LAST, 2 ASC NULLS LAST) AS g), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
