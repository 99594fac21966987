SELECT CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat((('{"title":' || json_quote(t1.title)) || (',"__typename":"Issue","id":"' || t1.id)) || (('","owner":' || json_quote(t1.owner)) || '}'), ','), '')) || ']}'
  FROM
    (SELECT t1.title, t1.id, t1.owner
    FROM issue AS t1
    WHERE TRUE AND t1.deleted_at IS NULL AND TRUE
    ORDER BY t1.created_at DESC, t1.id DESC
    LIMIT ?1) AS t1) AS BLOB)
