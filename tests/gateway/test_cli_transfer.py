"""`import` and `export` against a running gateway: each issue once, each fault with its place."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner, Result

from gateway.cli.main import app
from tests.server import Gateway

Run = Callable[..., Result]
JIRA_CSV = (
    "Summary,Issue key,Status,Priority,Labels,Labels,Reporter,Created,Comment,Comment\r\n"
    '"Rail ""A"" sags",LAB-1,In Progress,Highest,power,rail,ada,03/Feb/24 4:05 AM,'
    "04/Feb/24 1:00 PM;bob;Seen too,\r\n"
    '"Fan\r\nnoise",LAB-2,Done,,,,bob,2024-02-05 10:00:00,,\r\n'
)
GITHUB: list[dict[str, Any]] = [
    {
        "number": 7,
        "html_url": "https://github.example/lab/7",
        "title": "Board resets",
        "body": "Every **hour**.",
        "state": "closed",
        "state_reason": "not_planned",
        "labels": [{"name": "bug"}],
        "user": {"login": "ada"},
        "assignee": {"login": "bob"},
        "created_at": "2024-02-03T04:05:06Z",
        "comments": [
            {"user": {"login": "bob"}, "created_at": "2024-02-04T00:00:00Z", "body": "Here too."},
            {"user": {"login": "ada"}, "created_at": "2024-02-05T00:00:00Z", "body": "Fixed?"},
        ],
    },
    {"number": 8, "title": "A pull request", "state": "open", "pull_request": {}},
]


class Lab:
    """A folder with files, the commands, and a look at what came of them."""

    def __init__(self, gateway: Gateway, folder: Path) -> None:
        self.gateway = gateway
        self.folder = folder

    def file(self, name: str, content: str | bytes) -> str:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    def run(self, *words: str, token: str | None = None) -> Result:
        given = self.gateway.token if token is None else token
        environment = {"ATLAS_URL": self.gateway.base_url, "ATLAS_TOKEN": given}
        return CliRunner().invoke(app, list(words), env=environment)

    def issues(self, prefix: str) -> list[dict[str, Any]]:
        query = """
            query ($p: String!) { issues(filter: {fingerprint: {startsWith: $p}}, first: 100,
              orderBy: [{field: FINGERPRINT}]) { nodes {
                title status priority tags owner createdBy createdAt fingerprint occurrences
                description comments { nodes { content } }
            } } }
        """
        answer = httpx.post(
            self.gateway.graphql_url,
            json={"query": query, "variables": {"p": prefix}},
            headers=self.gateway.headers,
        )
        return list(answer.json()["data"]["issues"]["nodes"])


@pytest.fixture
def lab(running_gateway: Gateway, tmp_path: Path) -> Lab:
    return Lab(running_gateway, tmp_path)


def test_jira_csv_once(lab: Lab) -> None:
    file = lab.file("jira.csv", "\ufeff" + JIRA_CSV)
    dry = lab.run("import", file, "--format", "jira", "--dry-run")
    assert dry.exit_code == 0, dry.output
    assert "2 issues would be created" in dry.stdout
    assert "state In Progress -> IN_PROGRESS: 1" in dry.stderr
    assert lab.issues("jira/LAB-") == []
    assert "2 issues created" in lab.run("import", file, "--format", "jira").stdout
    again = lab.run("import", file, "--format", "jira")
    assert "0 issues created, 2 were there already, 0 comments" in again.stdout
    first, second = lab.issues("jira/LAB-")
    assert (first["title"], first["status"], first["priority"]) == (
        *('Rail "A" sags', "IN_PROGRESS", "HIGH"),
    )
    assert (first["tags"], first["createdBy"]) == (["power", "rail"], "ada")
    assert first["createdAt"] == "2024-02-03T04:05:00.000000Z"
    assert first["description"][0]["text"] == "Created by ada, 2024-02-03T04:05:00.000000Z"
    assert [each["content"] for each in first["comments"]["nodes"]] == [
        "bob, 04/Feb/24 1:00 PM:\n\nSeen too"
    ]
    assert (second["title"], second["status"], second["occurrences"]) == (
        *("Fan\r\nnoise", "RESOLVED", 1),
    )


def test_github_json(lab: Lab) -> None:
    file = lab.file("github.json", json.dumps(GITHUB))
    assert "1 issues created" in lab.run("import", file, "--format", "github").stdout
    # As if the first run had ended before the comments, which it has not.
    assert "0 issues created, 1 were" in lab.run("import", file, "--format", "github").stdout
    (issue,) = lab.issues("github/https://github.example/lab/7")
    assert (issue["status"], issue["owner"], issue["tags"]) == ("REJECTED", "bob", ["bug"])
    assert [block["text"] for block in issue["description"]] == [
        "Created by ada, 2024-02-03T04:05:06.000000Z",
        "Every **hour**.",
    ]
    assert len(issue["comments"]["nodes"]) == 2


RAIL = {"type": "text", "text": "Rail sags."}
RAIL_ITEM = {"type": "listItem", "content": [{"type": "paragraph", "content": [RAIL]}]}
JIRA_JSON: dict[str, Any] = {
    "key": "LAB-9",
    "fields": {
        "summary": "Rail sags",
        "description": {
            "type": "doc",
            "version": 1,
            "content": [
                {"type": "paragraph", "content": [RAIL, {"type": "text", "text": " Twice."}]},
                {"type": "bulletList", "content": [RAIL_ITEM, RAIL_ITEM]},
            ],
        },
        "status": {"name": "To Do"},
        "priority": {"name": "Medium"},
        "labels": ["power"],
        "assignee": None,
        "reporter": {"displayName": "Ada L."},
        "created": "2024-02-03T04:05:06.789+0100",
        "comment": {
            "comments": [
                {
                    "author": {"displayName": "Bob"},
                    "created": "2024-02-04T00:00:00.000+0000",
                    "body": {"type": "doc", "content": [{"type": "paragraph", "content": [RAIL]}]},
                }
            ]
        },
    },
}
"""An issue as Jira Cloud's search answers it, version 3 of its REST API."""


def test_jira_json(lab: Lab) -> None:
    file = lab.file("jira.json", json.dumps({"issues": [JIRA_JSON]}))
    done = lab.run("import", file, "--format", "jira")
    assert "1 issues created" in done.stdout, done.output
    assert "0 issues created, 1 were" in lab.run("import", file, "--format", "jira").stdout
    (found,) = lab.issues("jira/LAB-9")
    assert (found["status"], found["priority"], found["tags"]) == ("OPEN", "MEDIUM", ["power"])
    assert (found["createdBy"], found["owner"]) == ("Ada L.", "Unassigned")
    assert found["createdAt"].startswith("2024-02-03T03:05:06.789")
    assert found["description"][1]["text"] == "Rail sags. Twice.\nRail sags.\nRail sags."
    (comment,) = found["comments"]["nodes"]
    assert comment["content"] == "Bob, 2024-02-04T00:00:00.000+0000:\n\nRail sags."


def test_csv_of_any_kind(lab: Lab) -> None:
    latin = "Titel;Zustand;Schl\u00fcssel\r\nL\u00fcfter laut;offen;csv-umlaut\r\n".encode(
        "latin-1"
    )
    file = lab.file("latin.csv", latin)
    maps = ("--map", "Titel=title", "--map", "Schlüssel=fingerprint", "--map", "Zustand=status")
    missing = lab.run("import", file, "--format", "csv")
    assert missing.exit_code == 1
    assert "no column is the title" in missing.stderr
    unknown = lab.run("import", file, "--format", "csv", *maps)
    assert "row 2, column Zustand: 'offen' is no known state" in unknown.stderr
    done = lab.run("import", file, "--format", "csv", *maps, "--state", "offen=OPEN")
    assert "1 issues created" in done.stdout, done.output
    assert [each["title"] for each in lab.issues("csv/csv-umlaut")] == ["Lüfter laut"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("title,state\nx,nonsense\n", "row 2, column state"),
        ("title\n" + "x" * 1001 + "\n", "row 2, column title: has 1,001 characters"),
        ("title\nx\0y\n", "row 2, column title: has a NUL character"),
        ("title,description\nx," + "y" * 10_000_000 + "\n", "row 2, column description: has 10"),
        ("title\nx,y\n", "row 2: has 2 cells, the header 1"),
        ('title\nx\n"y\nz\n', "row 3 is no CSV: unexpected end of data"),
        ("title\n" + "x" * 17_000_000 + "\n", "row 2 is no CSV: field larger than"),
        ("name;state\nx\n;OPEN\n", "row 3, column title: has no title"),
        ("", "the file is empty"),
        ("title,created\nx,yesterday\n", "row 2, column created: 'yesterday' is no instant"),
    ],
)
def test_faults_have_their_place(lab: Lab, content: str, said: str) -> None:
    result = lab.run("import", lab.file("x.csv", content), "--format", "csv", "--dry-run")
    assert result.exit_code == 1
    assert said in result.stderr


def test_a_fault_in_one_row_keeps_all_rows_out(lab: Lab) -> None:
    file = lab.file("x.csv", "title,key,state\ngood,half-1,open\nbad,half-2,nonsense\n")
    result = lab.run("import", file, "--format", "csv")
    assert "row 3, column state: 'nonsense'" in result.stderr
    assert lab.issues("csv/half-") == []


def test_ndjson_there_and_back(lab: Lab) -> None:
    lines = [{"title": f"Line {n}", "fingerprint": f"nd-{n}", "tags": ["nd"]} for n in range(250)]
    file = lab.file("a.ndjson", "\n".join(map(json.dumps, lines)))
    assert "250 issues created" in lab.run("import", file, "--format", "ndjson").stdout
    target = lab.folder / "out.csv"
    chosen = '{"tags": {"some": {"eq": "nd"}}}'
    words = ("export", "--format", "csv", "--filter", chosen, "--output", str(target))
    done = lab.run(*words)
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(io.StringIO(target.read_text("utf-8"), newline="")))
    assert {row["fingerprint"] for row in rows} == {each["fingerprint"] for each in lines}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("import", "-", "--format", "word"), 2, "--format"),
        (("import", "missing.csv", "--format", "csv"), 2, "missing.csv"),
        (("export", "--format", "word"), 2, "--format"),
        (("export", "--format", "csv", "--filter", "{"), 2, "--filter is not JSON"),
        (("export", "--format", "csv", "--filter", '{"x": 1}'), 1, "x"),
    ],
)
def test_wrong_usage(lab: Lab, words: tuple[str, ...], code: int, said: str) -> None:
    result = lab.run(*words)
    assert result.exit_code == code
    assert said in result.stderr


def test_a_token_is_needed(lab: Lab) -> None:
    assert lab.run("export", "--format", "csv", token="").exit_code == 2
    result = lab.run("export", "--format", "csv", token="igw_wrong")
    assert result.exit_code == 1
    assert "token" in result.stderr


def test_failures_of_pytest_become_one_issue(lab: Lab) -> None:
    tests = lab.folder / "test_rail.py"
    seen = []
    for body in ("assert 4.5 > 4.7, 'sags'", "assert 4.4 > 4.7, 'sags'", "pass", "assert 0"):
        tests.write_text(f"def test_rail():\n    print('volts')\n    {body}\n")
        results = str(lab.folder / "results.xml")
        subprocess.run(
            [
                *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tests)),
                *(f"--junit-xml={results}", "--rootdir", str(lab.folder), "-c", "/dev/null"),
            ],
            check=False,
            capture_output=True,
        )
        done = lab.run("import", results, "--format", "junit", "--scope", "nightly")
        assert done.exit_code == 0, done.output
        seen += [line.split("\t")[0] for line in done.stdout.splitlines()]
    assert seen == ["CREATED", "BUMPED", "RESOLVED", "REOPENED"]
    (issue,) = lab.issues("nightly/")
    assert (issue["status"], issue["occurrences"]) == ("OPEN", 3)
    assert "sags" in issue["description"][0]["text"]
    assert "volts" in issue["description"][-1]["text"]
    empty = lab.file("none.xml", "<testsuites><testsuite/></testsuites>")
    words = ("import", empty, "--format", "junit", "--scope", "nightly", "--close-missing")
    assert lab.run(*words, "--dry-run").stdout.startswith("CLOSED\t")
    assert lab.run(*words).stdout.startswith("CLOSED\t")
    (issue,) = lab.issues("nightly/")
    assert (issue["status"], len(issue["comments"]["nodes"])) == ("RESOLVED", 5)


ATTACHED = """
query ($p: String!) { issues(filter: {fingerprint: {startsWith: $p}}, first: 10) { nodes {
  files { nodes { fileName fileType attachment { size mediaType sha256 } } }
} } }
"""


def files(lab: Lab, prefix: str) -> list[dict[str, Any]]:
    answer = httpx.post(
        lab.gateway.graphql_url,
        json={"query": ATTACHED, "variables": {"p": prefix}},
        headers=lab.gateway.headers,
    )
    (issue,) = answer.json()["data"]["issues"]["nodes"]
    return list(issue["files"]["nodes"])


def test_failures_bring_their_files(lab: Lab) -> None:
    """Named as Jenkins and GitLab read it; nothing outside the report's folder is read."""
    lab.file("scope.png", b"\x89PNG")
    (lab.folder / "reports").mkdir()
    lab.file("reports/rail.log", "4.5 V")
    names = ("rail.log", "../scope.png", "/etc/hostname", "missing.txt", "rail.log")
    output = "\n".join(f"[[ATTACHMENT|{name}]]" for name in names)
    case = '<testcase classname="t" name="{}">{}<system-out>{}</system-out></testcase>'
    failure = '<failure message="sags"/>'
    report = lab.file(
        "reports/junit.xml",
        f"<testsuite>{case.format('rail', failure, output)}"
        f"{case.format('fan', '', output)}</testsuite>",
    )
    words = ("import", report, "--format", "junit", "--scope", "with-files")
    assert lab.run(*words, "--dry-run").stdout.startswith("CREATED\t")
    done = lab.run(*words)
    assert done.exit_code == 1
    assert [line.split("\t")[:2] for line in done.stdout.splitlines()] == [
        ["CREATED", "t.rail"],
        *(["REFUSED", f"t.rail: {name}"] for name in names[1:4]),
    ]
    (file,) = files(lab, "with-files/")
    assert (file["fileName"], file["fileType"]) == ("rail.log", "test result")
    assert (file["attachment"]["size"], file["attachment"]["mediaType"]) == (5, "text/plain")


OPENHTF = Path(__file__).with_name("openhtf_record.json")
"""The record that OpenHTF 1.6.3 has written (OutputToJSON) of a failing, a passing and a raising
phase, without the folders of the machine that it ran on."""


def test_records_of_openhtf(lab: Lab) -> None:
    failing = json.loads(OPENHTF.read_text("utf-8"))
    passing = json.loads(OPENHTF.read_text("utf-8"))
    rail = next(phase for phase in passing["phases"] if phase["name"] == "rail")
    rail |= {"outcome": "PASS", "attachments": {}}
    rail["measurements"]["rail_volts"] |= {"outcome": "PASS", "measured_value": 5.0}
    seen = []
    for record in (failing, failing, passing, failing):
        record["phases"] = [each for each in record["phases"] if each["name"] != "crash"]
        file = lab.file("record.json", json.dumps(record))
        done = lab.run("import", file, "--format", "openhtf", "--scope", "bench")
        assert done.exit_code == 0, done.output
        seen += [line.split("\t")[0] for line in done.stdout.splitlines()]
    assert seen == ["CREATED", "BUMPED", "RESOLVED", "REOPENED"]
    (issue,) = lab.issues("bench/")
    assert issue["description"][0]["text"] == "rail_volts: 4.5"
    assert issue["description"][1]["text"] == "DUT SN7"
    first, *_ = found = files(lab, "bench/")
    assert len(found) == 3
    assert (first["fileName"], first["attachment"]["mediaType"]) == ("trace.csv", "text/csv")


def test_phase_of_openhtf_that_raised(lab: Lab) -> None:
    done = lab.run("import", str(OPENHTF), "--format", "openhtf", "--scope", "raised")
    assert [line.split("\t")[:2] for line in done.stdout.splitlines()] == [
        ["CREATED", "power.rail"],
        ["CREATED", "power.crash"],
    ]
    crash = next(each for each in lab.issues("raised/") if each["title"] == "power.crash fails")
    assert crash["description"][0]["text"] == "no instrument"
    assert "ValueError: no instrument" in crash["description"][1]["text"]


def test_skipped_phase_of_openhtf_resolves_nothing(lab: Lab) -> None:
    def record(outcome: str) -> str:
        return json.dumps({"phases": [{"name": "rail", "outcome": outcome}]})

    seen = []
    for outcome in ("FAIL", "SKIP", "PASS"):
        file = lab.file("record.json", record(outcome))
        done = lab.run("import", file, "--format", "openhtf", "--scope", "skipping")
        seen.append(done.stdout.split("\t")[0])
    assert seen == ["CREATED", "", "RESOLVED"]


@pytest.mark.parametrize(
    "attachments", [{"x": {}}, {"x": {"data": "no base64!"}}, {"x": {"data": None}}]
)
def test_a_file_that_cannot_be_read_is_named(lab: Lab, attachments: Any) -> None:
    phase = {"name": "rail", "outcome": "FAIL", "attachments": attachments}
    file = lab.file("record.json", json.dumps({"phases": [phase]}))
    done = lab.run("import", file, "--format", "openhtf", "--scope", "unreadable")
    assert done.exit_code == 1
    assert "REFUSED\ttest.rail: x\tit cannot be read" in done.stdout


@pytest.mark.parametrize(
    ("form", "content"),
    [
        ("junit", "<!DOCTYPE x [<!ENTITY a 'b'>]><testsuite/>"),
        ("junit", "<html/>"),
        ("junit", "not xml"),
        ("openhtf", "{}"),
        ("openhtf", "not json"),
    ],
)
def test_what_holds_no_results(lab: Lab, form: str, content: str) -> None:
    result = lab.run("import", lab.file("x", content), "--format", form)
    assert result.exit_code == 1
    assert "Nothing was imported" in result.stderr
