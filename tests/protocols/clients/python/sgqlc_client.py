"""Operations built with sgqlc from the types that it has generated, on the running gateway."""

import os

from generated_types import generated_types as types
from sgqlc.endpoint.http import HTTPEndpoint
from sgqlc.operation import Operation

endpoint = HTTPEndpoint(
    os.environ["GATEWAY_URL"], {"Authorization": os.environ["GATEWAY_AUTHORIZATION"]}
)

asked = Operation(types.Query)
issues = asked.issues(first=3, filter={"status": {"in": ["OPEN"]}})
issues.nodes.__fields__("id", "title", "created_at", "status")
issues.nodes.attachments.size()
answer = (asked + endpoint(asked)).issues
assert len(answer.nodes) == 3
assert {issue.status for issue in answer.nodes} == {"OPEN"}

change = Operation(types.Mutation)
created = change.create_issue(input={"title": "sgqlc", "tags": ["python"]})
created.issue.__fields__("id", "title", "tags")
created.user_errors.message()
made = (change + endpoint(change)).create_issue
assert made.user_errors == []
assert made.issue.title == "sgqlc"

again = Operation(types.Query)
again.issue_by(by={"id": made.issue.id}).title()
assert (again + endpoint(again)).issue_by.title == "sgqlc"
