SELECT convert_to(coalesce(
  (SELECT ('{"reactions":[' ||
    (SELECT coalesce(string_agg(((('{"emoji":' || coalesce(to_json(t2.emoji)::text, 'null'))
      || ',"count":') || (CAST(t2.count AS TEXT)
      || ',"users":[')) || ((
      (SELECT coalesce(string_agg(coalesce(to_json(v.value)::text, 'null'), ','), '')
      FROM
        (SELECT t3.created_by AS value
        FROM reaction AS t3
        WHERE t3.comment_id = t2.comment_id AND t3.emoji = t2.emoji
        ORDER BY t3.created_at, t3.created_by) AS v)
      || '],"viewerHasReacted":') || (CASE WHEN EXISTS
      (SELECT 1
      FROM reaction AS mine
      WHERE mine.comment_id = t2.comment_id AND mine.emoji = t2.emoji AND mine.created_by = $2::text) THEN 'true' ELSE 'false' END || '}')), ','), '')
    FROM
      (SELECT t2.emoji, t2.count, t2.comment_id
      FROM
        (SELECT emoji, comment_id, count(*) AS count, min(created_at) AS first_at
        FROM reaction
        WHERE comment_id = t1.id
        GROUP BY emoji, comment_id) AS t2
      WHERE t1.deleted_at IS NULL
      ORDER BY t2.first_at, t2.emoji) AS t2)) || ']}'
  FROM comment AS t1
  WHERE t1.id = $1::uuid AND t1.deleted_at IS NULL AND EXISTS
    (SELECT 1
    FROM issue AS o
    WHERE o.id = t1.issue_id AND o.deleted_at IS NULL)), 'null'), 'UTF8')
