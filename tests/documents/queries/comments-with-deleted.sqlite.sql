SELECT CAST(coalesce(
  (SELECT ((('{"live":' ||
    (SELECT ('{"totalCount":' || CAST(
      (SELECT count(*)
      FROM comment AS t2
      WHERE t2.issue_id = t1.id AND t2.deleted_at IS NULL AND TRUE) AS TEXT)) || '}'))
    || ',"all":') || (
    (SELECT (('{"nodes":[' || coalesce(group_concat(((('{"content":' || json_quote(CASE WHEN t3.deleted_at IS NULL THEN t3.content ELSE '' END)) || (',"isDeleted":' || CASE WHEN (t3.deleted_at IS NOT NULL) THEN 'true' ELSE 'false' END)) || ((',"isEdited":' || CASE WHEN t3.is_edited THEN 'true' ELSE 'false' END) || (',"createdBy":' || json_quote(t3.created_by)))) || (((',"attachments":[' ||
      (SELECT coalesce(group_concat(('{"id":"' || t5.id) || '"}', ','), '')
      FROM
        (SELECT t5.id
        FROM comment_attachment AS t4
        JOIN attachment AS t5 ON TRUE
        WHERE t4.attachment_id = t5.id AND t4.comment_id = t3.id AND t3.deleted_at IS NULL
        ORDER BY t4.position, t5.id) AS t5)) || ('],"reactions":[' ||
      (SELECT coalesce(group_concat(('{"emoji":' || json_quote(t6.emoji)) || '}', ','), '')
      FROM
        (SELECT t6.emoji
        FROM
          (SELECT emoji, comment_id, count(*) AS count, min(created_at) AS first_at
          FROM reaction
          WHERE comment_id = t3.id
          GROUP BY emoji, comment_id) AS t6
        WHERE t3.deleted_at IS NULL
        ORDER BY t6.first_at, t6.emoji) AS t6))) || (('],"version":' || CAST(t3.version AS TEXT)) || '}')), ','), ''))
      || '],"totalCount":') || (CAST(
      (SELECT count(*)
      FROM comment AS t3
      WHERE t3.issue_id = t1.id AND TRUE) AS TEXT) || '}')
    FROM
      (SELECT t3.deleted_at, t3.content, t3.is_edited, t3.created_by, t3.id, t3.version
      FROM comment AS t3
      WHERE t3.issue_id = t1.id AND TRUE
      ORDER BY t3.created_at ASC, t3.id ASC
      LIMIT ?2) AS t3)
    || ',"byText":')) || ((
    (SELECT ('{"totalCount":' || CAST(
      (SELECT count(*)
      FROM comment AS t7
      WHERE t7.issue_id = t1.id AND instr(CASE WHEN t7.deleted_at IS NULL THEN t7.content_folded ELSE '' END, ?3) > 0) AS TEXT)) || '}')
    || ',"withFiles":') || (
    (SELECT ('{"totalCount":' || CAST(
      (SELECT count(*)
      FROM comment AS t8
      WHERE t8.issue_id = t1.id AND
        (SELECT count(*)
        FROM comment_attachment AS t9
        JOIN attachment AS t10 ON TRUE
        WHERE t9.attachment_id = t10.id AND t9.comment_id = t8.id AND t8.deleted_at IS NULL) > ?4) AS TEXT)) || '}') || '}'))
  FROM issue AS t1
  WHERE t1.id = ?1 AND t1.deleted_at IS NULL), 'null') AS BLOB)
