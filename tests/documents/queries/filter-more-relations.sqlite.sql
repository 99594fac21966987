SELECT CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t1.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t1.title
    FROM issue AS t1
    WHERE TRUE AND t1.deleted_at IS NULL AND EXISTS
      (SELECT 1
      FROM file AS t2
      WHERE t2.issue_id = t1.id AND (TRUE)) AND NOT EXISTS
      (SELECT 1
      FROM file AS t2
      WHERE t2.issue_id = t1.id AND NOT (t2.file_type = ?1))
    ORDER BY t1.created_at DESC, t1.id DESC
    LIMIT ?2) AS t1) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t3.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t3.title
    FROM session AS t3
    WHERE TRUE AND (t3.starred_at IS NOT NULL) = ?3 AND EXISTS
      (SELECT 1
      FROM issue_session AS t4
      JOIN issue AS t5 ON TRUE
      WHERE t4.issue_id = t5.id AND t4.session_id = t3.id AND t5.deleted_at IS NULL AND (t5.priority = ?4))
    ORDER BY t3.created_at ASC, t3.id ASC
    LIMIT ?5) AS t3) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"name":' || json_quote(t6.name)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t6.name
    FROM attachment AS t6
    WHERE TRUE AND EXISTS
      (SELECT 1
      FROM session AS t7
      WHERE t7.id = t6.source_session_id AND (instr(t7.title, ?6) > 0))
    ORDER BY t6.created_at ASC, t6.id ASC
    LIMIT ?7) AS t6) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"name":' || json_quote(t8.name)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t8.name
    FROM attachment AS t8
    WHERE TRUE AND NOT (EXISTS
      (SELECT 1
      FROM session AS t9
      WHERE t9.id = t8.source_session_id AND (TRUE)))
    ORDER BY t8.created_at ASC, t8.id ASC
    LIMIT ?8) AS t8) AS BLOB)
