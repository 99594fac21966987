SELECT CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"owner":' || json_quote(t1.owner)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t1.owner
    FROM issue AS t1
    WHERE TRUE AND t1.deleted_at IS NULL AND t1.owner = ?1
    ORDER BY t1.created_at DESC, t1.id DESC
    LIMIT ?2) AS t1) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"createdBy":' || json_quote(t2.created_by)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t2.created_by
    FROM comment AS t2
    WHERE TRUE AND t2.deleted_at IS NULL AND EXISTS
      (SELECT 1
      FROM issue AS o
      WHERE o.id = t2.issue_id AND o.deleted_at IS NULL) AND t2.created_by <> ?1
    ORDER BY t2.created_at ASC, t2.id ASC
    LIMIT ?3) AS t2) AS BLOB)
