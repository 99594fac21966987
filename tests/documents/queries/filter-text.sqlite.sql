SELECT CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t1.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t1.title
    FROM issue AS t1
    WHERE TRUE AND t1.deleted_at IS NULL AND instr(t1.title, ?1) > 0
    ORDER BY t1.created_at DESC, t1.id DESC
    LIMIT ?2) AS t1) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t2.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t2.title
    FROM issue AS t2
    WHERE TRUE AND t2.deleted_at IS NULL AND instr(t2.title_folded, ?3) > 0
    ORDER BY t2.created_at DESC, t2.id DESC
    LIMIT ?4) AS t2) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t3.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t3.title
    FROM issue AS t3
    WHERE TRUE AND t3.deleted_at IS NULL AND substr(t3.title, 1, length(?5)) = ?5
    ORDER BY t3.created_at DESC, t3.id DESC
    LIMIT ?6) AS t3) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t4.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t4.title
    FROM issue AS t4
    WHERE TRUE AND t4.deleted_at IS NULL AND substr(t4.title, length(t4.title) - length(?7) + 1) = ?7
    ORDER BY t4.created_at DESC, t4.id DESC
    LIMIT ?8) AS t4) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"content":' || json_quote(CASE WHEN t5.deleted_at IS NULL THEN t5.content ELSE '' END)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t5.deleted_at, t5.content
    FROM comment AS t5
    WHERE TRUE AND t5.deleted_at IS NULL AND EXISTS
      (SELECT 1
      FROM issue AS o
      WHERE o.id = t5.issue_id AND o.deleted_at IS NULL) AND CASE WHEN t5.deleted_at IS NULL THEN t5.content_folded ELSE '' END = ?9
    ORDER BY t5.created_at ASC, t5.id ASC
    LIMIT ?10) AS t5) AS BLOB), CAST(
  (SELECT ('{"totalCount":' || CAST(
    (SELECT count(*)
    FROM comment AS t6
    WHERE TRUE AND t6.deleted_at IS NULL AND EXISTS
      (SELECT 1
      FROM issue AS o
      WHERE o.id = t6.issue_id AND o.deleted_at IS NULL) AND instr(CASE WHEN t6.deleted_at IS NULL THEN t6.content ELSE '' END, ?11) > 0) AS TEXT)) || '}') AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t7.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t7.title
    FROM issue AS t7
    WHERE TRUE AND t7.deleted_at IS NULL AND substr(t7.title, 1, length(?12)) = ?12 AND substr(t7.title, length(t7.title) - length(?13) + 1) = ?13
    ORDER BY t7.created_at DESC, t7.id DESC
    LIMIT ?14) AS t7) AS BLOB)
