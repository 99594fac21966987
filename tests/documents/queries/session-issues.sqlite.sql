SELECT CAST(coalesce(
  (SELECT (('{"title":' || json_quote(t1.title)) || (',"attachments":[' ||
    (SELECT coalesce(group_concat(('{"name":' || json_quote(t2.name)) || '}', ','), '')
    FROM
      (SELECT t2.name
      FROM attachment AS t2
      WHERE t2.source_session_id = t1.id
      ORDER BY t2.created_at, t2.id) AS t2))) || (('],"issues":' ||
    (SELECT (('{"nodes":[' || coalesce(group_concat((('{"title":' || json_quote(t4.title))
      || ',"sessions":[') || (
      (SELECT coalesce(group_concat(('{"title":' || json_quote(t6.title)) || '}', ','), '')
      FROM
        (SELECT t6.title
        FROM issue_session AS t5
        JOIN session AS t6 ON TRUE
        WHERE t5.session_id = t6.id AND t5.issue_id = t4.id
        ORDER BY t5.position, t6.id) AS t6) || ']}'), ','), ''))
      || '],"totalCount":') || (CAST(
      (SELECT count(*)
      FROM issue_session AS t3
      JOIN issue AS t4 ON TRUE
      WHERE t3.issue_id = t4.id AND t3.session_id = t1.id AND t4.deleted_at IS NULL AND t4.status = ?2) AS TEXT) || '}')
    FROM
      (SELECT t4.title, t4.id
      FROM issue_session AS t3
      JOIN issue AS t4 ON TRUE
      WHERE t3.issue_id = t4.id AND t3.session_id = t1.id AND t4.deleted_at IS NULL AND t4.status = ?2
      ORDER BY t4.created_at DESC, t4.id DESC
      LIMIT ?3) AS t4)) || '}')
  FROM session AS t1
  WHERE t1.id = ?1), 'null') AS BLOB)
