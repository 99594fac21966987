SELECT CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t1.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t1.title
    FROM issue AS t1
    WHERE TRUE AND t1.deleted_at IS NULL AND ((t1.owner = ?1) OR (instr(t1.title, ?2) > 0))
    ORDER BY t1.created_at DESC, t1.id DESC
    LIMIT ?3) AS t1) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t2.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t2.title
    FROM issue AS t2
    WHERE TRUE AND t2.deleted_at IS NULL AND t2.status IN
      (SELECT value
      FROM json_each(?4))
    ORDER BY t2.created_at DESC, t2.id DESC
    LIMIT ?5) AS t2) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t3.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t3.title
    FROM issue AS t3
    WHERE TRUE AND t3.deleted_at IS NULL AND instr(t3.title, ?6) > 0
    ORDER BY t3.created_at DESC, t3.id DESC
    LIMIT ?7) AS t3) AS BLOB)
