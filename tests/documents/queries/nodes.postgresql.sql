WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT '[' || coalesce(string_agg(coalesce(nullif(coalesce(
      (SELECT ('{"__typename":"Issue","id":"' || t1.id) || '"}'
      FROM issue AS t1
      WHERE t1.id = n.value AND t1.deleted_at IS NULL), 'null'), 'null'), nullif(coalesce(
      (SELECT ('{"__typename":"Comment","id":"' || t2.id) || '"}'
      FROM comment AS t2
      WHERE t2.id = n.value AND t2.deleted_at IS NULL AND EXISTS
        (SELECT 1
        FROM issue AS o
        WHERE o.id = t2.issue_id AND o.deleted_at IS NULL)), 'null'), 'null'), nullif(coalesce(
      (SELECT (('{"__typename":"File","id":"' || t3.id)
        || '","fileName":') || (coalesce(to_json(t3.file_name)::text, 'null') || '}')
      FROM file AS t3
      WHERE t3.id = n.value AND EXISTS
        (SELECT 1
        FROM issue AS o
        WHERE o.id = t3.issue_id AND o.deleted_at IS NULL)), 'null'), 'null'), nullif(coalesce(
      (SELECT (('{"__typename":"Attachment","id":"' || t4.id) || ('","name":' || coalesce(to_json(t4.name)::text, 'null'))) || ((',"url":' || coalesce(to_json(CASE WHEN t4.storage_name IS NOT NULL THEN '/api/v1/attachments/' || t4.id || '/content' END)::text, 'null')) || '}')
      FROM attachment AS t4
      WHERE t4.id = n.value), 'null'), 'null'), nullif(coalesce(
      (SELECT ('{"__typename":"Session","id":"' || t5.id) || '"}'
      FROM session AS t5
      WHERE t5.id = n.value), 'null'), 'null'), 'null'), ','), '') || ']'
    FROM
      (SELECT item.value AS value
      FROM unnest($1::uuid[]) WITH ORDINALITY AS item(value, key)
      ORDER BY item.key) AS n), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
