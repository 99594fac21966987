SELECT CAST(coalesce(
  (SELECT ('{"title":' || json_quote(t1.title)) || '}'
  FROM issue AS t1
  WHERE t1.id = ?1 AND t1.deleted_at IS NULL), 'null') AS BLOB), CAST(coalesce(
  (SELECT (('{"title":' || json_quote(t2.title))
    || ',"fingerprint":') || (json_quote(t2.fingerprint) || '}')
  FROM issue AS t2
  WHERE t2.fingerprint = ?2 AND t2.deleted_at IS NULL), 'null') AS BLOB), CAST(coalesce(
  (SELECT ('{"title":' || json_quote(t3.title)) || '}'
  FROM issue AS t3
  WHERE t3.id = ?3 AND t3.deleted_at IS NULL), 'null') AS BLOB), CAST(coalesce(
  (SELECT ('{"title":' || json_quote(t4.title)) || '}'
  FROM issue AS t4
  WHERE t4.id = ?4 AND t4.deleted_at IS NULL), 'null') AS BLOB), CAST(coalesce(
  (SELECT ('{"title":' || json_quote(t5.title)) || '}'
  FROM issue AS t5
  WHERE t5.id = ?5 AND t5.deleted_at IS NULL), 'null') AS BLOB)
