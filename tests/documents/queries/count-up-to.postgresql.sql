WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT ('{"count":' ||
      (SELECT CAST(count(*) AS TEXT)
      FROM
        (SELECT 1 AS one
        FROM issue AS t1
        WHERE TRUE AND t1.deleted_at IS NULL AND TRUE
        LIMIT $1::bigint) AS counted)) || '}'), 'UTF8'), convert_to(
    (SELECT ((('{"few":' ||
      (SELECT CAST(count(*) AS TEXT)
      FROM
        (SELECT 1 AS one
        FROM issue AS t2
        WHERE TRUE AND t2.deleted_at IS NULL AND t2.status IS NOT NULL
        LIMIT $3::bigint) AS counted))
      || ',"many":') || (
      (SELECT CAST(count(*) AS TEXT)
      FROM
        (SELECT 1 AS one
        FROM issue AS t2
        WHERE TRUE AND t2.deleted_at IS NULL AND t2.status IS NOT NULL
        LIMIT $4::bigint) AS counted)
      || ',"totalCount":')) || ((CAST(
      (SELECT coalesce(sum(issues), 0)
      FROM
        (SELECT nullif(status, 0) AS status, nullif(priority, 0) AS priority, issues
        FROM issue_tally) AS t3
      WHERE t3.status IS NOT NULL) AS TEXT)
      || ',"nodes":[') || (coalesce(string_agg(('{"comments":' ||
      (SELECT (('{"count":' ||
        (SELECT CAST(count(*) AS TEXT)
        FROM
          (SELECT 1 AS one
          FROM comment AS t4
          WHERE t4.issue_id = t2.id AND t4.deleted_at IS NULL AND TRUE
          LIMIT $6::bigint) AS counted))
        || ',"nodes":[') || (coalesce(string_agg(('{"id":"' || t4.id) || '"}', ','), '') || ']}')
      FROM
        (SELECT t4.id
        FROM comment AS t4
        WHERE t4.issue_id = t2.id AND t4.deleted_at IS NULL AND TRUE
        ORDER BY t4.created_at ASC, t4.id ASC
        LIMIT $5::bigint) AS t4)) || '}', ','), '') || ']}'))
    FROM
      (SELECT t2.id
      FROM issue AS t2
      WHERE TRUE AND t2.deleted_at IS NULL AND t2.status IS NOT NULL
      ORDER BY t2.created_at DESC, t2.id DESC
      LIMIT $2::bigint) AS t2), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
