SELECT CAST(
  (SELECT ('{"nodes":[' || coalesce(group_concat((('{"title":' || json_quote(t1.title)) || (',"comments":' ||
    (SELECT ('{"nodes":[' || coalesce(group_concat((('{"content":' || json_quote(CASE WHEN t2.deleted_at IS NULL THEN t2.content ELSE '' END)) || (',"attachments":[' ||
      (SELECT coalesce(group_concat(('{"name":' || json_quote(t4.name)) || '}', ','), '')
      FROM
        (SELECT t4.name
        FROM comment_attachment AS t3
        JOIN attachment AS t4 ON TRUE
        WHERE t3.attachment_id = t4.id AND t3.comment_id = t2.id AND t2.deleted_at IS NULL
        ORDER BY t3.position, t4.id) AS t4))) || (('],"reactions":[' ||
      (SELECT coalesce(group_concat((('{"emoji":' || json_quote(t5.emoji))
        || ',"count":') || (CAST(t5.count AS TEXT) || '}'), ','), '')
      FROM
        (SELECT t5.emoji, t5.count
        FROM
          (SELECT emoji, comment_id, count(*) AS count, min(created_at) AS first_at
          FROM reaction
          WHERE comment_id = t2.id
          GROUP BY emoji, comment_id) AS t5
        WHERE t2.deleted_at IS NULL
        ORDER BY t5.first_at, t5.emoji) AS t5)) || ']}'), ','), '')) || ']}'
    FROM
      (SELECT t2.*
      FROM
        (SELECT t2.*, row_number() OVER () AS page_position, count(*) OVER () AS page_size
        FROM
          (SELECT t2.deleted_at, t2.content, t2.id
          FROM comment AS t2
          WHERE t2.issue_id = t1.id AND t2.deleted_at IS NULL AND TRUE
          ORDER BY t2.created_at DESC, t2.id DESC
          LIMIT ?2) AS t2) AS t2
      ORDER BY t2.page_position DESC) AS t2))) || ((',"files":' ||
    (SELECT (('{"nodes":[' || coalesce(group_concat((('{"fileName":' || json_quote(t6.file_name))
      || ',"attachment":') || (coalesce(
      (SELECT (('{"name":' || json_quote(t7.name))
        || ',"sourceSession":') || (coalesce(
        (SELECT ('{"title":' || json_quote(t8.title)) || '}'
        FROM session AS t8
        WHERE t8.id = t7.source_session_id), 'null') || '}')
      FROM attachment AS t7
      WHERE t7.id = t6.attachment_id), 'null') || '}'), ','), ''))
      || '],"totalCount":') || (CAST(
      (SELECT count(*)
      FROM file AS t6
      WHERE t6.issue_id = t1.id AND TRUE) AS TEXT) || '}')
    FROM
      (SELECT t6.file_name, t6.attachment_id
      FROM file AS t6
      WHERE t6.issue_id = t1.id AND TRUE
      ORDER BY t6.created_at ASC, t6.id ASC
      LIMIT ?3) AS t6)) || '}'), ','), '')) || ']}'
  FROM
    (SELECT t1.title, t1.id
    FROM issue AS t1
    WHERE TRUE AND t1.deleted_at IS NULL AND TRUE
    ORDER BY t1.created_at DESC, t1.id DESC
    LIMIT ?1) AS t1) AS BLOB)
