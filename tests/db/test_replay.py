"""Replaying changes without a database."""

from typing import Any

import pytest

from db.enums import ChangeAction, ObjectType
from db.maintenance.replay import Replay

CREATED, UPDATED, DELETED = ChangeAction.CREATED, ChangeAction.UPDATED, ChangeAction.DELETED


def change(
    action: ChangeAction,
    version: int | None,
    patch: dict[str, Any],
    kind: ObjectType = ObjectType.ISSUE,
) -> dict[str, Any]:
    return {
        "sequence": 9,
        "action": action,
        "object_type": kind,
        "version": version,
        "patch": patch,
        "before": None,
    }


def replayed(*changes: dict[str, Any]) -> Replay:
    replay = Replay()
    for each in changes:
        replay.apply(each)
    return replay


def test_later_patches_win() -> None:
    replay = replayed(
        change(CREATED, 1, {"title": "a", "tags": ["x"]}), change(UPDATED, 2, {"title": "b"})
    )
    assert replay.faults == []
    assert replay.state == {"title": "b", "tags": ["x"]}
    assert replay.differences({"title": "b", "tags": ["x"]}) == []
    assert replay.differences({"title": "b", "tags": []}) == ['tags is [], logged was ["x"]']


def test_numbers_of_another_kind_differ() -> None:
    assert replayed(change(CREATED, 1, {"n": 1})).differences({"n": 1.0})
    assert replayed(change(CREATED, 1, {"n": 1})).differences({"n": True})


def test_a_deleted_issue_keeps_its_row_and_a_deleted_file_does_not() -> None:
    issue = replayed(change(CREATED, 1, {}), change(DELETED, 2, {"deleted_at": "now"}))
    assert issue.differences({"deleted_at": "now"}) == []
    file = ObjectType.FILE
    gone = replayed(change(CREATED, None, {"name": "a"}, file), change(DELETED, None, {}, file))
    assert gone.differences(None) == []
    assert gone.differences({"name": "a"}) == ["the log has it gone"]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ([change(UPDATED, 1, {})], "before the creation"),
        ([change(CREATED, 1, {}), change(UPDATED, 3, {})], "version 3 after 1"),
        ([change(CREATED, 1, {}), change(CREATED, 2, {})], "out of order"),
        ([change(CREATED, 1, {}), change(UPDATED, 2, {}, ObjectType.COMMENT)], "of a COMMENT"),
        (
            [
                change(CREATED, None, {}, ObjectType.FILE),
                change(DELETED, None, {}, ObjectType.FILE),
                change(UPDATED, None, {}, ObjectType.FILE),
            ],
            "out of order",
        ),
    ],
)
def test_what_no_sequence_of_actions_logs(changes: list[dict[str, Any]], fault: str) -> None:
    (found,) = replayed(*changes).faults
    assert fault in found
