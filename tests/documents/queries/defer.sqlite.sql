SELECT CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat((('{"title":' || json_quote(t1.title))
    || ',"comments":') || (
    (SELECT ('{"nodes":[' || coalesce(group_concat(('{"content":' || json_quote(CASE WHEN t2.deleted_at IS NULL THEN t2.content ELSE '' END)) || '}', ','), '')) || ']}'
    FROM
      (SELECT t2.deleted_at, t2.content
      FROM comment AS t2
      WHERE t2.issue_id = t1.id AND t2.deleted_at IS NULL AND TRUE
      ORDER BY t2.created_at ASC, t2.id ASC
      LIMIT ?2) AS t2) || '}'), ','), '')) || ']}'
  FROM
    (SELECT t1.title, t1.id
    FROM issue AS t1
    WHERE TRUE AND t1.deleted_at IS NULL AND TRUE
    ORDER BY t1.created_at DESC, t1.id DESC
    LIMIT ?1) AS t1) AS BLOB)
