SELECT convert_to(coalesce(nullif(coalesce(
  (SELECT (('{"__typename":"Issue","id":"' || t1.id)
    || '","headline":') || (coalesce(to_json(t1.title)::text, 'null') || '}')
  FROM issue AS t1
  WHERE t1.id = $1::uuid AND t1.deleted_at IS NULL), 'null'), 'null'), nullif(coalesce(
  (SELECT (('{"__typename":"Comment","id":"' || t2.id) || ('","content":' || coalesce(to_json(CASE WHEN t2.deleted_at IS NULL THEN t2.content ELSE '' END)::text, 'null'))) || ((',"issue":' || coalesce(
    (SELECT ('{"title":' || coalesce(to_json(t3.title)::text, 'null')) || '}'
    FROM issue AS t3
    WHERE t3.id = t2.issue_id), 'null')) || '}')
  FROM comment AS t2
  WHERE t2.id = $1::uuid AND t2.deleted_at IS NULL AND EXISTS
    (SELECT 1
    FROM issue AS o
    WHERE o.id = t2.issue_id AND o.deleted_at IS NULL)), 'null'), 'null'), nullif(coalesce(
  (SELECT ('{"__typename":"File","id":"' || t4.id) || '"}'
  FROM file AS t4
  WHERE t4.id = $1::uuid AND EXISTS
    (SELECT 1
    FROM issue AS o
    WHERE o.id = t4.issue_id AND o.deleted_at IS NULL)), 'null'), 'null'), nullif(coalesce(
  (SELECT ('{"__typename":"Attachment","id":"' || t5.id) || '"}'
  FROM attachment AS t5
  WHERE t5.id = $1::uuid), 'null'), 'null'), nullif(coalesce(
  (SELECT (('{"__typename":"Session","id":"' || t6.id)
    || '","name":') || (coalesce(to_json(t6.title)::text, 'null') || '}')
  FROM session AS t6
  WHERE t6.id = $1::uuid), 'null'), 'null'), 'null'), 'UTF8'), convert_to(coalesce(nullif(coalesce(
  (SELECT (('{"__typename":"Issue","id":"' || t7.id)
    || '","headline":') || (coalesce(to_json(t7.title)::text, 'null') || '}')
  FROM issue AS t7
  WHERE t7.id = $2::uuid AND t7.deleted_at IS NULL), 'null'), 'null'), nullif(coalesce(
  (SELECT (('{"__typename":"Comment","id":"' || t8.id) || ('","content":' || coalesce(to_json(CASE WHEN t8.deleted_at IS NULL THEN t8.content ELSE '' END)::text, 'null'))) || ((',"issue":' || coalesce(
    (SELECT ('{"title":' || coalesce(to_json(t9.title)::text, 'null')) || '}'
    FROM issue AS t9
    WHERE t9.id = t8.issue_id), 'null')) || '}')
  FROM comment AS t8
  WHERE t8.id = $2::uuid AND t8.deleted_at IS NULL AND EXISTS
    (SELECT 1
    FROM issue AS o
    WHERE o.id = t8.issue_id AND o.deleted_at IS NULL)), 'null'), 'null'), nullif(coalesce(
  (SELECT ('{"__typename":"File","id":"' || t10.id) || '"}'
  FROM file AS t10
  WHERE t10.id = $2::uuid AND EXISTS
    (SELECT 1
    FROM issue AS o
    WHERE o.id = t10.issue_id AND o.deleted_at IS NULL)), 'null'), 'null'), nullif(coalesce(
  (SELECT ('{"__typename":"Attachment","id":"' || t11.id) || '"}'
  FROM attachment AS t11
  WHERE t11.id = $2::uuid), 'null'), 'null'), nullif(coalesce(
  (SELECT (('{"__typename":"Session","id":"' || t12.id)
    || '","name":') || (coalesce(to_json(t12.title)::text, 'null') || '}')
  FROM session AS t12
  WHERE t12.id = $2::uuid), 'null'), 'null'), 'null'), 'UTF8'), convert_to(coalesce(nullif(coalesce(
  (SELECT (('{"__typename":"Issue","id":"' || t13.id)
    || '","headline":') || (coalesce(to_json(t13.title)::text, 'null') || '}')
  FROM issue AS t13
  WHERE t13.id = $3::uuid AND t13.deleted_at IS NULL), 'null'), 'null'), nullif(coalesce(
  (SELECT (('{"__typename":"Comment","id":"' || t14.id) || ('","content":' || coalesce(to_json(CASE WHEN t14.deleted_at IS NULL THEN t14.content ELSE '' END)::text, 'null'))) || ((',"issue":' || coalesce(
    (SELECT ('{"title":' || coalesce(to_json(t15.title)::text, 'null')) || '}'
    FROM issue AS t15
    WHERE t15.id = t14.issue_id), 'null')) || '}')
  FROM comment AS t14
  WHERE t14.id = $3::uuid AND t14.deleted_at IS NULL AND EXISTS
    (SELECT 1
    FROM issue AS o
    WHERE o.id = t14.issue_id AND o.deleted_at IS NULL)), 'null'), 'null'), nullif(coalesce(
  (SELECT ('{"__typename":"File","id":"' || t16.id) || '"}'
  FROM file AS t16
  WHERE t16.id = $3::uuid AND EXISTS
    (SELECT 1
    FROM issue AS o
    WHERE o.id = t16.issue_id AND o.deleted_at IS NULL)), 'null'), 'null'), nullif(coalesce(
  (SELECT ('{"__typename":"Attachment","id":"' || t17.id) || '"}'
  FROM attachment AS t17
  WHERE t17.id = $3::uuid), 'null'), 'null'), nullif(coalesce(
  (SELECT (('{"__typename":"Session","id":"' || t18.id)
    || '","name":') || (coalesce(to_json(t18.title)::text, 'null') || '}')
  FROM session AS t18
  WHERE t18.id = $3::uuid), 'null'), 'null'), 'null'), 'UTF8')
