WITH answer AS MATERIALIZED
  (SELECT convert_to(coalesce(
    (SELECT ((('{"live":' ||
      (SELECT ('{"totalCount":' || CAST(
        (SELECT count(*)
        FROM comment AS t2
        WHERE t2.issue_id = t1.id AND t2.deleted_at IS NULL AND TRUE) AS TEXT)) || '}'))
      || ',"all":') || (
      (SELECT (('{"nodes":[' || coalesce(string_agg(((('{"content":' || coalesce(to_json(CASE WHEN t3.deleted_at IS NULL THEN t3.content ELSE '' END)::text, 'null')) || (',"isDeleted":' || CASE WHEN (t3.deleted_at IS NOT NULL) THEN 'true' ELSE 'false' END)) || ((',"isEdited":' || CASE WHEN t3.is_edited THEN 'true' ELSE 'false' END) || (',"createdBy":' || coalesce(to_json(t3.created_by)::text, 'null')))) || (((',"attachments":[' ||
        (SELECT coalesce(string_agg(('{"id":"' || t5.id) || '"}', ','), '')
        FROM
          (SELECT t5.id
          FROM comment_attachment AS t4
          JOIN attachment AS t5 ON TRUE
          WHERE t4.attachment_id = t5.id AND t4.comment_id = t3.id AND t3.deleted_at IS NULL
          ORDER BY t4.position, t5.id) AS t5)) || ('],"reactions":[' ||
        (SELECT coalesce(string_agg(('{"emoji":' || coalesce(to_json(t6.emoji)::text, 'null')) || '}', ','), '')
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
        LIMIT $2::bigint) AS t3)
      || ',"byText":')) || ((
      (SELECT ('{"totalCount":' || CAST(
        (SELECT count(*)
        FROM comment AS t7
        WHERE t7.issue_id = t1.id AND strpos(CASE WHEN t7.deleted_at IS NULL THEN t7.content_folded ELSE '' END, $3::text) > 0) AS TEXT)) || '}')
      || ',"withFiles":') || (
      (SELECT ('{"totalCount":' || CAST(
        (SELECT count(*)
        FROM comment AS t8
        WHERE t8.issue_id = t1.id AND
          (SELECT count(*)
          FROM comment_attachment AS t9
          JOIN attachment AS t10 ON TRUE
          WHERE t9.attachment_id = t10.id AND t9.comment_id = t8.id AND t8.deleted_at IS NULL) > $4::bigint) AS TEXT)) || '}') || '}'))
    FROM issue AS t1
    WHERE t1.id = $1::uuid AND t1.deleted_at IS NULL), 'null'), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
