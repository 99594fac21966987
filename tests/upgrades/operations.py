"""The operations whose answers are compared, before an upgrade and after it.

Each release since 0.1.0 answers them. They read every table that a client sees.
"""

ATTACHMENT = (
    "id name type title description citation sourceSessionId createdBy createdAt isVisible"
    " size mediaType sha256"
)
ISSUES = f"""{{
  issues(first: 30, orderBy: [{{field: CREATED_AT, direction: ASC}}]) {{
    totalCount
    nodes {{
      id title description status priority tags owner resolutionSummary createdBy createdAt
      updatedAt version jobRunId
      sessions {{ id title description createdBy createdAt isStarred starredAt }}
      attachments {{ {ATTACHMENT} }}
      comments(first: 20, includeDeleted: true) {{
        totalCount
        nodes {{
          id content createdBy createdAt updatedAt isEdited isDeleted version
          reactions {{ emoji count }}
          attachments {{ id }}
        }}
      }}
      files(first: 5) {{
        totalCount
        nodes {{ id fileName fileType createdBy createdAt attachment {{ {ATTACHMENT} }} }}
      }}
    }}
  }}
}}"""
CHANGES = """{
  changes(first: 100) {
    nodes { action objectType objectId issueId actor at version patch }
  }
}"""
FOUND = '{ issues(first: 30, filter: {search: "upgrade"}) { nodes { id } } }'
READ = {"issues": ISSUES, "changes": CHANGES, "found": FOUND}
WRITES = (
    """mutation {
      createSession(input: {title: "before the upgrade", description: "bench 4"}) {
        session { id }
      }
      uploadAttachment(input: {name: "trace.csv", type: "DATA"}) { attachment { id } }
    }""",
    """mutation($session: ID!, $attachment: ID!) {
      createIssue(input: {
        title: "Before the upgrade", tags: ["upgrade", "Zürich"], owner: "me@example.com"
        description: [{type: "paragraph", text: "kept through every upgrade"}]
        sessionIds: [$session], attachmentIds: [$attachment], priority: HIGH
      }) { issue { id } }
    }""",
    """mutation($issue: ID!, $attachment: ID!) {
      addFile(input: {
        issueId: $issue, attachmentId: $attachment, fileName: "trace.csv", fileType: "csv"
      }) { file { id } }
      kept: addComment(input: {issueId: $issue, content: "kept"}) { comment { id } }
      gone: addComment(input: {issueId: $issue, content: "gone"}) { comment { id } }
      deleted: createIssue(input: {title: "Deleted before the upgrade"}) { issue { id } }
    }""",
    """mutation($issue: ID!, $kept: ID!, $gone: ID!, $deleted: ID!) {
      addReaction(input: {commentId: $kept, emoji: "👍"}) { comment { id } }
      updateComment(input: {id: $kept, content: "kept and edited"}) { comment { id } }
      deleteComment(input: {id: $gone}) { comment { id } }
      updateIssue(input: {id: $issue, status: RESOLVED, resolutionSummary: "new fan"}) {
        issue { id }
      }
      deleteIssue(input: {id: $deleted}) { deletedId }
    }""",
)
"""Sent in this order; the ids in each answer are variables of the later ones."""
KEY = "recorded"
"""The idempotency keys of the writes are this and their number."""
