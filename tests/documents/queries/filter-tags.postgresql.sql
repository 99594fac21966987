WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"tags":[' ||
      (SELECT coalesce(string_agg(coalesce(to_json(v.value)::text, 'null'), ','), '')
      FROM
        (SELECT t3.name AS value
        FROM issue_tag AS t3
        WHERE t3.issue_id = t1.id
        ORDER BY t3.position) AS v)) || ']}', ','), '')) || ']}'
    FROM
      (SELECT t1.id
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NULL AND EXISTS
        (SELECT 1
        FROM issue_tag AS t2
        WHERE t2.issue_id = t1.id AND (t2.name_folded = $1::text))
      ORDER BY t1.created_at DESC, t1.id DESC
      LIMIT $2::bigint) AS t1), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"tags":[' ||
      (SELECT coalesce(string_agg(coalesce(to_json(v.value)::text, 'null'), ','), '')
      FROM
        (SELECT t6.name AS value
        FROM issue_tag AS t6
        WHERE t6.issue_id = t4.id
        ORDER BY t6.position) AS v)) || ']}', ','), '')) || ']}'
    FROM
      (SELECT t4.id
      FROM issue AS t4
      WHERE TRUE AND t4.deleted_at IS NULL AND NOT EXISTS
        (SELECT 1
        FROM issue_tag AS t5
        WHERE t5.issue_id = t4.id AND NOT (starts_with(t5.name, $3::text)))
      ORDER BY t4.created_at DESC, t4.id DESC
      LIMIT $4::bigint) AS t4), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"tags":[' ||
      (SELECT coalesce(string_agg(coalesce(to_json(v.value)::text, 'null'), ','), '')
      FROM
        (SELECT t9.name AS value
        FROM issue_tag AS t9
        WHERE t9.issue_id = t7.id
        ORDER BY t9.position) AS v)) || ']}', ','), '')) || ']}'
    FROM
      (SELECT t7.id
      FROM issue AS t7
      WHERE TRUE AND t7.deleted_at IS NULL AND NOT EXISTS
        (SELECT 1
        FROM issue_tag AS t8
        WHERE t8.issue_id = t7.id AND (t8.name = $5::text))
      ORDER BY t7.created_at DESC, t7.id DESC
      LIMIT $6::bigint) AS t7), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"tags":[' ||
      (SELECT coalesce(string_agg(coalesce(to_json(v.value)::text, 'null'), ','), '')
      FROM
        (SELECT t12.name AS value
        FROM issue_tag AS t12
        WHERE t12.issue_id = t10.id
        ORDER BY t12.position) AS v)) || ']}', ','), '')) || ']}'
    FROM
      (SELECT t10.id
      FROM issue AS t10
      WHERE TRUE AND t10.deleted_at IS NULL AND
        (SELECT count(DISTINCT t11.name)
        FROM issue_tag AS t11
        WHERE t11.issue_id = t10.id) >= $7::bigint
      ORDER BY t10.created_at DESC, t10.id DESC
      LIMIT $8::bigint) AS t10), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
