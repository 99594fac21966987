WITH answer AS MATERIALIZED
  (SELECT convert_to(
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
      WHERE TRUE AND t3.deleted_at IS NULL AND t3.created_at BETWEEN $6::timestamptz AND $7::timestamptz
      ORDER BY t3.created_at DESC, t3.id DESC
      LIMIT $8::bigint) AS t3), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t4.title)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t4.title
      FROM issue AS t4
      WHERE TRUE AND t4.deleted_at IS NULL AND t4.created_at <= $9::timestamptz AND t4.created_at >= $10::timestamptz
      ORDER BY t4.created_at DESC, t4.id DESC
      LIMIT $11::bigint) AS t4), 'UTF8'), convert_to(
    (SELECT ('{"totalCount":' || CAST(
      (SELECT count(*)
      FROM issue AS t5
      WHERE TRUE AND t5.deleted_at IS NULL AND t5.created_at BETWEEN $12::timestamptz AND $13::timestamptz) AS TEXT)) || '}'), 'UTF8'), convert_to(
    (SELECT ('{"totalCount":' || CAST(
      (SELECT count(*)
      FROM issue AS t6
      WHERE TRUE AND t6.deleted_at IS NULL AND t6.created_at NOT BETWEEN $14::timestamptz AND $15::timestamptz) AS TEXT)) || '}'), 'UTF8'), convert_to(
    (SELECT ('{"totalCount":' || CAST(
      (SELECT count(*)
      FROM issue AS t7
      WHERE TRUE AND t7.deleted_at IS NULL AND t7.created_at < $16::timestamptz) AS TEXT)) || '}'), 'UTF8'), convert_to(
    (SELECT ('{"totalCount":' || CAST(
      (SELECT count(*)
      FROM issue AS t8
      WHERE TRUE AND t8.deleted_at IS NULL AND t8.created_at > $17::timestamptz) AS TEXT)) || '}'), 'UTF8'), convert_to(
    (SELECT ('{"totalCount":' || CAST(
      (SELECT count(*)
      FROM issue AS t9
      WHERE TRUE AND t9.deleted_at IS NULL AND t9.created_at BETWEEN $18::timestamptz AND $19::timestamptz) AS TEXT)) || '}'), 'UTF8'), convert_to(
    (SELECT ('{"totalCount":' || CAST(
      (SELECT count(*)
      FROM issue AS t10
      WHERE TRUE AND t10.deleted_at IS NULL AND t10.created_at < $20::timestamptz AND t10.created_at >= $21::timestamptz) AS TEXT)) || '}'), 'UTF8'), convert_to(
    (SELECT ('{"totalCount":' || CAST(
      (SELECT count(*)
      FROM issue AS t11
      WHERE TRUE AND t11.deleted_at IS NULL AND t11.created_at NOT BETWEEN $22::timestamptz AND $23::timestamptz) AS TEXT)) || '}'), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
