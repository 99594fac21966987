WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg((('{"title":' || coalesce(to_json(t1.title)::text, 'null')) || (',"comments":' ||
      (SELECT ('{"nodes":[' || coalesce(string_agg((('{"content":' || coalesce(to_json(CASE WHEN t2.deleted_at IS NULL THEN t2.content ELSE '' END)::text, 'null')) || (',"attachments":[' ||
        (SELECT coalesce(string_agg(('{"name":' || coalesce(to_json(t4.name)::text, 'null')) || '}', ','), '')
        FROM
          (SELECT t4.name
          FROM comment_attachment AS t3
          JOIN attachment AS t4 ON TRUE
          WHERE t3.attachment_id = t4.id AND t3.comment_id = t2.id AND t2.deleted_at IS NULL
          ORDER BY t3.position, t4.id) AS t4))) || (('],"reactions":[' ||
        (SELECT coalesce(string_agg((('{"emoji":' || coalesce(to_json(t5.emoji)::text, 'null'))
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
            LIMIT $2::bigint) AS t2) AS t2
        ORDER BY t2.page_position DESC) AS t2))) || ((',"files":' ||
      (SELECT (('{"nodes":[' || coalesce(string_agg((('{"fileName":' || coalesce(to_json(t6.file_name)::text, 'null'))
        || ',"attachment":') || (coalesce(
        (SELECT (('{"name":' || coalesce(to_json(t7.name)::text, 'null'))
          || ',"sourceSession":') || (coalesce(
          (SELECT ('{"title":' || coalesce(to_json(t8.title)::text, 'null')) || '}'
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
        LIMIT $3::bigint) AS t6)) || '}'), ','), '')) || ']}'
    FROM
      (SELECT t1.title, t1.id
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NULL AND TRUE
      ORDER BY t1.created_at DESC, t1.id DESC
      LIMIT $1::bigint) AS t1), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
