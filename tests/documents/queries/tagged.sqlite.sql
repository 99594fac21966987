SELECT CAST(
  (SELECT (('{"totalCount":' || CAST(
    (SELECT count(*)
    FROM issue_search_index AS t1_f CROSS
    JOIN issue_search AS t1_s CROSS
    JOIN issue AS t1
    WHERE TRUE AND t1.deleted_at IS NULL AND t1_f.issue_search_index MATCH
      (SELECT group_concat('"' || w.value || '"', ' AND ')
      FROM json_each(?1) AS w) AND t1_s.number = t1_f.rowid AND t1.id = t1_s.issue_id AND EXISTS
      (SELECT 1
      FROM issue_tag AS t2
      WHERE t2.issue_id = t1.id AND (t2.name = ?2))) AS TEXT))
    || ',"nodes":[') || (coalesce(group_concat((('{"title":' || json_quote(t1.title))
    || ',"tags":[') || (
    (SELECT coalesce(group_concat(json_quote(v.value), ','), '')
    FROM
      (SELECT t3.name AS value
      FROM issue_tag AS t3
      WHERE t3.issue_id = t1.id
      ORDER BY t3.position) AS v) || ']}'), ','), '') || ']}')
  FROM
    (SELECT t1.title, t1.id
    FROM issue_search_index AS t1_f CROSS
    JOIN issue_search AS t1_s CROSS
    JOIN issue AS t1
    WHERE TRUE AND t1.deleted_at IS NULL AND t1_f.issue_search_index MATCH
      (SELECT group_concat('"' || w.value || '"', ' AND ')
      FROM json_each(?1) AS w) AND t1_s.number = t1_f.rowid AND t1.id = t1_s.issue_id AND EXISTS
      (SELECT 1
      FROM issue_tag AS t2
      WHERE t2.issue_id = t1.id AND (t2.name = ?2))
    ORDER BY t1_f.rowid DESC
    LIMIT ?3) AS t1) AS BLOB), CAST(
  (SELECT ('{"totalCount":' || CAST(
    (SELECT count(*)
    FROM issue AS t4
    WHERE TRUE AND t4.deleted_at IS NULL AND EXISTS
      (SELECT 1
      FROM issue_tag AS t5
      WHERE t5.issue_id = t4.id AND (t5.name = ?4))) AS TEXT)) || '}') AS BLOB)
