"""Import of records as issues, each once: known fingerprints are skipped."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gateway.transfer.client import Gateway, request_key
from gateway.transfer.records import Record

MOST_ITEMS = 100
MOST_BYTES = 500_000
"""Maximum issues and bytes of one request; the default body limit is one mebibyte."""

VIEWER = "query { viewer { scope } }"
CREATE = """
mutation ImportIssues($issues: [NewIssueInput!]!, $dryRun: Boolean) {
  createIssues(input: {issues: $issues, errorPolicy: REJECT_FAILED, dryRun: $dryRun}) {
    results { index issue { id } userErrors { field message code } }
    userErrors { message }
  }
}
"""
KNOWN = """
query ImportedIssues($fingerprints: [String!]!) {
  issues(first: 100, filter: {fingerprint: {in: $fingerprints}}) {
    nodes { id fingerprint comments(first: 0) { totalCount } }
  }
}
"""
COMMENT = """
mutation ImportComment($input: AddCommentInput!) {
  addComment(input: $input) { userErrors { message } }
}
"""


@dataclass(slots=True)
class Summary:
    """Counts of an import, and the reasons of what was refused."""

    created: int = 0
    present: int = 0
    comments: int = 0
    refused: list[str] = field(default_factory=list)


class Importer:
    """Imports records into a gateway; `progress` is called with the number done."""

    def __init__(self, gateway: Gateway, dry_run: bool, progress: Callable[[int], None]) -> None:
        self._gateway = gateway
        self._dry_run = dry_run
        self._progress = progress
        self._admin = gateway.ask(VIEWER, {})["viewer"]["scope"] == "ADMIN"
        self._summary = Summary()

    def run(self, records: Sequence[Record]) -> Summary:
        """Import all records; issues of an earlier run are left as they are."""
        done = 0
        for portion in self._portions(records):
            ids = self._create(portion)
            self._comment(portion, ids)
            done += len(portion)
            self._progress(done)
        return self._summary

    def _create(self, portion: Sequence[Record]) -> dict[str, str]:
        issues = [record.issue(admin=self._admin) for record in portion]
        data = self._gateway.ask(CREATE, {"issues": issues, "dryRun": self._dry_run})
        answer, ids = data["createIssues"], {}
        self._summary.refused += [error["message"] for error in answer["userErrors"]]
        for result in answer["results"]:
            record = portion[result["index"]]
            if result["issue"]:
                self._summary.created += 1
                ids[record.fingerprint] = result["issue"]["id"]
            elif [each["code"] for each in result["userErrors"]] == ["CONFLICT"]:
                self._summary.present += 1
            else:
                self._summary.refused += [
                    f"{record.place}, {'.'.join(error['field'] or ())}: {error['message']}"
                    for error in result["userErrors"]
                ]
        return ids

    def _comment(self, portion: Sequence[Record], ids: Mapping[str, str]) -> None:
        """Write the missing comments: an earlier run may have ended before it wrote them."""
        commented = [record for record in portion if record.remarks]
        if self._dry_run or not commented:
            self._summary.comments += sum(
                len(record.remarks) for record in commented if record.fingerprint in ids
            )
            return
        fingerprints = [record.fingerprint for record in commented]
        found = self._gateway.ask(KNOWN, {"fingerprints": fingerprints})["issues"]["nodes"]
        known = {each["fingerprint"]: each for each in found}
        for record in commented:
            if record.fingerprint not in known:
                continue
            issue = known[record.fingerprint]
            for number, remark in enumerate(record.remarks):
                if number < issue["comments"]["totalCount"] or not remark.text.strip():
                    continue
                given = {"issueId": issue["id"], "content": remark.content}
                key = request_key("import", record.fingerprint, str(number))
                answer = self._gateway.ask(COMMENT, {"input": given}, key)["addComment"]
                self._summary.comments += not answer["userErrors"]
                self._summary.refused += [
                    f"{record.place}, comment {number + 1}: {error['message']}"
                    for error in answer["userErrors"]
                ]

    def _portions(self, records: Sequence[Record]) -> Iterator[list[Record]]:
        portion: list[Record] = []
        size = 0
        for record in records:
            length = len(json.dumps(record.issue(admin=self._admin)))
            if portion and (len(portion) == MOST_ITEMS or size + length > MOST_BYTES):
                yield portion
                portion, size = [], 0
            portion.append(record)
            size += length
        if portion:
            yield portion


def state_table(states: Counter[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Return the states in the file, the status of each, and their counts."""
    return [(name, status, str(count)) for (name, status), count in sorted(states.items())]
