"""`operations add|list|remove`: every kind of file, all or nothing, and what is said when not."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from db.persisted import digest
from gateway.cli.main import app
from gateway.cli.options import FAILED, USAGE

ME = "query Me { viewer { email } }"
COUNT = "query Count { issues { totalCount } }\n"
TWO = "query A { ...V }\nquery B { ...V }\nfragment V on Query { viewer { email } }"
APOLLO = {"format": "apollo-persisted-query-manifest", "version": 1}
Run = Callable[..., Result]
Write = Callable[[str, object], str]


@pytest.fixture
def run(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `operations` on the database of this test."""
    monkeypatch.setenv("ISSUE_GATEWAY_DATABASE", url)
    monkeypatch.setenv("ISSUE_GATEWAY_DATA_DIR", str(tmp_path / "data"))

    def command(*words: str, given: bytes = b"") -> Result:
        return CliRunner().invoke(app, ["operations", *words], input=given)

    return command


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def file(name: str, content: object) -> str:
        text = content if isinstance(content, str) else json.dumps(content)
        (tmp_path / name).write_bytes(text.encode())
        return str(tmp_path / name)

    return file


def operation(text: str, identifier: str | None = None) -> dict[str, str]:
    return {"id": identifier or digest(text), "name": "x", "type": "query", "body": text}


def hashes(run: Run) -> list[str]:
    return [line.split("\t")[0] for line in run("list").stdout.splitlines()[1:]]


def test_documents_are_added_listed_and_removed(run: Run, write: Write) -> None:
    added = run("add", write("count.graphql", COUNT), write("two.gql", TWO), "-", given=ME.encode())
    assert added.exit_code == 0, added.output
    assert added.stdout.splitlines() == [
        f"{digest(COUNT)}\tCount",
        f"{digest(TWO)}\tA B",
        f"{digest(ME)}\tMe",
    ]
    assert "3 registered" in added.stderr
    head, *rows = run("list").stdout.splitlines()
    assert head.split("\t") == ["sha256", "operations", "ids", "by", "registered"]
    assert {row.split("\t")[1] for row in rows} == {"Count", "A B", "Me"}

    again = run("add", "-", given=ME.encode())
    assert (again.exit_code, again.stdout) == (0, "")
    assert "0 registered, 1 had been before" in again.stderr

    assert run("remove", digest(ME), f"sha256:{digest(TWO)}").exit_code == 0
    assert hashes(run) == [digest(COUNT)]


@pytest.mark.parametrize(
    ("manifest", "ids"),
    [
        ({digest(ME): ME, f"sha256:{digest(COUNT)}": COUNT}, []),
        ({"0cc175b9c0f1b6a831c399e269772661": ME, "own": COUNT}, ["0cc1", "own"]),
        ({**APOLLO, "operations": [operation(ME), operation(COUNT, "x-app:count")]}, ["x-app"]),
        ({digest(ME): ME, "a": ME, "b": COUNT, "c": COUNT}, ["a", "b c"]),
    ],
    ids=["hashes", "ids", "apollo", "several"],
)
def test_manifests(run: Run, write: Write, manifest: object, ids: list[str]) -> None:
    result = run("add", write("manifest.json", manifest))
    assert result.exit_code == 0, result.output
    found = json.loads(run("list", "--json").stdout)
    assert {each["text"]: each["sha256"] for each in found} == {
        ME: digest(ME),
        COUNT: digest(COUNT),
    }
    shown = sorted(" ".join(each["ids"]) for each in found if each["ids"])
    assert [one.startswith(other) for one, other in zip(shown, ids, strict=True)] == [True] * len(
        ids
    )
    assert {tuple(each["operations"]) for each in found} == {("Me",), ("Count",)}


def test_an_empty_list_is_json_too(run: Run) -> None:
    assert json.loads(run("list", "--json").stdout) == []
    assert run("add", "-", given=b"{}").exit_code == 0


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("query Bad { nothing }", "Bad: Cannot query field 'nothing'"),
        ("query Bad {", "Bad: Syntax Error"),
        ("", "Syntax Error"),
        ("fragment F on Issue { id }", "F"),
        ("# \0\nquery Bad { viewer { email } }", "Bad: has a NUL character"),
        ("query Bad {" + "a: viewer { email } " * 31 + "}", "Bad: "),
        ("query Deep { issues { nodes " + "{ comments { nodes { issue " * 9 + "{ id }", "Deep: "),
        ("[", "not JSON"),
        ('{"id": "{ viewer { email } }"', "not JSON"),
        ("[]", "neither"),
        ('"text"', "neither"),
        ({"id": 1}, "neither"),
        ({"version": 2, "operations": []}, "neither"),
        ({**APOLLO, "version": 2, "operations": []}, "version 1"),
        ({**APOLLO, "operations": [{"id": "x"}]}, "neither"),
        ({**APOLLO, "operations": ["x"]}, "neither"),
        ({**APOLLO}, "neither"),
        ({digest(COUNT): ME}, "Me: '" + digest(COUNT) + "' is not the SHA-256"),
        ({"a b": ME}, "Me: 'a b' is no document identifier"),
        ({"same": ME, "other": "{ nothing }"}, "other: Cannot query field"),
    ],
)
def test_one_that_is_wrong_and_nothing_is_added(
    run: Run, write: Write, content: object, told: str
) -> None:
    right, wrong = write("right.graphql", COUNT), write("wrong", content)
    result = run("add", right, wrong)
    assert result.exit_code == FAILED, result.output
    assert f"{wrong}: " in result.stderr
    assert told in result.stderr
    assert "Nothing was registered" in result.stderr
    assert hashes(run) == []


def test_the_limits_are_those_of_the_settings(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISSUE_GATEWAY_DOCUMENT_DEPTH", "1")
    assert run("add", "-", given=ME.encode()).exit_code == FAILED
    monkeypatch.setenv("ISSUE_GATEWAY_DOCUMENT_DEPTH", "2")
    assert run("add", "-", given=ME.encode()).exit_code == 0


def test_an_id_that_is_taken(run: Run, write: Write) -> None:
    assert run("add", write("one.json", {"own": ME})).exit_code == 0
    result = run("add", write("two.json", {"other": COUNT, "own": COUNT}))
    assert result.exit_code == FAILED
    assert "own" in result.stderr
    assert hashes(run) == [digest(ME)]
    assert run("remove", "own").exit_code == 0
    assert run("add", write("two.json", {"own": COUNT})).exit_code == 0


def test_what_is_not_there_cannot_be_removed(run: Run) -> None:
    run("add", "-", given=ME.encode())
    result = run("remove", digest(ME), "nobody")
    assert result.exit_code == FAILED
    assert "nobody" in result.stderr
    assert hashes(run) == [digest(ME)]


@pytest.mark.parametrize(
    "words", [("add",), ("add", "/nowhere/at.all"), ("remove",), ("list", "--xml")]
)
def test_wrong_usage(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == USAGE


def test_the_bytes_of_a_file_are_what_is_hashed(run: Run) -> None:
    text = "# Größe\r\nquery Me { viewer { email } }\r\n"
    assert run("add", "-", given=text.encode()).stdout.startswith(digest(text))
    broken = run("add", "-", given=b"# \xff\n{ viewer { email } }")
    assert broken.exit_code == FAILED
    assert "not UTF-8" in broken.stderr


def test_a_thousand_at_once(run: Run) -> None:
    texts = [f"query Q{number} {{ viewer {{ email }} }}" for number in range(1000)]
    manifest = json.dumps({digest(text): text for text in texts}).encode()
    assert run("add", "-", given=manifest).exit_code == 0
    assert len(hashes(run)) == 1000
