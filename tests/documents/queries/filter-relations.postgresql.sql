WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t1.title)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t1.title
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NULL AND EXISTS
        (SELECT 1
        FROM comment AS t2
        WHERE t2.issue_id = t1.id AND t2.deleted_at IS NULL AND (t2.created_by = $1::text AND EXISTS
          (SELECT 1
          FROM comment_attachment AS t3
          JOIN attachment AS t4 ON TRUE
          WHERE t3.attachment_id = t4.id AND t3.comment_id = t2.id AND t2.deleted_at IS NULL AND (right(t4.name, length($2::text)) = $2::text))))
      ORDER BY t1.created_at DESC, t1.id DESC
      LIMIT $3::bigint) AS t1), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t5.title)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t5.title
      FROM issue AS t5
      WHERE TRUE AND t5.deleted_at IS NULL AND
        (SELECT count(*)
        FROM comment AS t6
        WHERE t6.issue_id = t5.id AND t6.deleted_at IS NULL) = $4::bigint
      ORDER BY t5.created_at DESC, t5.id DESC
      LIMIT $5::bigint) AS t5), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t7.title)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t7.title
      FROM issue AS t7
      WHERE TRUE AND t7.deleted_at IS NULL AND EXISTS
        (SELECT 1
        FROM file AS t8
        WHERE t8.issue_id = t7.id AND (TRUE)) AND NOT EXISTS
        (SELECT 1
        FROM file AS t8
        WHERE t8.issue_id = t7.id AND NOT (t8.file_type = $6::text))
      ORDER BY t7.created_at DESC, t7.id DESC
      LIMIT $7::bigint) AS t7), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"title":' || coalesce(to_json(t9.title)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t9.title
      FROM session AS t9
      WHERE TRUE AND (t9.starred_at IS NOT NULL) = $8::boolean AND EXISTS
        (SELECT 1
        FROM issue_session AS t10
        JOIN issue AS t11 ON TRUE
        WHERE t10.issue_id = t11.id AND t10.session_id = t9.id AND t11.deleted_at IS NULL AND (t11.priority = $9::smallint))
      ORDER BY t9.created_at ASC, t9.id ASC
      LIMIT $10::bigint) AS t9), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"name":' || coalesce(to_json(t12.name)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t12.name
      FROM attachment AS t12
      WHERE TRUE AND EXISTS
        (SELECT 1
        FROM session AS t13
        WHERE t13.id = t12.source_session_id AND (strpos(t13.title, $11::text) > 0))
      ORDER BY t12.created_at ASC, t12.id ASC
      LIMIT $12::bigint) AS t12), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(('{"name":' || coalesce(to_json(t14.name)::text, 'null')) || '}', ','), '')) || ']}'
    FROM
      (SELECT t14.name
      FROM attachment AS t14
      WHERE TRUE AND NOT (EXISTS
        (SELECT 1
        FROM session AS t15
        WHERE t15.id = t14.source_session_id AND (TRUE)))
      ORDER BY t14.created_at ASC, t14.id ASC
      LIMIT $13::bigint) AS t14), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
