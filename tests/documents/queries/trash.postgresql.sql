WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT (('{"totalCount":' || CAST(
      (SELECT count(*)
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NOT NULL) AS TEXT))
      || ',"nodes":[') || (coalesce(string_agg(((('{"title":' || coalesce(to_json(t1.title)::text, 'null'))
      || ',"deletedAt":') || (coalesce('"' || to_char(t1.deleted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || 'Z"', 'null')
      || ',"resolvedAt":')) || ((coalesce('"' || to_char(t1.resolved_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || 'Z"', 'null')
      || ',"comments":') || (
      (SELECT (('{"totalCount":' || CAST(
        (SELECT count(*)
        FROM comment AS t2
        WHERE t2.issue_id = t1.id AND t2.deleted_at IS NULL AND TRUE) AS TEXT))
        || ',"nodes":[') || (coalesce(string_agg((('{"content":' || coalesce(to_json(CASE WHEN t2.deleted_at IS NULL THEN t2.content ELSE '' END)::text, 'null'))
        || ',"issue":') || (coalesce(
        (SELECT (('{"title":' || coalesce(to_json(t3.title)::text, 'null'))
          || ',"deletedAt":') || (coalesce('"' || to_char(t3.deleted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || 'Z"', 'null') || '}')
        FROM issue AS t3
        WHERE t3.id = t2.issue_id), 'null') || '}'), ','), '') || ']}')
      FROM
        (SELECT t2.deleted_at, t2.content, t2.issue_id
        FROM comment AS t2
        WHERE t2.issue_id = t1.id AND t2.deleted_at IS NULL AND TRUE
        ORDER BY t2.created_at ASC, t2.id ASC
        LIMIT $2::bigint) AS t2) || '}')), ','), '') || ']}')
    FROM
      (SELECT t1.title, t1.deleted_at, t1.resolved_at, t1.id
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NOT NULL
      ORDER BY t1.created_at DESC, t1.id DESC
      LIMIT $1::bigint) AS t1), 'UTF8'), convert_to(
    (SELECT (('{"totalCount":' || CAST(
      (SELECT count(*)
      FROM issue AS t4
      WHERE TRUE AND TRUE) AS TEXT)) || (',"nodes":[' || coalesce(string_agg(CASE WHEN t4.page_position <= $3::bigint THEN ('{"title":' || coalesce(to_json(t4.title)::text, 'null')) || '}' END, ','), ''))) || (('],"pageInfo":{"hasNextPage":' || CASE WHEN max(t4.page_size) > $3::bigint THEN 'true' ELSE 'false' END) || '}}')
    FROM
      (SELECT t4.*, row_number() OVER () AS page_position, count(*) OVER () AS page_size
      FROM
        (SELECT t4.title
        FROM issue AS t4
        WHERE TRUE AND TRUE
        ORDER BY t4.created_at DESC, t4.id DESC
        LIMIT $3::bigint + 1) AS t4) AS t4), 'UTF8'), convert_to(
    (SELECT ('{"totalCount":' || CAST(
      (SELECT count(*)
      FROM issue AS t5
      WHERE TRUE AND t5.priority = $4::smallint) AS TEXT)) || '}'), 'UTF8'), convert_to(
    (SELECT ('{"totalCount":' || CAST(
      (SELECT coalesce(sum(issues), 0)
      FROM
        (SELECT nullif(status, 0) AS status, nullif(priority, 0) AS priority, issues
        FROM issue_tally) AS t6
      WHERE t6.priority = $5::smallint) AS TEXT)) || '}'), 'UTF8'), convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg((('{"title":' || coalesce(to_json(t7.title)::text, 'null'))
      || ',"resolvedAt":') || (coalesce('"' || to_char(t7.resolved_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || 'Z"', 'null') || '}'), ','), '')) || ']}'
    FROM
      (SELECT t7.title, t7.resolved_at
      FROM issue AS t7
      WHERE TRUE AND t7.deleted_at IS NULL AND t7.resolved_at > $6::timestamptz
      ORDER BY t7.resolved_at ASC NULLS LAST, t7.id ASC
      LIMIT $7::bigint) AS t7), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
