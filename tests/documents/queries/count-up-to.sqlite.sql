SELECT CAST(
  (SELECT ('{"count":' ||
    (SELECT CAST(count(*) AS TEXT)
    FROM
      (SELECT 1 AS one
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NULL AND TRUE
      LIMIT ?1) AS counted)) || '}') AS BLOB), CAST(
  (SELECT ((('{"few":' ||
    (SELECT CAST(count(*) AS TEXT)
    FROM
      (SELECT 1 AS one
      FROM issue AS t2
      WHERE TRUE AND t2.deleted_at IS NULL AND t2.status IS NOT NULL
      LIMIT ?3) AS counted))
    || ',"many":') || (
    (SELECT CAST(count(*) AS TEXT)
    FROM
      (SELECT 1 AS one
      FROM issue AS t2
      WHERE TRUE AND t2.deleted_at IS NULL AND t2.status IS NOT NULL
      LIMIT ?4) AS counted)
    || ',"totalCount":')) || ((CAST(
    (SELECT coalesce(sum(issues), 0)
    FROM
      (SELECT nullif(status, 0) AS status, nullif(priority, 0) AS priority, issues
      FROM issue_tally) AS t3
    WHERE t3.status IS NOT NULL) AS TEXT)
    || ',"nodes":[') || (coalesce(group_concat(('{"comments":' ||
    (SELECT (('{"count":' ||
      (SELECT CAST(count(*) AS TEXT)
      FROM
        (SELECT 1 AS one
        FROM comment AS t4
        WHERE t4.issue_id = t2.id AND t4.deleted_at IS NULL AND TRUE
        LIMIT ?6) AS counted))
      || ',"nodes":[') || (coalesce(group_concat(('{"id":"' || t4.id) || '"}', ','), '') || ']}')
    FROM
      (SELECT t4.id
      FROM comment AS t4
      WHERE t4.issue_id = t2.id AND t4.deleted_at IS NULL AND TRUE
      ORDER BY t4.created_at ASC, t4.id ASC
      LIMIT ?5) AS t4)) || '}', ','), '') || ']}'))
  FROM
    (SELECT t2.id
    FROM issue AS t2
    WHERE TRUE AND t2.deleted_at IS NULL AND t2.status IS NOT NULL
    ORDER BY t2.created_at DESC, t2.id DESC
    LIMIT ?2) AS t2) AS BLOB)
