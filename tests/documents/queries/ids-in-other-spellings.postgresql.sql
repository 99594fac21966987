WITH answer AS MATERIALIZED
  (SELECT convert_to(coalesce(
    (SELECT ('{"id":"' || t1.id) || '"}'
    FROM issue AS t1
    WHERE t1.id = $1::uuid AND t1.deleted_at IS NULL), 'null'), 'UTF8'), convert_to(coalesce(
    (SELECT ('{"id":"' || t2.id) || '"}'
    FROM issue AS t2
    WHERE t2.id = $2::uuid AND t2.deleted_at IS NULL), 'null'), 'UTF8'), convert_to(coalesce(nullif(coalesce(
    (SELECT ('{"id":"' || t3.id) || '"}'
    FROM issue AS t3
    WHERE t3.id = $3::uuid AND t3.deleted_at IS NULL), 'null'), 'null'), nullif(coalesce(
    (SELECT ('{"id":"' || t4.id) || '"}'
    FROM comment AS t4
    WHERE t4.id = $3::uuid AND t4.deleted_at IS NULL AND EXISTS
      (SELECT 1
      FROM issue AS o
      WHERE o.id = t4.issue_id AND o.deleted_at IS NULL)), 'null'), 'null'), nullif(coalesce(
    (SELECT ('{"id":"' || t5.id) || '"}'
    FROM file AS t5
    WHERE t5.id = $3::uuid AND EXISTS
      (SELECT 1
      FROM issue AS o
      WHERE o.id = t5.issue_id AND o.deleted_at IS NULL)), 'null'), 'null'), nullif(coalesce(
    (SELECT ('{"id":"' || t6.id) || '"}'
    FROM attachment AS t6
    WHERE t6.id = $3::uuid), 'null'), 'null'), nullif(coalesce(
    (SELECT ('{"id":"' || t7.id) || '"}'
    FROM session AS t7
    WHERE t7.id = $3::uuid), 'null'), 'null'), 'null'), 'UTF8'), convert_to(
    (SELECT '[' || coalesce(string_agg(coalesce(nullif(coalesce(
      (SELECT ('{"id":"' || t8.id) || '"}'
      FROM issue AS t8
      WHERE t8.id = n.value AND t8.deleted_at IS NULL), 'null'), 'null'), nullif(coalesce(
      (SELECT ('{"id":"' || t9.id) || '"}'
      FROM comment AS t9
      WHERE t9.id = n.value AND t9.deleted_at IS NULL AND EXISTS
        (SELECT 1
        FROM issue AS o
        WHERE o.id = t9.issue_id AND o.deleted_at IS NULL)), 'null'), 'null'), nullif(coalesce(
      (SELECT ('{"id":"' || t10.id) || '"}'
      FROM file AS t10
      WHERE t10.id = n.value AND EXISTS
        (SELECT 1
        FROM issue AS o
        WHERE o.id = t10.issue_id AND o.deleted_at IS NULL)), 'null'), 'null'), nullif(coalesce(
      (SELECT ('{"id":"' || t11.id) || '"}'
      FROM attachment AS t11
      WHERE t11.id = n.value), 'null'), 'null'), nullif(coalesce(
      (SELECT ('{"id":"' || t12.id) || '"}'
      FROM session AS t12
      WHERE t12.id = n.value), 'null'), 'null'), 'null'), ','), '') || ']'
    FROM
      (SELECT item.value AS value
      FROM unnest($4::uuid[]) WITH ORDINALITY AS item(value, key)
      ORDER BY item.key) AS n), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
