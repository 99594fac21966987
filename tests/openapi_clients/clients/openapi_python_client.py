"""A walk over all routes with the client that openapi-python-client has generated."""

import os
from io import BytesIO
from types import ModuleType
from typing import Any

from atlas import AuthenticatedClient, models
from atlas.api.attachments import (
    create_attachment,
    export_attachment,
    get_attachment,
    get_attachment_content,
    list_attachments,
    update_attachment,
)
from atlas.api.comments import add_comment, delete_comment, list_comments, update_comment
from atlas.api.files import add_file, list_files
from atlas.api.issues import (
    create_issue,
    delete_issue,
    get_issue,
    get_issue_metrics,
    list_issues,
    update_issue,
)
from atlas.api.sessions import (
    create_session,
    delete_session,
    get_session,
    list_sessions,
    remove_session_attachment,
    update_session,
    upload_session_files,
)
from atlas.types import File

client = AuthenticatedClient(os.environ["GATEWAY_URL"], os.environ["GATEWAY_TOKEN"])


def do(operation: ModuleType, *ids: object, expect: int = 200, **given: object) -> Any:
    """Call one operation, which must answer with the status `expect`; its parsed answer."""
    words = operation.__name__.rpartition(".")[2].split("_")
    print(words[0] + "".join(map(str.title, words[1:])))
    answer = operation.sync_detailed(*ids, client=client, **given)
    assert answer.status_code == expect, answer
    return answer.parsed


def log() -> File:
    return File(BytesIO(b"3.3 V, 2.9 V\n"), "rail.csv", "text/csv")


session = do(create_session, expect=201, body=models.CreateSession(title="Bench 4")).session_id
new = models.CreateIssue(title="\n\nSag", description=[], session_ids=[session])
issue = do(create_issue, expect=201, body=new)
assert issue.status is models.IssueStatus.OPEN
assert issue.title.strip() == "Sag"
open_, low = [models.IssueStatus.OPEN], [models.IssuePriority.LOW]
listed = do(list_issues, status=open_, priority=low, limit=1)
assert listed.items[0].uuid == issue.uuid
assert do(get_issue_metrics).metrics[0].chart_type == "pie_chart"
assert do(get_issue, issue.uuid).owner == "Unassigned"
high = models.UpdateIssue(priority=models.IssuePriority.HIGH)
assert do(update_issue, issue.uuid, body=high).priority is models.IssuePriority.HIGH

comment = do(add_comment, issue.uuid, expect=201, body=models.AddComment(content="Seen"))
assert do(list_comments, issue.uuid).count == 1
twice = models.UpdateComment(content="Seen twice")
assert do(update_comment, issue.uuid, comment.uuid, body=twice).is_edited
do(delete_comment, issue.uuid, comment.uuid, expect=204)

filed = models.AddFileBody(file=log(), file_type="log")
do(add_file, issue.uuid, expect=201, body=filed)
assert do(list_files, issue.uuid)[0].file_name == "rail.csv"

uploaded = models.CreateAttachmentBody(file=log(), title="Rail")
attachment = do(create_attachment, expect=201, body=uploaded).attachment_id
assert do(list_attachments).count > 0
assert do(get_attachment, attachment).attachment_title == "Rail"
do(update_attachment, attachment, body=models.UpdateAttachment(title="Rail 3V3"))
assert do(get_attachment_content, attachment).payload.read() == log().payload.read()
assert do(export_attachment, attachment).url.startswith(os.environ["GATEWAY_URL"])

assert do(list_sessions).count > 0
assert do(update_session, session, body=models.UpdateSession(starred=True)).is_starred
do(upload_session_files, session, expect=201, body=models.UploadSessionFilesBody(files=[log()]))
(held,) = do(get_session, session).attachments
do(remove_session_attachment, session, held.attachment_id, expect=204)
do(delete_session, session, expect=204)

do(delete_issue, issue.uuid, expect=204)
assert do(get_issue, issue.uuid, expect=404).detail == "There is no issue with this id."
