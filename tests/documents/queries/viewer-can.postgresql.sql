WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg(((('{"content":' || coalesce(to_json(CASE WHEN t1.deleted_at IS NULL THEN t1.content ELSE '' END)::text, 'null')) || (',"createdBy":' || coalesce(to_json(t1.created_by)::text, 'null'))) || ((',"isDeleted":' || CASE WHEN (t1.deleted_at IS NOT NULL) THEN 'true' ELSE 'false' END)
      || ',"deletedAt":')) || (((coalesce('"' || to_char(t1.deleted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || 'Z"', 'null')
      || ',"viewerCanUpdate":') || CASE WHEN (t1.deleted_at IS NULL AND ($3::boolean OR ($4::boolean AND t1.created_by = $2::text))) THEN 'true' ELSE 'false' END) || ((',"viewerCanDelete":' || CASE WHEN (t1.deleted_at IS NULL AND ($3::boolean OR ($4::boolean AND t1.created_by = $2::text))) THEN 'true' ELSE 'false' END) || '}')), ','), '')) || ']}'
    FROM
      (SELECT t1.deleted_at, t1.content, t1.created_by
      FROM comment AS t1
      WHERE TRUE AND EXISTS
        (SELECT 1
        FROM issue AS o
        WHERE o.id = t1.issue_id AND o.deleted_at IS NULL) AND TRUE
      ORDER BY t1.created_at ASC, t1.id ASC
      LIMIT $1::bigint) AS t1), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
