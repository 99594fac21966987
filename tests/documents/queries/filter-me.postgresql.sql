WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"owner":' || coalesce(to_json(t1.owner)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t1.owner
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NULL AND t1.owner = $1::text
      ORDER BY t1.created_at DESC, t1.id DESC
      LIMIT $2::bigint) AS t1), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"createdBy":' || coalesce(to_json(t2.created_by)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t2.created_by
      FROM comment AS t2
      WHERE TRUE AND t2.deleted_at IS NULL AND EXISTS
        (SELECT 1
        FROM issue AS o
        WHERE o.id = t2.issue_id AND o.deleted_at IS NULL) AND t2.created_by <> $1::text
      ORDER BY t2.created_at ASC, t2.id ASC
      LIMIT $3::bigint) AS t2), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
