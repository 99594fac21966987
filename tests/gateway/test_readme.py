"""The README's examples answer when they are pasted."""

import re
import shlex
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest

from tests.application import BASE_URL

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = re.findall(
    r"```sh\n(curl .*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL
)
Headers = Mapping[str, str]


async def pasted(command: str, token: str, client: httpx.AsyncClient) -> httpx.Response:
    """What `curl` would send, with the options that the README uses and no others."""
    values = {"$ISSUE_GATEWAY_TOKEN": token, "$ISSUE_GATEWAY_URL": BASE_URL}
    one_line = command.replace("\\\n", " ")
    for name, value in values.items():
        one_line = one_line.replace(name, value)
    words = shlex.split(one_line)
    assert words[:2] == ["curl", "-s"]
    headers: dict[str, str] = {}
    data, url = None, ""
    rest = iter(words[2:])
    for word in rest:
        if word == "-H":
            name, _, value = next(rest).partition(": ")
            headers[name] = value
        elif word == "-d":
            data = next(rest)
        else:
            assert not url
            assert not word.startswith("-")
            url = word
    return await client.request(
        "GET" if data is None else "POST", url, headers=headers, content=data
    )


async def test_pasted_examples_answer(client: httpx.AsyncClient, writer_headers: Headers) -> None:
    """One after the other: an issue is created, and found by the nested query and over REST."""
    token = writer_headers["Authorization"].removeprefix("Bearer ")
    created, nested, listed = [
        (await pasted(command, token, client)).raise_for_status().json() for command in EXAMPLES
    ]
    assert created["data"]["createIssue"]["userErrors"] == []
    issue = created["data"]["createIssue"]["issue"]["id"]
    assert nested["data"]["issues"]["nodes"][0]["title"] == "Fan rattles"
    assert listed["items"][0]["uuid"] == issue


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_files_that_are_named_are_there(name: str) -> None:
    """Links, pictures, and the stations on the way of a request."""
    text = (ROOT / name).read_text(encoding="utf-8")
    named = set(re.findall(r"\]\(([^)#:]+)\)", text))
    named |= set(re.findall(r"(?<![/\w])(?:\w+/)+\w+\.(?:py|md|json|graphql|png)\b", text))
    assert named
    assert {path for path in named if not (ROOT / path).exists()} == set()
