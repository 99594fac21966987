"""Permissions to change and delete, on both surfaces, and the fields `viewerCan...`."""

from typing import Any

import httpx
import pytest

from db.enums import TokenScope
from tests.application import Headers, NewToken
from tests.rest.client import Script

REMOVED = "userErrors { field message code }"
FORBIDDEN = "FORBIDDEN"


async def mutate(script: Script, name: str, **given: object) -> Any:
    """The codes of a mutation's errors."""
    kind = name[0].upper() + name[1:]
    query = f"mutation ($input: {kind}Input!) {{ {name}(input: $input) {{ {REMOVED} }} }}"
    body = {"query": query, "variables": {"input": given}}
    answer = (await script.ask("POST", "/graphql", json=body)).json()
    return [error["code"] for error in answer["data"][name]["userErrors"]]


class Lab:
    """An engineer's issue with a session, an attachment and a file; somebody else; an admin."""

    def __init__(self, engineer: Script, other: Script, admin: Script) -> None:
        self.engineer, self.other, self.admin = engineer, other, admin

    async def fill(self) -> None:
        self.session = await self.engineer.session(title="Bench 3")
        files = {"file": ("scope.csv", b"t,v\n0,1\n", "text/csv")}
        form = {"session_id": self.session}
        answer = await self.engineer.ask("POST", "/api/v1/attachments", files=files, data=form)
        self.attachment = answer.json()["attachment_id"]
        self.issue = (await self.engineer.issue(owner="owner@example.com"))["uuid"]
        filed = {"attachmentId": self.attachment, "fileName": "scope.csv", "fileType": "trace"}
        self.file = await self.engineer.graphql("addFile", "file", issueId=self.issue, **filed)

    def mutations(self) -> dict[str, dict[str, object]]:
        """Every mutation that needs a permission, in an order in which each can succeed."""
        return {
            "updateSession": {"id": self.session, "title": "Bench 4"},
            "updateAttachment": {"id": self.attachment, "title": "Trace"},
            "removeSessionAttachment": {"id": self.attachment, "sessionId": self.session},
            "removeFile": {"id": self.file["id"]},
            "deleteAttachment": {"id": self.attachment},
            "deleteSession": {"id": self.session},
            "deleteIssue": {"id": self.issue},
            "restoreIssue": {"id": self.issue},
        }

    async def may(self, who: Script) -> dict[str, list[bool]]:
        fields = "viewerCanUpdate viewerCanDelete"
        query = f"""{{
          issue(id: "{self.issue}") {{ viewerCanDelete files {{ nodes {{ viewerCanDelete }} }} }}
          attachment(id: "{self.attachment}") {{ {fields} }}
          session(id: "{self.session}") {{ {fields} }}
        }}"""
        data = (await who.ask("POST", "/graphql", json={"query": query})).json()["data"]
        (file,) = data["issue"].pop("files")["nodes"]
        return {name: [*found.values()] for name, found in {**data, "file": file}.items()}


@pytest.fixture
async def lab(client: httpx.AsyncClient, new_token: NewToken, admin_headers: Headers) -> Lab:
    engineer, other = [
        Script(client, await new_token(f"{name}@example.com")) for name in ("engineer", "other")
    ]
    made = Lab(engineer, other, Script(client, admin_headers))
    await made.fill()
    return made


async def test_only_the_author_changes_and_deletes(lab: Lab) -> None:
    for name, given in lab.mutations().items():
        if name != "restoreIssue":
            assert await mutate(lab.other, name, **given) == [FORBIDDEN], name
        assert await mutate(lab.engineer, name, **given) == [], name


async def test_an_admin_changes_and_deletes_everything(lab: Lab) -> None:
    for name, given in lab.mutations().items():
        assert await mutate(lab.admin, name, **given) == [], name


async def test_the_owner_deletes_and_restores_an_issue(lab: Lab, new_token: NewToken) -> None:
    owner = Script(lab.other.client, await new_token("owner@example.com"))
    for name in ("deleteIssue", "restoreIssue"):
        assert await mutate(owner, name, id=lab.issue) == []
    assert await mutate(owner, "deleteIssue", id=lab.issue) == []
    assert await mutate(lab.other, "restoreIssue", id=lab.issue) == [FORBIDDEN]


async def test_in_bulk_the_same_holds(lab: Lab) -> None:
    theirs = (await lab.other.issue())["uuid"]
    query = """mutation ($input: DeleteIssuesInput!) {
      deleteIssues(input: $input) { results { issue { id } userErrors { code } } }
    }"""
    given = {"ids": [lab.issue, theirs], "errorPolicy": "REJECT_FAILED"}
    body = {"query": query, "variables": {"input": given}}
    answer = (await lab.other.ask("POST", "/graphql", json=body)).json()["data"]["deleteIssues"]
    assert [item["userErrors"] for item in answer["results"]] == [[{"code": FORBIDDEN}], []]
    gone = await lab.other.ask("GET", f"/api/v1/issues/{theirs}")
    there = await lab.other.ask("GET", f"/api/v1/issues/{lab.issue}")
    assert (gone.status_code, there.status_code) == (404, 200)


async def test_rest_answers_403(lab: Lab) -> None:
    paths = (f"issues/{lab.issue}", f"sessions/{lab.session}")
    for path in paths:
        assert (await lab.other.ask("DELETE", f"/api/v1/{path}")).status_code == 403, path
    for path in paths:
        assert (await lab.engineer.ask("DELETE", f"/api/v1/{path}")).status_code < 300, path


async def test_the_schema_says_who_may(lab: Lab, new_token: NewToken) -> None:
    every = {"issue": [True], "attachment": [True] * 2, "session": [True] * 2, "file": [True]}
    none = {name: [False] * len(values) for name, values in every.items()}
    assert await lab.may(lab.engineer) == await lab.may(lab.admin) == every
    assert await lab.may(lab.other) == none
    owner = Script(lab.other.client, await new_token("owner@example.com"))
    assert await lab.may(owner) == {**none, "issue": [True]}
    reader = Script(lab.other.client, await new_token("engineer@example.com", TokenScope.READ))
    assert await lab.may(reader) == none
