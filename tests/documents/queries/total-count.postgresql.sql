SELECT convert_to(
  (SELECT ('{"totalCount":' || CAST(
    (SELECT count(*)
    FROM issue AS t1
    WHERE TRUE AND t1.deleted_at IS NULL AND TRUE) AS TEXT)) || '}'), 'UTF8'), convert_to(
  (SELECT ('{"totalCount":' || CAST(
    (SELECT count(*)
    FROM issue AS t2
    WHERE TRUE AND t2.deleted_at IS NULL AND t2.priority = $1::smallint) AS TEXT)) || '}'), 'UTF8'), convert_to('{"__typename":"IssueConnection"}', 'UTF8')
