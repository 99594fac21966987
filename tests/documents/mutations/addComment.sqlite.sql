SELECT attachment.id
FROM attachment
WHERE attachment.id IN (?, ?)
ORDER BY attachment.id

SELECT issue.id, issue.title, issue.status, issue.priority, issue.owner, issue.resolution_summary, issue.created_by, issue.created_at, issue.updated_at, issue.resolved_at, issue.version, issue.job_run_id, issue.deleted_at, issue.fingerprint, issue.occurrences, issue.last_seen_at
FROM issue
WHERE issue.id = ?

INSERT INTO comment (id, issue_id, content, content_folded, created_by, created_by_folded, created_at, updated_at, is_edited, version, deleted_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

INSERT INTO comment_attachment (comment_id, attachment_id, position)
VALUES (?, ?, ?)

SELECT issue_search.number, issue_search.words, issue_search.repeated
FROM issue_search
WHERE issue_search.issue_id = ?

UPDATE issue_search
SET words=?, repeated=?
WHERE issue_search.issue_id = ?

INSERT INTO issue_search_index (issue_search_index, rowid, words)
VALUES ('delete', ?, ?)

INSERT INTO issue_search_index (rowid, words)
VALUES (?, ?)

INSERT OR IGNORE INTO issue_search_word SELECT value
FROM json_each(?)

SELECT CAST(coalesce(
  (SELECT ((('{"id":"' || t1.id) || ('","content":' || json_quote(CASE WHEN t1.deleted_at IS NULL THEN t1.content ELSE '' END))) || ((',"createdBy":' || json_quote(t1.created_by)) || (',"createdAt":"' || t1.created_at))) || ((('Z","isEdited":' || CASE WHEN t1.is_edited THEN 'true' ELSE 'false' END) || (',"attachments":[' ||
    (SELECT coalesce(group_concat(('{"name":' || json_quote(t3.name)) || '}', ','), '')
    FROM
      (SELECT t3.name
      FROM comment_attachment AS t2
      JOIN attachment AS t3 ON TRUE
      WHERE t2.attachment_id = t3.id AND t2.comment_id = t1.id AND t1.deleted_at IS NULL
      ORDER BY t2.position, t3.id) AS t3))) || (('],"issue":' || coalesce(
    (SELECT (('{"title":' || json_quote(t4.title))
      || ',"version":') || (CAST(t4.version AS TEXT) || '}')
    FROM issue AS t4
    WHERE t4.id = t1.issue_id), 'null')) || '}'))
  FROM comment AS t1
  WHERE t1.id = ?1 AND EXISTS
    (SELECT 1
    FROM issue AS o
    WHERE o.id = t1.issue_id AND o.deleted_at IS NULL)), 'null') AS BLOB)

SELECT coalesce(max(change.sequence), ?) AS sequence
FROM change

INSERT INTO change (sequence, action, object_type, object_id, issue_id, actor, actor_folded, at, version, patch, "before")
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
