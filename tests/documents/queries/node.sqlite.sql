SELECT CAST(coalesce(nullif(coalesce(
  (SELECT (('{"__typename":"Issue","id":"' || t1.id)
    || '","headline":') || (json_quote(t1.title) || '}')
  FROM issue AS t1
  WHERE t1.id = ?1 AND t1.deleted_at IS NULL), 'null'), 'null'), nullif(coalesce(
  (SELECT (('{"__typename":"Comment","id":"' || t2.id) || ('","content":' || json_quote(CASE WHEN t2.deleted_at IS NULL THEN t2.content ELSE '' END))) || ((',"issue":' || coalesce(
    (SELECT ('{"title":' || json_quote(t3.title)) || '}'
    FROM issue AS t3
    WHERE t3.id = t2.issue_id), 'null')) || '}')
  FROM comment AS t2
  WHERE t2.id = ?1 AND t2.deleted_at IS NULL AND EXISTS
    (SELECT 1
    FROM issue AS o
    WHERE o.id = t2.issue_id AND o.deleted_at IS NULL)), 'null'), 'null'), nullif(coalesce(
  (SELECT ('{"__typename":"File","id":"' || t4.id) || '"}'
  FROM file AS t4
  WHERE t4.id = ?1 AND EXISTS
    (SELECT 1
    FROM issue AS o
    WHERE o.id = t4.issue_id AND o.deleted_at IS NULL)), 'null'), 'null'), nullif(coalesce(
  (SELECT ('{"__typename":"Attachment","id":"' || t5.id) || '"}'
  FROM attachment AS t5
  WHERE t5.id = ?1), 'null'), 'null'), nullif(coalesce(
  (SELECT (('{"__typename":"Session","id":"' || t6.id)
    || '","name":') || (json_quote(t6.title) || '}')
  FROM session AS t6
  WHERE t6.id = ?1), 'null'), 'null'), 'null') AS BLOB), CAST(coalesce(nullif(coalesce(
  (SELECT (('{"__typename":"Issue","id":"' || t7.id)
    || '","headline":') || (json_quote(t7.title) || '}')
  FROM issue AS t7
  WHERE t7.id = ?2 AND t7.deleted_at IS NULL), 'null'), 'null'), nullif(coalesce(
  (SELECT (('{"__typename":"Comment","id":"' || t8.id) || ('","content":' || json_quote(CASE WHEN t8.deleted_at IS NULL THEN t8.content ELSE '' END))) || ((',"issue":' || coalesce(
    (SELECT ('{"title":' || json_quote(t9.title)) || '}'
    FROM issue AS t9
    WHERE t9.id = t8.issue_id), 'null')) || '}')
  FROM comment AS t8
  WHERE t8.id = ?2 AND t8.deleted_at IS NULL AND EXISTS
    (SELECT 1
    FROM issue AS o
    WHERE o.id = t8.issue_id AND o.deleted_at IS NULL)), 'null'), 'null'), nullif(coalesce(
  (SELECT ('{"__typename":"File","id":"' || t10.id) || '"}'
  FROM file AS t10
  WHERE t10.id = ?2 AND EXISTS
    (SELECT 1
    FROM issue AS o
    WHERE o.id = t10.issue_id AND o.deleted_at IS NULL)), 'null'), 'null'), nullif(coalesce(
  (SELECT ('{"__typename":"Attachment","id":"' || t11.id) || '"}'
  FROM attachment AS t11
  WHERE t11.id = ?2), 'null'), 'null'), nullif(coalesce(
  (SELECT (('{"__typename":"Session","id":"' || t12.id)
    || '","name":') || (json_quote(t12.title) || '}')
  FROM session AS t12
  WHERE t12.id = ?2), 'null'), 'null'), 'null') AS BLOB), CAST(coalesce(nullif(coalesce(
  (SELECT (('{"__typename":"Issue","id":"' || t13.id)
    || '","headline":') || (json_quote(t13.title) || '}')
  FROM issue AS t13
  WHERE t13.id = ?3 AND t13.deleted_at IS NULL), 'null'), 'null'), nullif(coalesce(
  (SELECT (('{"__typename":"Comment","id":"' || t14.id) || ('","content":' || json_quote(CASE WHEN t14.deleted_at IS NULL THEN t14.content ELSE '' END))) || ((',"issue":' || coalesce(
    (SELECT ('{"title":' || json_quote(t15.title)) || '}'
    FROM issue AS t15
    WHERE t15.id = t14.issue_id), 'null')) || '}')
  FROM comment AS t14
  WHERE t14.id = ?3 AND t14.deleted_at IS NULL AND EXISTS
    (SELECT 1
    FROM issue AS o
    WHERE o.id = t14.issue_id AND o.deleted_at IS NULL)), 'null'), 'null'), nullif(coalesce(
  (SELECT ('{"__typename":"File","id":"' || t16.id) || '"}'
  FROM file AS t16
  WHERE t16.id = ?3 AND EXISTS
    (SELECT 1
    FROM issue AS o
    WHERE o.id = t16.issue_id AND o.deleted_at IS NULL)), 'null'), 'null'), nullif(coalesce(
  (SELECT ('{"__typename":"Attachment","id":"' || t17.id) || '"}'
  FROM attachment AS t17
  WHERE t17.id = ?3), 'null'), 'null'), nullif(coalesce(
  (SELECT (('{"__typename":"Session","id":"' || t18.id)
    || '","name":') || (json_quote(t18.title) || '}')
  FROM session AS t18
  WHERE t18.id = ?3), 'null'), 'null'), 'null') AS BLOB)
