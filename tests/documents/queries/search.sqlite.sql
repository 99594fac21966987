SELECT CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t1.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t1.title
    FROM issue_search_index AS t1_f CROSS
    JOIN issue_search AS t1_s CROSS
    JOIN issue AS t1
    WHERE TRUE AND t1.deleted_at IS NULL AND t1_f.issue_search_index MATCH
      (SELECT group_concat(
        (SELECT CASE WHEN count(*) BETWEEN 1 AND 500 THEN '(' || group_concat('"' || e.word || '"', ' OR ') || ')' ELSE '"' || w.value || '" *' END
        FROM
          (SELECT word
          FROM issue_search_word
          WHERE word >= w.value AND word < w.value || char(1114111)
          LIMIT 500 + 1) AS e), ' AND ')
      FROM json_each(?1) AS w) AND t1_s.number = t1_f.rowid AND t1.id = t1_s.issue_id AND TRUE
    ORDER BY t1_f.rowid DESC
    LIMIT ?2) AS t1) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t2.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t2.title
    FROM issue_search_index AS t2_f CROSS
    JOIN issue_search AS t2_s CROSS
    JOIN issue AS t2
    WHERE TRUE AND t2.deleted_at IS NULL AND t2_f.issue_search_index MATCH
      (SELECT group_concat(
        (SELECT CASE WHEN count(*) BETWEEN 1 AND 500 THEN '(' || group_concat('"' || e.word || '"', ' OR ') || ')' ELSE '"' || w.value || '" *' END
        FROM
          (SELECT word
          FROM issue_search_word
          WHERE word >= w.value AND word < w.value || char(1114111)
          LIMIT 500 + 1) AS e), ' AND ')
      FROM json_each(?3) AS w) AND t2_s.number = t2_f.rowid AND t2.id = t2_s.issue_id AND TRUE
    ORDER BY t2_f.rowid DESC
    LIMIT ?4) AS t2) AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t3.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t3.title
    FROM issue_search_index AS t3_f CROSS
    JOIN issue_search AS t3_s CROSS
    JOIN issue AS t3
    WHERE TRUE AND t3.deleted_at IS NULL AND t3_f.issue_search_index MATCH
      (SELECT group_concat(
        (SELECT CASE WHEN count(*) BETWEEN 1 AND 500 THEN '(' || group_concat('"' || e.word || '"', ' OR ') || ')' ELSE '"' || w.value || '" *' END
        FROM
          (SELECT word
          FROM issue_search_word
          WHERE word >= w.value AND word < w.value || char(1114111)
          LIMIT 500 + 1) AS e), ' AND ')
      FROM json_each(?5) AS w) AND t3_s.number = t3_f.rowid AND t3.id = t3_s.issue_id AND TRUE
    ORDER BY t3_f.rowid DESC
    LIMIT ?6) AS t3) AS BLOB), CAST(
  (SELECT ('{"totalCount":' || CAST(
    (SELECT count(*)
    FROM issue_search_index AS t4_f CROSS
    JOIN issue_search AS t4_s CROSS
    JOIN issue AS t4
    WHERE TRUE AND t4.deleted_at IS NULL AND t4_f.issue_search_index MATCH
      (SELECT group_concat(
        (SELECT CASE WHEN count(*) BETWEEN 1 AND 500 THEN '(' || group_concat('"' || e.word || '"', ' OR ') || ')' ELSE '"' || w.value || '" *' END
        FROM
          (SELECT word
          FROM issue_search_word
          WHERE word >= w.value AND word < w.value || char(1114111)
          LIMIT 500 + 1) AS e), ' AND ')
      FROM json_each(?7) AS w) AND t4_s.number = t4_f.rowid AND t4.id = t4_s.issue_id AND TRUE) AS TEXT)) || '}') AS BLOB), CAST(
  (SELECT ('{"totalCount":' || CAST(
    (SELECT count(*)
    FROM issue AS t5
    WHERE TRUE AND t5.deleted_at IS NULL AND FALSE) AS TEXT)) || '}') AS BLOB), CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat(('{"title":' || json_quote(t6.title)) || '}', ','), '')) || ']}'
  FROM
    (SELECT t6.title
    FROM issue_search_index AS t6_f CROSS
    JOIN issue_search AS t6_s CROSS
    JOIN issue AS t6
    WHERE TRUE AND t6.deleted_at IS NULL AND t6_f.issue_search_index MATCH
      (SELECT group_concat(
        (SELECT CASE WHEN count(*) BETWEEN 1 AND 500 THEN '(' || group_concat('"' || e.word || '"', ' OR ') || ')' ELSE '"' || w.value || '" *' END
        FROM
          (SELECT word
          FROM issue_search_word
          WHERE word >= w.value AND word < w.value || char(1114111)
          LIMIT 500 + 1) AS e), ' AND ')
      FROM json_each(?8) AS w) AND t6_s.number = t6_f.rowid AND t6.id = t6_s.issue_id AND TRUE
    ORDER BY t6_f.rowid DESC
    LIMIT ?9) AS t6) AS BLOB)
