SELECT CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t1.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t1.title
    FROM issue AS t1
    WHERE TRUE AND t1.deleted_at IS NULL AND ((t1.priority = ?1) OR (((t1.owner = ?2) AND (t1.status = ?3))))
    ORDER BY t1.created_at DESC, t1.id DESC
    LIMIT ?4) AS t1) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"priority":' || CASE t2.priority WHEN 1 THEN '"LOW"' WHEN 2 THEN '"MEDIUM"' WHEN 3 THEN '"HIGH"' ELSE 'null' END) || '}', ','), '')) || ']}'
  FROM
    (SELECT t2.priority
    FROM issue AS t2
    WHERE TRUE AND t2.deleted_at IS NULL AND NOT (coalesce(t2.priority = ?5, FALSE))
    ORDER BY t2.created_at DESC, t2.id DESC
    LIMIT ?6) AS t2) AS BLOB), CAST(
  (SELECT ('{"totalCount":' || CAST(
    (SELECT coalesce(sum(issues), 0)
    FROM
      (SELECT nullif(status, 0) AS status, nullif(priority, 0) AS priority, issues
      FROM issue_tally) AS t3
    WHERE TRUE) AS TEXT)) || '}') AS BLOB), CAST(
  (SELECT ('{"totalCount":' || CAST(
    (SELECT coalesce(sum(issues), 0)
    FROM
      (SELECT nullif(status, 0) AS status, nullif(priority, 0) AS priority, issues
      FROM issue_tally) AS t4
    WHERE FALSE) AS TEXT)) || '}') AS BLOB), CAST(
  (SELECT ('{"totalCount":' || CAST(
    (SELECT coalesce(sum(issues), 0)
    FROM
      (SELECT nullif(status, 0) AS status, nullif(priority, 0) AS priority, issues
      FROM issue_tally) AS t5
    WHERE NOT (TRUE)) AS TEXT)) || '}') AS BLOB)
