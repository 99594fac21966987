SELECT CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t1.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t1.title
    FROM issue AS t1
    WHERE TRUE AND t1.deleted_at IS NULL AND t1.status = ?1
    ORDER BY t1.created_at DESC, t1.id DESC
    LIMIT ?2) AS t1) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"status":' || CASE t2.status WHEN 1 THEN '"OPEN"' WHEN 2 THEN '"IN_PROGRESS"' WHEN 3 THEN '"RESOLVED"' WHEN 4 THEN '"REJECTED"' ELSE 'null' END) || '}', ','), '')) || ']}'
  FROM
    (SELECT t2.status
    FROM issue AS t2
    WHERE TRUE AND t2.deleted_at IS NULL AND (t2.status IS NULL OR t2.status <> ?3)
    ORDER BY t2.created_at DESC, t2.id DESC
    LIMIT ?4) AS t2) AS BLOB), CAST(
  (SELECT ('{"totalCount":' || CAST(
    (SELECT coalesce(sum(issues), 0)
    FROM
      (SELECT nullif(status, 0) AS status, nullif(priority, 0) AS priority, issues
      FROM issue_tally) AS t3
    WHERE t3.status IN
      (SELECT value
      FROM json_each(?5))) AS TEXT)) || '}') AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"status":' || CASE t4.status WHEN 1 THEN '"OPEN"' WHEN 2 THEN '"IN_PROGRESS"' WHEN 3 THEN '"RESOLVED"' WHEN 4 THEN '"REJECTED"' ELSE 'null' END) || '}', ','), '')) || ']}'
  FROM
    (SELECT t4.status
    FROM issue AS t4
    WHERE TRUE AND t4.deleted_at IS NULL AND (t4.status IS NULL OR NOT (t4.status IN
      (SELECT value
      FROM json_each(?6))))
    ORDER BY t4.created_at DESC, t4.id DESC
    LIMIT ?7) AS t4) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t5.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t5.title
    FROM issue AS t5
    WHERE TRUE AND t5.deleted_at IS NULL AND t5.status IS NULL
    ORDER BY t5.created_at DESC, t5.id DESC
    LIMIT ?8) AS t5) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t6.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t6.title
    FROM issue AS t6
    WHERE TRUE AND t6.deleted_at IS NULL AND t6.resolution_summary IS NOT NULL
    ORDER BY t6.created_at DESC, t6.id DESC
    LIMIT ?9) AS t6) AS BLOB)
