"""Mutations of many issues at once."""

from collections.abc import Sequence
from typing import cast

from db.actions import bulk
from db.actions.issue import IssueChanges
from db.engine import Write
from db.enums import ErrorPolicy, UserErrorCode
from db.errors import Refused
from db.query.bulk.matching import matching
from db.query.filters import Filter
from db.query.selection import Request
from resolvers.document.selection import snake_keys
from resolvers.execution.mutation import Outcome
from resolvers.inputs import changes
from resolvers.issue import new_issue
from schema.bulk import (
    CreateIssuesInput,
    DeleteIssuesInput,
    IssuesTarget,
    RestoreIssuesInput,
    UpdateIssuesInput,
)
from schema.field import or_default

FILTER = ("filter",)
EXPECTED_COUNT = ("expected_count",)


async def create_issues(write: Write, given: CreateIssuesInput) -> Outcome:
    """Create several issues."""
    news = [new_issue(item) for item in given.issues]
    return _outcome(await bulk.create(write, news, all_or_none=_all_or_none(given)))


async def update_issues(write: Write, given: UpdateIssuesInput) -> Outcome:
    """Make one change in several issues."""
    edit = bulk.Edit(
        changes(given.patch, IssueChanges),
        or_default(given.add_tags, ()),
        or_default(given.remove_tags, ()),
    )
    ids = await _targets(write, given)
    return _outcome(await bulk.update(write, ids, edit, all_or_none=_all_or_none(given)))


async def delete_issues(write: Write, given: DeleteIssuesInput) -> Outcome:
    """Hide several issues."""
    ids = await _targets(write, given)
    return _outcome(await bulk.delete(write, ids, all_or_none=_all_or_none(given)))


async def restore_issues(write: Write, given: RestoreIssuesInput) -> Outcome:
    """Bring several deleted issues back."""
    ids = await _targets(write, given, deleted=True)
    return _outcome(await bulk.restore(write, ids, all_or_none=_all_or_none(given)))


def _all_or_none(given: CreateIssuesInput | IssuesTarget) -> bool:
    return given.error_policy is ErrorPolicy.REJECT_ALL


def _outcome(items: Sequence[bulk.ItemResult]) -> Outcome:
    return {"results": items, "count": sum(item.issue_id is not None for item in items)}


async def _targets(write: Write, given: IssuesTarget, *, deleted: bool = False) -> Sequence[str]:
    """The ids of the issues that an input selects.

    Raises Refused unless the input has either `ids` or `filter`, and for a filter whose count is
    missing or wrong.
    """
    ids, found = or_default(given.ids, None), or_default(given.filter, None)
    expected = or_default(given.expected_count, None)
    if ids is not None and found is None:
        if expected is not None:
            raise Refused.invalid(EXPECTED_COUNT, "Belongs to `filter`.")
        bulk.require_distinct(ids)
        return ids
    if ids is not None or found is None:
        raise Refused.invalid((), "Give either `ids` or `filter`.")
    if expected is None:
        raise Refused.invalid(EXPECTED_COUNT, "Is required with `filter`.")
    if not 1 <= expected <= bulk.MOST:
        raise Refused.invalid(EXPECTED_COUNT, f"Must be between 1 and {bulk.MOST}.")
    return await _matching(write, cast(Filter, snake_keys(found)), expected, deleted)


async def _matching(write: Write, given: Filter, expected: int, deleted: bool) -> Sequence[str]:
    statements = matching(write.dialect, given, expected + 1, deleted=deleted)
    values = statements.values(Request((), write.actor.author, write.now))
    try:
        ((number,),) = await write.fetch_costly(statements.count, values)
        if number == expected:
            ids = [str(row[0]) for row in await write.fetch_costly(statements.ids, values)]
            if len(ids) == expected:
                return ids
    except TimeoutError:
        message = "Takes too long to evaluate. Use a simpler filter, or give `ids`."
        raise Refused.of(UserErrorCode.TOO_LARGE, FILTER, message) from None
    message = f"The filter matches {number} issues, not {expected}."
    raise Refused.conflict(EXPECTED_COUNT, message)
