WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg((('{"name":' || coalesce(to_json(t1.name)::text, 'null'))
      || ',"size":') || (coalesce(CAST(t1.size AS TEXT), 'null') || '}'), ','), '')) || ']}'
    FROM
      (SELECT t1.name, t1.size
      FROM attachment AS t1
      WHERE TRUE AND t1.size < $1::bigint AND t1.size >= $2::bigint
      ORDER BY t1.created_at ASC, t1.id ASC
      LIMIT $3::bigint) AS t1), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"name":' || coalesce(to_json(t2.name)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t2.name
      FROM attachment AS t2
      WHERE TRUE AND (t2.size IS NULL OR t2.size <> $4::bigint)
      ORDER BY t2.created_at ASC, t2.id ASC
      LIMIT $5::bigint) AS t2), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"name":' || coalesce(to_json(t3.name)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t3.name
      FROM attachment AS t3
      WHERE TRUE AND t3.is_visible = $6::boolean
      ORDER BY t3.created_at ASC, t3.id ASC
      LIMIT $7::bigint) AS t3), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"content":' || coalesce(to_json(CASE WHEN t4.deleted_at IS NULL THEN t4.content ELSE '' END)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t4.deleted_at, t4.content
      FROM comment AS t4
      WHERE TRUE AND t4.deleted_at IS NULL AND EXISTS
        (SELECT 1
        FROM issue AS o
        WHERE o.id = t4.issue_id AND o.deleted_at IS NULL) AND t4.is_edited = $8::boolean AND t4.version = ANY($9::bigint[])
      ORDER BY t4.created_at ASC, t4.id ASC
      LIMIT $10::bigint) AS t4), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"fileName":' || coalesce(to_json(t5.file_name)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t5.file_name
      FROM file AS t5
      WHERE TRUE AND EXISTS
        (SELECT 1
        FROM issue AS o
        WHERE o.id = t5.issue_id AND o.deleted_at IS NULL) AND t5.attachment_id = ANY($11::uuid[])
      ORDER BY t5.created_at ASC, t5.id ASC
      LIMIT $12::bigint) AS t5), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
