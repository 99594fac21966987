WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t1.title)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t1.title
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NULL AND strpos(t1.title, $1::text) > 0
      ORDER BY t1.created_at DESC, t1.id DESC
      LIMIT $2::bigint) AS t1), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t2.title)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t2.title
      FROM issue AS t2
      WHERE TRUE AND t2.deleted_at IS NULL AND strpos(t2.title_folded, $3::text) > 0
      ORDER BY t2.created_at DESC, t2.id DESC
      LIMIT $4::bigint) AS t2), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t3.title)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t3.title
      FROM issue AS t3
      WHERE TRUE AND t3.deleted_at IS NULL AND starts_with(t3.title, $5::text)
      ORDER BY t3.created_at DESC, t3.id DESC
      LIMIT $6::bigint) AS t3), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t4.title)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t4.title
      FROM issue AS t4
      WHERE TRUE AND t4.deleted_at IS NULL AND right(t4.title, length($7::text)) = $7::text
      ORDER BY t4.created_at DESC, t4.id DESC
      LIMIT $8::bigint) AS t4), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"content":' || coalesce(to_json(CASE WHEN t5.deleted_at IS NULL THEN t5.content ELSE '' END)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t5.deleted_at, t5.content
      FROM comment AS t5
      WHERE TRUE AND t5.deleted_at IS NULL AND EXISTS
        (SELECT 1
        FROM issue AS o
        WHERE o.id = t5.issue_id AND o.deleted_at IS NULL) AND CASE WHEN t5.deleted_at IS NULL THEN t5.content_folded ELSE '' END = $9::text
      ORDER BY t5.created_at ASC, t5.id ASC
      LIMIT $10::bigint) AS t5), 'UTF8'), convert_to(
    (SELECT ('{"totalCount":' || CAST(
      (SELECT count(*)
      FROM comment AS t6
      WHERE TRUE AND t6.deleted_at IS NULL AND EXISTS
        (SELECT 1
        FROM issue AS o
        WHERE o.id = t6.issue_id AND o.deleted_at IS NULL) AND strpos(CASE WHEN t6.deleted_at IS NULL THEN t6.content ELSE '' END, $11::text) > 0) AS TEXT)) || '}'), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t7.title)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t7.title
      FROM issue AS t7
      WHERE TRUE AND t7.deleted_at IS NULL AND starts_with(t7.title, $12::text) AND right(t7.title, length($13::text)) = $13::text
      ORDER BY t7.created_at DESC, t7.id DESC
      LIMIT $14::bigint) AS t7), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
