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
    LIMIT ?5) AS t5) AS BLOB)
