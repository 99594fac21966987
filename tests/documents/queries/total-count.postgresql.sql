WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT ('{"totalCount":' || CAST(
      (SELECT coalesce(sum(issues), 0)
      FROM
        (SELECT nullif(status, 0) AS status, nullif(priority, 0) AS priority, issues
        FROM issue_tally) AS t1
      WHERE TRUE) AS TEXT)) || '}'), 'UTF8'), convert_to(
    (SELECT ('{"totalCount":' || CAST(
      (SELECT coalesce(sum(issues), 0)
      FROM
        (SELECT nullif(status, 0) AS status, nullif(priority, 0) AS priority, issues
        FROM issue_tally) AS t2
      WHERE t2.priority = $1::smallint) AS TEXT)) || '}'), 'UTF8'), convert_to(
    (SELECT '{"__typename":"IssueConnection"}'), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
