SELECT CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t1.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t1.title
    FROM issue AS t1
    WHERE TRUE AND t1.deleted_at IS NULL AND t1.created_at > ?1
    ORDER BY t1.created_at DESC, t1.id DESC
    LIMIT ?2) AS t1) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat((('{"title":' || json_quote(t2.title))
    || ',"createdAt":"') || (t2.created_at || 'Z"}'), ','), '')) || ']}'
  FROM
    (SELECT t2.title, t2.created_at
    FROM issue AS t2
    WHERE TRUE AND t2.deleted_at IS NULL AND t2.created_at <= ?3 AND t2.created_at >= ?4
    ORDER BY t2.created_at DESC, t2.id DESC
    LIMIT ?5) AS t2) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t3.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t3.title
    FROM issue AS t3
    WHERE TRUE AND t3.deleted_at IS NULL AND t3.created_at BETWEEN ?6 AND ?7
    ORDER BY t3.created_at DESC, t3.id DESC
    LIMIT ?8) AS t3) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t4.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t4.title
    FROM issue AS t4
    WHERE TRUE AND t4.deleted_at IS NULL AND t4.created_at <= ?9 AND t4.created_at >= ?10
    ORDER BY t4.created_at DESC, t4.id DESC
    LIMIT ?11) AS t4) AS BLOB), CAST(
  (SELECT ('{"totalCount":' || CAST(
    (SELECT count(*)
    FROM issue AS t5
    WHERE TRUE AND t5.deleted_at IS NULL AND t5.created_at BETWEEN ?12 AND ?13) AS TEXT)) || '}') AS BLOB), CAST(
  (SELECT ('{"totalCount":' || CAST(
    (SELECT count(*)
    FROM issue AS t6
    WHERE TRUE AND t6.deleted_at IS NULL AND t6.created_at NOT BETWEEN ?14 AND ?15) AS TEXT)) || '}') AS BLOB), CAST(
  (SELECT ('{"totalCount":' || CAST(
    (SELECT count(*)
    FROM issue AS t7
    WHERE TRUE AND t7.deleted_at IS NULL AND t7.created_at < ?16) AS TEXT)) || '}') AS BLOB), CAST(
  (SELECT ('{"totalCount":' || CAST(
    (SELECT count(*)
    FROM issue AS t8
    WHERE TRUE AND t8.deleted_at IS NULL AND t8.created_at > ?17) AS TEXT)) || '}') AS BLOB), CAST(
  (SELECT ('{"totalCount":' || CAST(
    (SELECT count(*)
    FROM issue AS t9
    WHERE TRUE AND t9.deleted_at IS NULL AND t9.created_at BETWEEN ?18 AND ?19) AS TEXT)) || '}') AS BLOB), CAST(
  (SELECT ('{"totalCount":' || CAST(
    (SELECT count(*)
    FROM issue AS t10
    WHERE TRUE AND t10.deleted_at IS NULL AND t10.created_at < ?20 AND t10.created_at >= ?21) AS TEXT)) || '}') AS BLOB), CAST(
  (SELECT ('{"totalCount":' || CAST(
    (SELECT count(*)
    FROM issue AS t11
    WHERE TRUE AND t11.deleted_at IS NULL AND t11.created_at NOT BETWEEN ?22 AND ?23) AS TEXT)) || '}') AS BLOB)
