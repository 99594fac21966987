WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT ('{"edges":[' || coalesce(string_agg((('{"cursor":"' || encode(convert_to(('["3839440c",' || CAST(
      (SELECT count(*)
      FROM comment AS counted
      WHERE counted.issue_id = t1.id AND counted.deleted_at IS NULL) AS TEXT) || ',' || coalesce(to_json(t1.title)::text, 'null') || ',' || coalesce(to_json(t1.id)::text, 'null') || ']'), 'UTF8'), 'hex')) || ('","node":{"title":' || coalesce(to_json(t1.title)::text, 'null'))) || ((',"comments":' ||
      (SELECT ('{"totalCount":' || CAST(
        (SELECT count(*)
        FROM comment AS t2
        WHERE t2.issue_id = t1.id AND t2.deleted_at IS NULL AND TRUE) AS TEXT)) || '}')) || '}}'), ','), '')) || ']}'
    FROM
      (SELECT t1.id, t1.title
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NULL AND TRUE
      ORDER BY
        (SELECT count(*)
        FROM comment AS counted
        WHERE counted.issue_id = t1.id AND counted.deleted_at IS NULL) DESC, t1.title ASC, t1.id ASC
      LIMIT $1::bigint) AS t1), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
