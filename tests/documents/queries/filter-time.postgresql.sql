SELECT convert_to(
  (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t1.title)::text, 'null')) || '}', ','), '')) || ']}'
  FROM
    (SELECT t1.title
    FROM issue AS t1
    WHERE TRUE AND t1.deleted_at IS NULL AND t1.created_at > $1::timestamptz
    ORDER BY t1.created_at DESC, t1.id DESC
    LIMIT $2::bigint) AS t1), 'UTF8'), convert_to(
  (SELECT ('{"nodes":[' || coalesce(string_agg((('{"title":' || coalesce(to_json(t2.title)::text, 'null'))
    || ',"createdAt":"') || (to_char(t2.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || 'Z"}'), ','), '')) || ']}'
  FROM
    (SELECT t2.title, t2.created_at
    FROM issue AS t2
    WHERE TRUE AND t2.deleted_at IS NULL AND t2.created_at <= $3::timestamptz AND t2.created_at >= $4::timestamptz
    ORDER BY t2.created_at DESC, t2.id DESC
    LIMIT $5::bigint) AS t2), 'UTF8'), convert_to(
  (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t3.title)::text, 'null')) || '}', ','), '')) || ']}'
  FROM
    (SELECT t3.title
    FROM issue AS t3
    WHERE TRUE AND t3.deleted_at IS NULL AND t3.created_at = $6::timestamptz
    ORDER BY t3.created_at DESC, t3.id DESC
    LIMIT $7::bigint) AS t3), 'UTF8'), convert_to(
  (SELECT ('{"totalCount":' || CAST(
    (SELECT count(*)
    FROM issue AS t4
    WHERE TRUE AND t4.deleted_at IS NULL AND t4.created_at <> $8::timestamptz) AS TEXT)) || '}'), 'UTF8')
