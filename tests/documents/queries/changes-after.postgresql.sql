WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT (('{"nodes":[' || coalesce(string_agg((('{"action":' || CASE t1.action WHEN 1 THEN '"CREATED"' WHEN 2 THEN '"UPDATED"' WHEN 3 THEN '"DELETED"' WHEN 4 THEN '"RESTORED"' WHEN 5 THEN '"PURGED"' WHEN 6 THEN '"RESET"' ELSE 'null' END) || (',"objectType":' || CASE t1.object_type WHEN 1 THEN '"ISSUE"' WHEN 2 THEN '"COMMENT"' WHEN 3 THEN '"FILE"' WHEN 4 THEN '"ATTACHMENT"' WHEN 5 THEN '"SESSION"' WHEN 6 THEN '"LOG"' ELSE 'null' END)) || ((',"at":"' || to_char(t1.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')) || 'Z"}'), ','), ''))
      || '],"totalCount":') || (CAST(
      (SELECT count(*)
      FROM change AS t1
      WHERE TRUE AND TRUE) AS TEXT) || '}')
    FROM
      (SELECT t1.action, t1.object_type, t1.at
      FROM change AS t1
      WHERE TRUE AND TRUE AND (t1.sequence >= $2::bigint AND (t1.sequence > $2::bigint OR FALSE))
      ORDER BY t1.sequence ASC
      LIMIT $1::bigint) AS t1), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
