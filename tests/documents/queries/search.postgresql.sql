SELECT convert_to(
  (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t1.title)::text, 'null')) || '}', ','), '')) || ']}'
  FROM
    (SELECT t1.title
    FROM issue AS t1
    WHERE TRUE AND t1.deleted_at IS NULL AND t1.id IN
      (SELECT s.issue_id
      FROM issue_search AS s
      WHERE s.words @@ $1::text::tsquery)
    ORDER BY t1.created_at DESC, t1.id DESC
    LIMIT $2::bigint) AS t1), 'UTF8'), convert_to(
  (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t2.title)::text, 'null')) || '}', ','), '')) || ']}'
  FROM
    (SELECT t2.title
    FROM issue AS t2
    WHERE TRUE AND t2.deleted_at IS NULL AND t2.id IN
      (SELECT s.issue_id
      FROM issue_search AS s
      WHERE s.words @@ $3::text::tsquery)
    ORDER BY t2.created_at DESC, t2.id DESC
    LIMIT $4::bigint) AS t2), 'UTF8'), convert_to(
  (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t3.title)::text, 'null')) || '}', ','), '')) || ']}'
  FROM
    (SELECT t3.title
    FROM issue AS t3
    WHERE TRUE AND t3.deleted_at IS NULL AND t3.id IN
      (SELECT s.issue_id
      FROM issue_search AS s
      WHERE s.words @@ $5::text::tsquery)
    ORDER BY t3.created_at DESC, t3.id DESC
    LIMIT $6::bigint) AS t3), 'UTF8'), convert_to(
  (SELECT ('{"totalCount":' || CAST(
    (SELECT count(*)
    FROM issue AS t4
    WHERE TRUE AND t4.deleted_at IS NULL AND t4.id IN
      (SELECT s.issue_id
      FROM issue_search AS s
      WHERE s.words @@ $7::text::tsquery)) AS TEXT)) || '}'), 'UTF8'), convert_to(
  (SELECT ('{"totalCount":' || CAST(
    (SELECT count(*)
    FROM issue AS t5
    WHERE TRUE AND t5.deleted_at IS NULL AND TRUE) AS TEXT)) || '}'), 'UTF8'), convert_to(
  (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t6.title)::text, 'null')) || '}', ','), '')) || ']}'
  FROM
    (SELECT t6.title
    FROM issue AS t6
    WHERE TRUE AND t6.deleted_at IS NULL AND t6.id IN
      (SELECT s.issue_id
      FROM issue_search AS s
      WHERE s.words @@ $8::text::tsquery)
    ORDER BY t6.created_at DESC, t6.id DESC
    LIMIT $9::bigint) AS t6), 'UTF8')
