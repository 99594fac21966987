SELECT CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t1.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t1.title
    FROM issue AS t1
    WHERE TRUE AND t1.deleted_at IS NULL AND EXISTS
      (SELECT 1
      FROM comment AS t2
      WHERE t2.issue_id = t1.id AND t2.deleted_at IS NULL AND (t2.created_by = ?1 AND EXISTS
        (SELECT 1
        FROM comment_attachment AS t3
        JOIN attachment AS t4 ON TRUE
        WHERE t3.attachment_id = t4.id AND t3.comment_id = t2.id AND t2.deleted_at IS NULL AND (substr(t4.name, length(t4.name) - length(?2) + 1) = ?2))))
    ORDER BY t1.created_at DESC, t1.id DESC
    LIMIT ?3) AS t1) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t5.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t5.title
    FROM issue AS t5
    WHERE TRUE AND t5.deleted_at IS NULL AND
      (SELECT count(*)
      FROM comment AS t6
      WHERE t6.issue_id = t5.id AND t6.deleted_at IS NULL) = ?4
    ORDER BY t5.created_at DESC, t5.id DESC
    LIMIT ?5) AS t5) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t7.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t7.title
    FROM issue AS t7
    WHERE TRUE AND t7.deleted_at IS NULL AND EXISTS
      (SELECT 1
      FROM file AS t8
      WHERE t8.issue_id = t7.id AND (TRUE)) AND NOT EXISTS
      (SELECT 1
      FROM file AS t8
      WHERE t8.issue_id = t7.id AND NOT (t8.file_type = ?6))
    ORDER BY t7.created_at DESC, t7.id DESC
    LIMIT ?7) AS t7) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t9.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t9.title
    FROM session AS t9
    WHERE TRUE AND (t9.starred_at IS NOT NULL) = ?8 AND EXISTS
      (SELECT 1
      FROM issue_session AS t10
      JOIN issue AS t11 ON TRUE
      WHERE t10.issue_id = t11.id AND t10.session_id = t9.id AND t11.deleted_at IS NULL AND (t11.priority = ?9))
    ORDER BY t9.created_at ASC, t9.id ASC
    LIMIT ?10) AS t9) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"name":' || json_quote(t12.name)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t12.name
    FROM attachment AS t12
    WHERE TRUE AND EXISTS
      (SELECT 1
      FROM session AS t13
      WHERE t13.id = t12.source_session_id AND (instr(t13.title, ?11) > 0))
    ORDER BY t12.created_at ASC, t12.id ASC
    LIMIT ?12) AS t12) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"name":' || json_quote(t14.name)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t14.name
    FROM attachment AS t14
    WHERE TRUE AND NOT (EXISTS
      (SELECT 1
      FROM session AS t15
      WHERE t15.id = t14.source_session_id AND (TRUE)))
    ORDER BY t14.created_at ASC, t14.id ASC
    LIMIT ?13) AS t14) AS BLOB)
