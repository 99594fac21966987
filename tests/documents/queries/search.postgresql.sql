WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t1.title)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t1.title
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NULL AND t1.id IN
        (SELECT s.issue_id
        FROM issue_search AS s
        WHERE s.words @@ $1::text::tsquery OR (s.words IS NULL AND s.number = ANY(ARRAY
          (SELECT p.number
          FROM unnest(string_to_array($1::text, ' & ')) AS w
          JOIN issue_search_part AS p ON p.words @@ w::tsquery
          GROUP BY p.number HAVING count(DISTINCT w) = cardinality(string_to_array($1::text, ' & '))))))
      ORDER BY t1.created_at DESC, t1.id DESC
      LIMIT $2::bigint) AS t1), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t2.title)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t2.title
      FROM issue AS t2
      WHERE TRUE AND t2.deleted_at IS NULL AND t2.id IN
        (SELECT s.issue_id
        FROM issue_search AS s
        WHERE s.words @@ $3::text::tsquery OR (s.words IS NULL AND s.number = ANY(ARRAY
          (SELECT p.number
          FROM unnest(string_to_array($3::text, ' & ')) AS w
          JOIN issue_search_part AS p ON p.words @@ w::tsquery
          GROUP BY p.number HAVING count(DISTINCT w) = cardinality(string_to_array($3::text, ' & '))))))
      ORDER BY t2.created_at DESC, t2.id DESC
      LIMIT $4::bigint) AS t2), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t3.title)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t3.title
      FROM issue AS t3
      WHERE TRUE AND t3.deleted_at IS NULL AND t3.id IN
        (SELECT s.issue_id
        FROM issue_search AS s
        WHERE s.words @@ $5::text::tsquery OR (s.words IS NULL AND s.number = ANY(ARRAY
          (SELECT p.number
          FROM unnest(string_to_array($5::text, ' & ')) AS w
          JOIN issue_search_part AS p ON p.words @@ w::tsquery
          GROUP BY p.number HAVING count(DISTINCT w) = cardinality(string_to_array($5::text, ' & '))))))
      ORDER BY t3.created_at DESC, t3.id DESC
      LIMIT $6::bigint) AS t3), 'UTF8'), convert_to(
    (SELECT ('{"totalCount":' || CAST(
      (SELECT count(*)
      FROM issue AS t4
      WHERE TRUE AND t4.deleted_at IS NULL AND t4.id IN
        (SELECT s.issue_id
        FROM issue_search AS s
        WHERE s.words @@ $7::text::tsquery OR (s.words IS NULL AND s.number = ANY(ARRAY
          (SELECT p.number
          FROM unnest(string_to_array($7::text, ' & ')) AS w
          JOIN issue_search_part AS p ON p.words @@ w::tsquery
          GROUP BY p.number HAVING count(DISTINCT w) = cardinality(string_to_array($7::text, ' & '))))))) AS TEXT)) || '}'), 'UTF8'), convert_to(
    (SELECT ('{"totalCount":' || CAST(
      (SELECT count(*)
      FROM issue AS t5
      WHERE TRUE AND t5.deleted_at IS NULL AND FALSE) AS TEXT)) || '}'), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t6.title)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t6.title
      FROM issue AS t6
      WHERE TRUE AND t6.deleted_at IS NULL AND t6.id IN
        (SELECT s.issue_id
        FROM issue_search AS s
        WHERE s.words @@ $8::text::tsquery OR (s.words IS NULL AND s.number = ANY(ARRAY
          (SELECT p.number
          FROM unnest(string_to_array($8::text, ' & ')) AS w
          JOIN issue_search_part AS p ON p.words @@ w::tsquery
          GROUP BY p.number HAVING count(DISTINCT w) = cardinality(string_to_array($8::text, ' & '))))))
      ORDER BY t6.created_at DESC, t6.id DESC
      LIMIT $9::bigint) AS t6), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
