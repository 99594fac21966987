SELECT CAST(
  (SELECT ('{"totalCount":' || CAST(
    (SELECT coalesce(sum(issues), 0)
    FROM
      (SELECT nullif(status, 0) AS status, nullif(priority, 0) AS priority, issues
      FROM issue_tally) AS t1
    WHERE TRUE) AS TEXT)) || '}') AS BLOB), CAST(
  (SELECT ('{"totalCount":' || CAST(
    (SELECT coalesce(sum(issues), 0)
    FROM
      (SELECT nullif(status, 0) AS status, nullif(priority, 0) AS priority, issues
      FROM issue_tally) AS t2
    WHERE t2.priority = ?1) AS TEXT)) || '}') AS BLOB), CAST(
  (SELECT '{"__typename":"IssueConnection"}') AS BLOB)
