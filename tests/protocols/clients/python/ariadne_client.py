"""The client that ariadne-codegen has generated, on the running gateway."""

import os
from datetime import datetime

from generated import Client, CreateIssueInput, IssueBy, IssueFilter, IssueStatus, IssueStatusFilter

client = Client(os.environ["GATEWAY_URL"], {"Authorization": os.environ["GATEWAY_AUTHORIZATION"]})
wanted = IssueFilter(status=IssueStatusFilter(in_=[IssueStatus.OPEN]))
page = client.issues(first=3, where=wanted).issues
assert page.total_count >= len(page.nodes) == 3
assert all(isinstance(issue.created_at, datetime) for issue in page.nodes)
assert {issue.status for issue in page.nodes} == {IssueStatus.OPEN}

made = client.create(CreateIssueInput(title="ariadne", tags=["python"])).create_issue
assert made.user_errors == []
assert made.issue is not None
assert (made.issue.title, made.issue.tags) == ("ariadne", ["python"])
found = client.one(IssueBy(id=made.issue.id)).issue_by
assert found is not None
assert found.id == made.issue.id
refused = client.create(CreateIssueInput(title="\u200b")).create_issue
assert [error.field for error in refused.user_errors] == [["title"]]
