SELECT convert_to(coalesce(
  (SELECT ('{"title":' || coalesce(to_json(t1.title)::text, 'null')) || '}'
  FROM issue AS t1
  WHERE t1.id = $1::uuid AND t1.deleted_at IS NULL), 'null'), 'UTF8'), convert_to(coalesce(
  (SELECT (('{"title":' || coalesce(to_json(t2.title)::text, 'null'))
    || ',"fingerprint":') || (coalesce(to_json(t2.fingerprint)::text, 'null') || '}')
  FROM issue AS t2
  WHERE t2.fingerprint = $2::text AND t2.deleted_at IS NULL), 'null'), 'UTF8'), convert_to(coalesce(
  (SELECT ('{"title":' || coalesce(to_json(t3.title)::text, 'null')) || '}'
  FROM issue AS t3
  WHERE t3.id = $3::uuid AND t3.deleted_at IS NULL), 'null'), 'UTF8'), convert_to(coalesce(
  (SELECT ('{"title":' || coalesce(to_json(t4.title)::text, 'null')) || '}'
  FROM issue AS t4
  WHERE t4.id = $4::uuid AND t4.deleted_at IS NULL), 'null'), 'UTF8'), convert_to(coalesce(
  (SELECT ('{"title":' || coalesce(to_json(t5.title)::text, 'null')) || '}'
  FROM issue AS t5
  WHERE t5.id = $5::uuid AND t5.deleted_at IS NULL), 'null'), 'UTF8')
