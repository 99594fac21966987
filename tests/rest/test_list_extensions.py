"""Parameters of `GET /issues` that the reference does not have: marked, checked, exact."""

from typing import Any

import httpx
import pytest

from tests.application import Headers

ISSUES = "/api/v1/issues"


class Lab:
    def __init__(self, client: httpx.AsyncClient, headers: Headers) -> None:
        self.client = client
        self.headers = headers

    async def add(self, title: str, **fields: Any) -> None:
        answer = await self.client.post(
            ISSUES, json={"title": title, "description": [], **fields}, headers=self.headers
        )
        assert answer.status_code == 201, answer.text

    async def titles(self, **parameters: Any) -> list[str]:
        answer = await self.client.get(ISSUES, params=parameters, headers=self.headers)
        assert answer.status_code == 200, answer.text
        return [each["title"] for each in answer.json()["items"]]


@pytest.fixture
async def lab(client: httpx.AsyncClient, writer_headers: Headers) -> Lab:
    lab = Lab(client, writer_headers)
    await lab.add("a", priority="low", tags=["fan"], owner="ada")
    await lab.add("b", priority="high", tags=["rail", "fan"], owner="bob")
    await lab.add("c", priority="medium", tags=["rail"], owner="bob")
    return lab


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"tag": "fan"}, "ba"),
        ({"tag": ["fan", "rail"]}, "cba"),
        ({"owner": "bob"}, "cb"),
        ({"owner": ["ada", "bob"], "tag": "fan"}, "ba"),
        ({"created_by": "engineer@example.com"}, "cba"),
        ({"created_by": "nobody@example.com"}, ""),
        ({"search": "rai"}, "cb"),
        ({"search": "rail fan"}, "b"),
        ({"created_after": "-P1D"}, "cba"),
        ({"updated_after": "2999-01-01T00:00:00Z"}, ""),
        ({"order": "created_at"}, "abc"),
        ({"order": "-priority"}, "bca"),
        ({"order": "owner,-title"}, "acb"),
        ({"order": "", "tag": ""}, "cba"),
    ],
)
async def test_what_is_found(lab: Lab, parameters: dict[str, Any], expected: str) -> None:
    assert await lab.titles(**parameters) == list(expected)


@pytest.mark.parametrize(
    "parameters",
    [
        {"order": "color"},
        {"order": "title,-title"},
        {"created_after": "yesterday"},
        {"updated_after": "P"},
        {"tag": "a\0b"},
        {"search": "x" * 1001},
        {"tag": ["x"] * 101},
        {"search": " ".join(f"word{n}" for n in range(17))},
    ],
)
async def test_what_breaks_a_rule(lab: Lab, parameters: dict[str, Any]) -> None:
    answer = await lab.client.get(ISSUES, params=parameters, headers=lab.headers)
    assert answer.status_code == 422, answer.text
    assert next(iter(parameters)) in str(answer.json())


async def test_openapi_marks_them(client: httpx.AsyncClient) -> None:
    document = (await client.get("/api/v1/openapi.json")).json()
    parameters = document["paths"][ISSUES]["get"]["parameters"]
    ours = {each["name"] for each in parameters if each.get("x-extension") == "issue-gateway"}
    assert ours == {
        "tag",
        "owner",
        "created_by",
        "search",
        "created_after",
        "updated_after",
        "order",
    }


NO_INSTANTS = ("2026-W48-6", "20261128", "2026-11-28T24:00", "0001-01-01T00:00:00+23:59", "now")


@pytest.mark.parametrize(
    ("path", "parameter", "value"),
    [
        (ISSUES, "created_after", "-P2026Y"),
        (ISSUES, "updated_after", "P9999Y"),
        (ISSUES, "search", " ".join(f"word{number}" for number in range(100))),
        *((ISSUES, "created_after", value) for value in NO_INSTANTS),
        *(("/api/v1/attachments", "created_before", value) for value in NO_INSTANTS),
    ],
)
async def test_errors_name_the_parameter(lab: Lab, path: str, parameter: str, value: str) -> None:
    answer = await lab.client.get(path, params={parameter: value}, headers=lab.headers)
    assert answer.status_code == 422, answer.text
    (fault,) = answer.json()["errors"]
    assert fault["loc"] == ["query", parameter]
    assert "filter" not in answer.text
