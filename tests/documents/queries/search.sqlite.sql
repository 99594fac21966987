SELECT CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t1.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t1.title
    FROM issue AS t1
    WHERE TRUE AND t1.deleted_at IS NULL AND t1.id IN
      (SELECT s.issue_id
      FROM issue_search_index AS f
      JOIN issue_search AS s ON s.number = f.rowid
      WHERE issue_search_index MATCH ?1)
    ORDER BY t1.created_at DESC, t1.id DESC
    LIMIT ?2) AS t1) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t2.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t2.title
    FROM issue AS t2
    WHERE TRUE AND t2.deleted_at IS NULL AND t2.id IN
      (SELECT s.issue_id
      FROM issue_search_index AS f
      JOIN issue_search AS s ON s.number = f.rowid
      WHERE issue_search_index MATCH ?3)
    ORDER BY t2.created_at DESC, t2.id DESC
    LIMIT ?4) AS t2) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t3.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t3.title
    FROM issue AS t3
    WHERE TRUE AND t3.deleted_at IS NULL AND t3.id IN
      (SELECT s.issue_id
      FROM issue_search_index AS f
      JOIN issue_search AS s ON s.number = f.rowid
      WHERE issue_search_index MATCH ?5)
    ORDER BY t3.created_at DESC, t3.id DESC
    LIMIT ?6) AS t3) AS BLOB), CAST(
  (SELECT ('{"totalCount":' || CAST(
    (SELECT count(*)
    FROM issue AS t4
    WHERE TRUE AND t4.deleted_at IS NULL AND t4.id IN
      (SELECT s.issue_id
      FROM issue_search_index AS f
      JOIN issue_search AS s ON s.number = f.rowid
      WHERE issue_search_index MATCH ?7)) AS TEXT)) || '}') AS BLOB), CAST(
  (SELECT ('{"totalCount":' || CAST(
    (SELECT count(*)
    FROM issue AS t5
    WHERE TRUE AND t5.deleted_at IS NULL AND TRUE) AS TEXT)) || '}') AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t6.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t6.title
    FROM issue AS t6
    WHERE TRUE AND t6.deleted_at IS NULL AND t6.id IN
      (SELECT s.issue_id
      FROM issue_search_index AS f
      JOIN issue_search AS s ON s.number = f.rowid
      WHERE issue_search_index MATCH ?8)
    ORDER BY t6.created_at DESC, t6.id DESC
    LIMIT ?9) AS t6) AS BLOB)
