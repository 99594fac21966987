WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"id":"' || t1.id) || '"}', ','), '')) || ']}'
    FROM
      (SELECT t1.id
      FROM comment AS t1
      WHERE TRUE AND t1.deleted_at IS NULL AND EXISTS
        (SELECT 1
        FROM issue AS o
        WHERE o.id = t1.issue_id AND o.deleted_at IS NULL) AND EXISTS
        (SELECT 1
        FROM reaction AS t2
        WHERE t2.comment_id = t1.id AND t1.deleted_at IS NULL AND (t2.emoji = $1::text))
      ORDER BY t1.created_at ASC, t1.id ASC
      LIMIT $2::bigint) AS t1), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"id":"' || t3.id) || '"}', ','), '')) || ']}'
    FROM
      (SELECT t3.id
      FROM comment AS t3
      WHERE TRUE AND t3.deleted_at IS NULL AND EXISTS
        (SELECT 1
        FROM issue AS o
        WHERE o.id = t3.issue_id AND o.deleted_at IS NULL) AND
        (SELECT count(DISTINCT t4.emoji)
        FROM reaction AS t4
        WHERE t4.comment_id = t3.id AND t3.deleted_at IS NULL) = $3::bigint
      ORDER BY t3.created_at ASC, t3.id ASC
      LIMIT $4::bigint) AS t3), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
