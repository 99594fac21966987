"""Results of tests as issues: a failing case files one, a passing case resolves it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from gateway.transfer.client import Gateway, GatewayError, request_key
from gateway.transfer.records import LONGEST_TITLE, fingerprint
from gateway.transfer.results import Attached, Case

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
                done = self._file(case, mark)
                tell(done)
                if done.action != "REFUSED" and not self._dry_run:
                    self._attach(case, done.issue_id, tell)
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

    def _attach(self, case: Case, issue_id: str, tell: Callable[[Done], None]) -> None:
        """Add the files of a case; one that cannot be added does not hold the others up."""
        for number, attached in enumerate(case.attached):
            reason = self._add(attached, issue_id, self._key(f"{issue_id} {number}"))
            if reason:
                tell(Done("REFUSED", f"{case.name}: {attached.name}", reason))

    def _add(self, attached: Attached, issue_id: str, key: str | None) -> str:
        if attached.content is None:
            return "it cannot be read"
        try:
            self._gateway.attach(
                issue_id, attached.name, attached.media_type, attached.content, key
            )
        except GatewayError as error:
            return str(error)
        return ""

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
