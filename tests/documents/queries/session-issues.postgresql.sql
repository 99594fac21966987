WITH answer AS MATERIALIZED
  (SELECT convert_to(coalesce(
    (SELECT (('{"title":' || coalesce(to_json(t1.title)::text, 'null')) || (',"attachments":[' ||
      (SELECT coalesce(string_agg(('{"name":' || coalesce(to_json(t2.name)::text, 'null')) || '}', ','), '')
      FROM
        (SELECT t2.name
        FROM attachment AS t2
        WHERE t2.source_session_id = t1.id
        ORDER BY t2.created_at, t2.id) AS t2))) || (('],"issues":' ||
      (SELECT (('{"nodes":[' || coalesce(string_agg((('{"title":' || coalesce(to_json(t4.title)::text, 'null'))
        || ',"sessions":[') || (
        (SELECT coalesce(string_agg(('{"title":' || coalesce(to_json(t6.title)::text, 'null')) || '}', ','), '')
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
        WHERE t3.issue_id = t4.id AND t3.session_id = t1.id AND t4.deleted_at IS NULL AND t4.status = $2::smallint) AS TEXT) || '}')
      FROM
        (SELECT t4.title, t4.id
        FROM issue_session AS t3
        JOIN issue AS t4 ON TRUE
        WHERE t3.issue_id = t4.id AND t3.session_id = t1.id AND t4.deleted_at IS NULL AND t4.status = $2::smallint
        ORDER BY t4.created_at DESC, t4.id DESC
        LIMIT $3::bigint) AS t4)) || '}')
    FROM session AS t1
    WHERE t1.id = $1::uuid), 'null'), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
