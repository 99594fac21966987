"""Results of tests as issues: a failing case files one, a passing case resolves it."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from gateway.transfer.client import Gateway, request_key
from gateway.transfer.records import LONGEST_TITLE, FileError, fingerprint

LONGEST_OUTPUT = 20_000
"""Maximum characters of an output that are kept; its end is kept."""
LONGEST_COMMENT = 9_000

UPSERT = """
mutation FileFailure($input: UpsertIssueInput!) {
  upsertIssue(input: $input) { action issue { id } userErrors { field message } }
}
"""
OPEN = """
query OpenFailures($after: String, $prefix: String!) {
  issues(first: 100, after: $after, orderBy: [{field: ID}], filter: {
    fingerprint: {startsWith: $prefix}, status: {in: [OPEN, IN_PROGRESS]}
  }) { nodes { id fingerprint } pageInfo { hasNextPage endCursor } }
}
"""
RESOLVE = """
mutation ResolveFailure($update: UpdateIssueInput!, $comment: AddCommentInput!) {
  updateIssue(input: $update) { userErrors { message } }
  addComment(input: $comment) { userErrors { message } }
}
"""


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a run. `message` is None for one that passed."""

    name: str
    message: str | None = None
    details: str = ""
    output: str = ""


def read_junit(content: bytes) -> list[Case]:
    """Read JUnit XML, as pytest and many others write it; skipped cases are left out.

    Raises FileError.
    """
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise FileError(["the file declares a document type, which results do not need"])
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        raise FileError([f"the file is not XML: {error}"]) from None
    cases = {case.name: case for case in _junit_cases(root)}
    if root.tag not in ("testsuites", "testsuite"):
        raise FileError([f"the file is no JUnit report: its root is {root.tag}"])
    return list(cases.values())


def _junit_cases(root: ElementTree.Element) -> Iterator[Case]:
    for each in root.iter("testcase"):
        if each.find("skipped") is not None:
            continue
        name = ".".join(filter(None, (each.get("classname"), each.get("name"))))
        output = "\n".join(
            each.findtext(stream, "").strip() for stream in ("system-out", "system-err")
        ).strip()
        failed = each.find("failure")
        failed = each.find("error") if failed is None else failed
        if failed is None:
            yield Case(name, output=output)
        else:
            message = (failed.get("message") or failed.get("type") or "failed").strip()
            yield Case(name, message, (failed.text or "").strip(), output)


def read_openhtf(content: bytes) -> list[Case]:
    """Read OpenHTF's JSON records: one, a list, or one a line; each phase is a case.

    Raises FileError.
    """
    text = content.decode("utf-8-sig", errors="replace")
    try:
        data = json.loads(text)
    except ValueError:
        try:
            data = [json.loads(line) for line in text.splitlines() if line.strip()]
        except ValueError as error:
            raise FileError([f"the file is not JSON: {error}"]) from None
    cases: dict[str, Case] = {}
    for record in data if isinstance(data, list) else [data]:
        if not isinstance(record, dict) or "phases" not in record:
            raise FileError(["the file is no OpenHTF record: it has no phases"])
        test = str((record.get("metadata") or {}).get("test_name") or "test")
        for phase in record["phases"]:
            case = _phase(test, phase, record)
            cases[case.name] = case
    return list(cases.values())


def _phase(test: str, phase: Mapping[str, Any], record: Mapping[str, Any]) -> Case:
    name = f"{test}.{phase.get('name', 'phase')}"
    failing = [
        f"{key}: {measured.get('measured_value')!r}"
        for key, measured in (phase.get("measurements") or {}).items()
        if measured.get("outcome") == "FAIL"
    ]
    outcome = phase.get("outcome")
    logs = [
        str(entry.get("message", "")) if isinstance(entry, dict) else str(entry)
        for entry in record.get("log_records") or ()
    ]
    output = "\n".join(logs)
    if outcome in ("FAIL", "ERROR") or failing:
        message = "; ".join(failing) or str(phase.get("result") or outcome)
        device = f"DUT {record['dut_id']}" if record.get("dut_id") else ""
        return Case(name, message, device, output)
    return Case(name, output=output)


@dataclass(frozen=True, slots=True)
class Done:
    """Outcome of a case: CREATED, BUMPED, REOPENED, RESOLVED, CLOSED or REFUSED."""

    action: str
    name: str
    issue_id: str


class FailureImport:
    """Brings the issues of one `scope` in line with one run.

    `run` stands for the run: a request that is repeated is carried out once.
    """

    def __init__(self, gateway: Gateway, scope: str, run: str, dry_run: bool) -> None:
        self._gateway = gateway
        self._scope = scope
        self._run = run
        self._dry_run = dry_run

    def apply(
        self, cases: Sequence[Case], close_missing: bool, tell: Callable[[Done], None]
    ) -> None:
        """File what fails, resolve what passes, and close what is missing if asked."""
        known = dict(self._open())
        for case in cases:
            mark = fingerprint(self._scope, case.name)
            if case.message is not None:
                tell(self._file(case, mark))
            elif mark in known:
                tell(self._resolve(known[mark], case.name, "RESOLVED", "It passes again."))
        if close_missing:
            met = {fingerprint(self._scope, case.name) for case in cases}
            for mark, issue_id in known.items():
                if mark not in met:
                    name = mark.removeprefix(f"{self._scope}/")
                    tell(self._resolve(issue_id, name, "CLOSED", "The results have it no more."))

    def _open(self) -> Iterator[tuple[str, str]]:
        after = None
        while True:
            given = {"after": after, "prefix": f"{self._scope}/"}
            page = self._gateway.ask(OPEN, given)["issues"]
            yield from ((each["fingerprint"], each["id"]) for each in page["nodes"])
            if not page["pageInfo"]["hasNextPage"]:
                return
            after = page["pageInfo"]["endCursor"]

    def _file(self, case: Case, mark: str) -> Done:
        blocks = [
            {"type": kind, "text": text}
            for kind, text in (
                ("paragraph", case.message),
                ("code", case.details[-LONGEST_OUTPUT:]),
                ("code", case.output[-LONGEST_OUTPUT:]),
            )
            if text
        ]
        given = {
            "fingerprint": mark,
            "title": f"{case.name} fails"[:LONGEST_TITLE],
            "description": blocks,
            "tags": [self._scope[:100]],
            "comment": "\n\n".join(filter(None, (case.message, case.details)))[:LONGEST_COMMENT],
            "dryRun": self._dry_run,
        }
        answer = self._gateway.ask(UPSERT, {"input": given}, self._key(mark))["upsertIssue"]
        if answer["issue"]:
            return Done(answer["action"], case.name, answer["issue"]["id"])
        return Done(
            "REFUSED", case.name, "; ".join(each["message"] for each in answer["userErrors"])
        )

    def _resolve(self, issue_id: str, name: str, action: str, comment: str) -> Done:
        given = {
            "update": {"id": issue_id, "status": "RESOLVED", "dryRun": self._dry_run},
            "comment": {"issueId": issue_id, "content": comment, "dryRun": self._dry_run},
        }
        answer = self._gateway.ask(RESOLVE, given, self._key(issue_id))
        refused = [error["message"] for each in answer.values() for error in each["userErrors"]]
        return (
            Done("REFUSED", name, "; ".join(refused)) if refused else Done(action, name, issue_id)
        )

    def _key(self, what: str) -> str | None:
        return None if self._dry_run else request_key("run", self._run, self._scope, what)


READERS: Mapping[str, Callable[[bytes], list[Case]]] = {
    "junit": read_junit,
    "openhtf": read_openhtf,
}
