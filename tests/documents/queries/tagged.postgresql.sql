WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT (('{"totalCount":' || CAST(
      (SELECT count(*)
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NULL AND EXISTS
        (SELECT 1
        FROM issue_tag AS t2
        WHERE t2.issue_id = t1.id AND (t2.name = $1::text))) AS TEXT))
      || ',"nodes":[') || (coalesce(string_agg((('{"title":' || coalesce(to_json(t1.title)::text, 'null'))
      || ',"tags":[') || (
      (SELECT coalesce(string_agg(coalesce(to_json(v.value)::text, 'null'), ','), '')
      FROM
        (SELECT t3.name AS value
        FROM issue_tag AS t3
        WHERE t3.issue_id = t1.id
        ORDER BY t3.position) AS v) || ']}'), ','), '') || ']}')
    FROM
      (SELECT t1.title, t1.id
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NULL AND EXISTS
        (SELECT 1
        FROM issue_tag AS t2
        WHERE t2.issue_id = t1.id AND (t2.name = $1::text))
      ORDER BY t1.created_at DESC, t1.id DESC
      LIMIT $2::bigint) AS t1), 'UTF8'), convert_to(
    (SELECT ('{"totalCount":' || CAST(
      (SELECT count(*)
      FROM issue AS t4
      WHERE TRUE AND t4.deleted_at IS NULL AND EXISTS
        (SELECT 1
        FROM issue_tag AS t5
        WHERE t5.issue_id = t4.id AND (t5.name = $3::text))) AS TEXT)) || '}'), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
