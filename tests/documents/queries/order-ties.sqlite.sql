SELECT CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat((('{"id":"' || t1.id)
    || '","createdAt":"') || (t1.created_at || 'Z"}'), ','), '')) || ']}'
  FROM
    (SELECT t1.id, t1.created_at
    FROM comment AS t1
    WHERE TRUE AND EXISTS
      (SELECT 1
      FROM issue AS o
      WHERE o.id = t1.issue_id AND o.deleted_at IS NULL) AND EXISTS
      (SELECT 1
      FROM issue AS t2
      WHERE t2.id = t1.issue_id AND (t2.id = ?1))
    ORDER BY t1.created_at ASC, t1.id ASC
    LIMIT ?2) AS t1) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat((('{"id":"' || t3.id)
    || '","createdAt":"') || (t3.created_at || 'Z"}'), ','), '')) || ']}'
  FROM
    (SELECT t3.id, t3.created_at
    FROM comment AS t3
    WHERE TRUE AND EXISTS
      (SELECT 1
      FROM issue AS o
      WHERE o.id = t3.issue_id AND o.deleted_at IS NULL) AND EXISTS
      (SELECT 1
      FROM issue AS t4
      WHERE t4.id = t3.issue_id AND (t4.id = ?3))
    ORDER BY t3.created_at DESC, t3.id DESC
    LIMIT ?4) AS t3) AS BLOB)
