WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg((('{"id":"' || t1.id)
      || '","createdAt":"') || (to_char(t1.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || 'Z"}'), ','), '')) || ']}'
    FROM
      (SELECT t1.id, t1.created_at
      FROM comment AS t1
      WHERE TRUE AND EXISTS
        (SELECT 1
        FROM issue AS o
        WHERE o.id = t1.issue_id AND o.deleted_at IS NULL) AND EXISTS
        (SELECT 1
        FROM issue AS t2
        WHERE t2.id = t1.issue_id AND (t2.id = $1::uuid))
      ORDER BY t1.created_at ASC, t1.id ASC
      LIMIT $2::bigint) AS t1), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg((('{"id":"' || t3.id)
      || '","createdAt":"') || (to_char(t3.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || 'Z"}'), ','), '')) || ']}'
    FROM
      (SELECT t3.id, t3.created_at
      FROM comment AS t3
      WHERE TRUE AND EXISTS
        (SELECT 1
        FROM issue AS o
        WHERE o.id = t3.issue_id AND o.deleted_at IS NULL) AND EXISTS
        (SELECT 1
        FROM issue AS t4
        WHERE t4.id = t3.issue_id AND (t4.id = $3::uuid))
      ORDER BY t3.created_at DESC, t3.id DESC
      LIMIT $4::bigint) AS t3), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
