WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg((('{"title":' || coalesce(to_json(t1.title)::text, 'null'))
      || ',"comments":') || (
      (SELECT ('{"nodes":[' || coalesce(string_agg(('{"content":' || coalesce(to_json(CASE WHEN t2.deleted_at IS NULL THEN t2.content ELSE '' END)::text, 'null')) || '}', ','), '')) || ']}'
      FROM
        (SELECT t2.deleted_at, t2.content
        FROM comment AS t2
        WHERE t2.issue_id = t1.id AND t2.deleted_at IS NULL AND TRUE
        ORDER BY t2.created_at ASC, t2.id ASC
        LIMIT $2::bigint) AS t2) || '}'), ','), '')) || ']}'
    FROM
      (SELECT t1.title, t1.id
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NULL AND TRUE
      ORDER BY t1.created_at DESC, t1.id DESC
      LIMIT $1::bigint) AS t1), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
