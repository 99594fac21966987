"""An id alone is answered without a statement, and is the one that a statement would answer."""

from collections.abc import Sequence
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from tests.application import Headers

NEW = 'mutation { done: createIssue(input: {title: "Rail sags"}) { issue { %s } } }'
CHANGES: Sequence[tuple[str, str]] = (
    ('updateIssue(input: {id: "%s", title: "Rail holds"})', "issue"),
    ('addTags(input: {id: "%s", tags: ["power"]})', "issue"),
    ('linkSessions(input: {issueId: "%s", sessionIds: []})', "issue"),
    ('addComment(input: {issueId: "%s", content: "seen"})', "comment"),
)


@pytest.fixture
def ask(client: httpx.AsyncClient, writer_headers: Headers) -> Any:
    async def ask(text: str) -> Any:
        answer = await client.post("/graphql", headers=writer_headers, json={"query": text})
        body = answer.json()
        assert "errors" not in body, body
        return body["data"]["done"]

    return ask


@pytest.mark.parametrize(("change", "member"), CHANGES)
@pytest.mark.parametrize("dry", [True, False])
async def test_it_is_the_stored_id(ask: Any, change: str, member: str, dry: bool) -> None:
    issue = (await ask(NEW % "id"))["issue"]["id"]
    # The id of a request may be in capitals.
    call = change % issue.upper()
    if dry:
        call = call.replace("input: {", "input: {dryRun: true, ")
    alone = (await ask(f"mutation {{ done: {call} {{ {member} {{ id same: id }} }} }}"))[member]
    assert alone["id"] == alone["same"]
    if member == "issue":
        read = (await ask(f"mutation {{ done: {call} {{ issue {{ id title }} }} }}"))["issue"]
        assert alone["id"] == read["id"] == issue
    elif not dry:
        read = await ask(f'{{ done: comment(id: "{alone["id"]}") {{ id }} }}')
        assert read["id"] == alone["id"]


async def test_no_statement_reads_it(app: Starlette, ask: Any) -> None:
    database = app.state.database
    texts: list[str] = []
    write = database.write

    async def recorded(actor: Any, work: Any) -> Any:
        async def noting(written: Any) -> Any:
            answer = await work(written)
            texts.extend(written.texts)
            return answer

        return await write(actor, noting)

    database.write = recorded
    await ask(NEW % "id title")
    assert any("FROM issue AS" in text for text in texts)
    texts.clear()
    await ask(NEW % "id")
    assert texts
    assert not any("FROM issue AS" in text for text in texts)
