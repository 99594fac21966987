"""State changes of many issues at once: one transaction, one change for each issue."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass

from db.actions import issue, new_issue, rules
from db.actions.new_issue import NewIssue
from db.engine import Write
from db.errors import Refused, RefusedItems, UserError

MOST = 1000
"""Maximum issues of one call."""

ChangeIssue = Callable[[str], Awaitable[str]]
"""Changes the issue with an id. Raises Refused before it has written anything."""


@dataclass(frozen=True, slots=True)
class ItemResult:
    """Outcome of one item: the id of its issue, or the reasons of its refusal."""

    issue_id: str | None
    errors: Sequence[UserError] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of many issues: columns and `tags` to set, labels to add and to remove."""

    changes: issue.IssueChanges
    added: Sequence[str] = ()
    removed: Sequence[str] = ()


async def create(write: Write, news: Sequence[NewIssue], *, all_or_none: bool) -> list[ItemResult]:
    """Create issues; a later item of `news` is a newer issue.

    Raises Refused for no items or too many. Raises RefusedItems for a bad item if `all_or_none` is
    set.
    """
    _require_some(("issues",), news)
    found = await new_issue.faults(write, news)
    refused = [ItemResult(None, errors) for errors in found]
    if all_or_none:
        refuse_all(refused, ("issues",))
    good = [new for new, errors in zip(news, found, strict=True) if not errors]
    created = iter(await new_issue.add(write, good))
    return [item if item.errors else ItemResult(next(created)) for item in refused]


async def update(
    write: Write, ids: Sequence[str], edit: Edit, *, all_or_none: bool
) -> list[ItemResult]:
    """Make one change in several issues. Raises as `create` does."""
    errors = list(rules.check(rules.ISSUE, edit.changes))
    errors = errors or await issue.missing_links(write, edit.changes)
    errors += rules.TAG_NAMES(("add_tags",), edit.added)
    errors += rules.TAG_NAMES(("remove_tags",), edit.removed)
    if not (edit.changes or edit.added or edit.removed):
        errors += Refused.invalid(("patch",), "Give at least one change.").errors
    rules.refuse(
        UserError(("patch", *error.field), error.message, error.code)
        if error.field[0] in edit.changes
        else error
        for error in errors
    )

    async def change(issue_id: str) -> str:
        row = await issue.find(write, (), issue_id)
        return await issue.amend(write, row, edit.changes, edit.added, edit.removed)

    return await _each(ids, change, all_or_none)


async def delete(write: Write, ids: Sequence[str], *, all_or_none: bool) -> list[ItemResult]:
    """Hide several issues. Raises as `create` does."""
    return await _each(ids, lambda issue_id: issue.delete(write, issue_id), all_or_none)


async def restore(write: Write, ids: Sequence[str], *, all_or_none: bool) -> list[ItemResult]:
    """Restore several deleted issues. Raises as `create` does."""
    return await _each(ids, lambda issue_id: issue.restore(write, issue_id), all_or_none)


def require_distinct(ids: Sequence[str]) -> None:
    """Raises Refused for no ids, too many, and one that is given twice."""
    _require_some(("ids",), ids)
    seen: set[str] = set()
    rules.refuse(
        error
        for index, given in enumerate(map(str.lower, ids))
        if given in seen or seen.add(given)  # type: ignore[func-returns-value]
        for error in Refused.invalid(("ids", str(index)), "Is given twice.").errors
    )


def _require_some(path: rules.Path, items: Sequence[object]) -> None:
    if not items:
        raise Refused.invalid(path, "Must have at least one item.")
    if len(items) > MOST:
        raise Refused.invalid(path, f"Must have at most {MOST} items.")


async def _each(ids: Iterable[str], change: ChangeIssue, all_or_none: bool) -> list[ItemResult]:
    items = []
    for issue_id in ids:
        try:
            items.append(ItemResult(await change(issue_id)))
        except Refused as refused:
            # An item is an id, so each error is about the whole item.
            errors = [UserError((), error.message, error.code) for error in refused.errors]
            items.append(ItemResult(None, errors))
    if all_or_none:
        refuse_all(items, ("ids",))
    return items


def refuse_all(items: Sequence[ItemResult], path: rules.Path) -> None:
    """Raises RefusedItems when one of the items, which `path` leads to, is refused."""
    if any(item.errors for item in items):
        raise RefusedItems(path, [item.errors for item in items])
