SELECT CAST(coalesce(
  (SELECT ('{"id":"' || t1.id) || '"}'
  FROM issue AS t1
  WHERE t1.id = ?1 AND t1.deleted_at IS NULL), 'null') AS BLOB), CAST(coalesce(
  (SELECT ('{"id":"' || t2.id) || '"}'
  FROM issue AS t2
  WHERE t2.id = ?2 AND t2.deleted_at IS NULL), 'null') AS BLOB), CAST(coalesce(
  (SELECT ('{"id":"' || t3.id) || '"}'
  FROM issue AS t3
  WHERE t3.id = ?3 AND t3.deleted_at IS NULL), 'null') AS BLOB), CAST(coalesce(
  (SELECT ('{"id":"' || t4.id) || '"}'
  FROM issue AS t4
  WHERE t4.id = ?4 AND t4.deleted_at IS NULL), 'null') AS BLOB), CAST(coalesce(
  (SELECT ('{"id":"' || t5.id) || '"}'
  FROM comment AS t5
  WHERE t5.id = ?5 AND t5.deleted_at IS NULL AND EXISTS
    (SELECT 1
    FROM issue AS o
    WHERE o.id = t5.issue_id AND o.deleted_at IS NULL)), 'null') AS BLOB), CAST(coalesce(
  (SELECT ('{"id":"' || t6.id) || '"}'
  FROM comment AS t6
  WHERE t6.id = ?6 AND t6.deleted_at IS NULL AND EXISTS
    (SELECT 1
    FROM issue AS o
    WHERE o.id = t6.issue_id AND o.deleted_at IS NULL)), 'null') AS BLOB)
