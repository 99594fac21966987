WITH answer AS MATERIALIZED
  (SELECT convert_to(
    (SELECT ('{"nodes":[' || coalesce(string_agg((('{"attachments":[' ||
      (SELECT coalesce(string_agg(('{"name":' || coalesce(to_json(t3.name)::text, 'null')) || '}', ','), '')
      FROM
        (SELECT t3.name
        FROM issue_attachment AS t2
        JOIN attachment AS t3 ON TRUE
        WHERE t2.attachment_id = t3.id AND t2.issue_id = t1.id AND t3.is_visible = $2::boolean
        ORDER BY t2.position, t3.id) AS t3))
      || '],"sessionAttachments":[') || (
      (SELECT coalesce(string_agg(('{"name":' || coalesce(to_json(t4.name)::text, 'null')) || '}', ','), '')
      FROM
        (SELECT t4.name
        FROM attachment AS t4
        WHERE t4.source_session_id IN
          (SELECT s.session_id
          FROM issue_session AS s
          WHERE s.issue_id = t1.id) AND t4.type <> $3::text
        ORDER BY t4.created_at, t4.id) AS t4) || ']}'), ','), '')) || ']}'
    FROM
      (SELECT t1.id
      FROM issue AS t1
      WHERE TRUE AND t1.deleted_at IS NULL AND TRUE
      ORDER BY t1.created_at DESC, t1.id DESC
      LIMIT $1::bigint) AS t1), 'UTF8')) SELECT *
FROM answer
WHERE pg_column_size(answer) <= 16777216
