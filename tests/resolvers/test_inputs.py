"""Typed inputs of mutations, made by the coercion that serves requests."""

from collections.abc import Mapping
from typing import Any, get_type_hints

import pytest
from strawberry import UNSET

from db.actions.attachment import AttachmentChanges
from db.actions.issue import IssueChanges
from db.actions.session import SessionChanges
from db.actions.webhook import WebhookChanges
from db.enums import ErrorPolicy, IssuePriority, IssueStatus
from db.json_numbers import number
from db.query.selection import Options
from resolvers.document.operation import Operations
from resolvers.errors import OperationError
from resolvers.inputs import changes
from resolvers.issue import new_issue
from resolvers.root import MUTATION_RESOLVERS, build_schema, graphql_schema
from schema.attachment import UpdateAttachmentInput
from schema.bulk import CreateIssuesInput, UpdateIssuesInput
from schema.field import or_default
from schema.issue import CreateIssueInput, IssuePatchInput, NewIssueInput, UpdateIssueInput
from schema.payload import MutationInput
from schema.root.mutations import MUTATIONS
from schema.session import UpdateSessionInput
from schema.webhook import CreateWebhookInput, UpdateWebhookInput

CONTROLS = {"id", "client_mutation_id", "dry_run", "expected_version", "merge_disjoint"}
"""Members of an update that choose the object or say how to change it."""


@pytest.fixture(scope="module")
def operations() -> Operations:
    return Operations(graphql_schema(build_schema()))


def coerced(operations: Operations, head: str, field: str, given: Mapping[str, object]) -> Any:
    """The input of the root field `field` of an operation that begins with `head`."""
    operation = operations.get(f"mutation {head} {{ result: {field} {{ clientMutationId }} }}")
    variables = operation.coerce(given)
    (root,) = operation.mutation_fields(operation.split(variables), Options())
    return operation.mutation_input(root, variables)


def in_text(operations: Operations, name: str, literal: str) -> Any:
    return coerced(operations, "", f"{name}(input: {literal})", {})


def as_variable(operations: Operations, name: str, given: Mapping[str, object]) -> Any:
    kind = f"{name[0].upper()}{name[1:]}Input"
    return coerced(operations, f"($i: {kind}!)", f"{name}(input: $i)", {"i": given})


def test_text_and_variables_make_the_same_input(operations: Operations) -> None:
    text = '{title: "Sag", status: IN_PROGRESS, description: [{n: [1, 2.5, null]}], owner: null}'
    given = {
        "title": "Sag",
        "status": "IN_PROGRESS",
        "description": [{"n": [1, number("2.5"), None]}],
        "owner": None,
    }
    blocks = given["description"]

    made = as_variable(operations, "createIssue", given)

    assert made.description == blocks
    assert made == in_text(operations, "createIssue", text)
    assert isinstance(made, CreateIssueInput)
    assert made.status is IssueStatus.IN_PROGRESS
    assert made.owner is None
    assert made.session_ids is UNSET
    assert made.dry_run is False


def test_members_may_come_from_variables(operations: Operations) -> None:
    head, field = "($t: String!, $s: IssueStatus)", "createIssue(input: {title: $t, status: $s})"

    given = coerced(operations, head, field, {"t": "Sag", "s": None})
    left_out = coerced(operations, head, field, {"t": "Sag"})

    assert (given.title, given.status) == ("Sag", None)
    assert left_out.status is UNSET


def test_an_input_may_be_the_default_of_a_variable(operations: Operations) -> None:
    head = '($i: CreateIssueInput! = {title: "Sag", tags: "one"})'

    made = coerced(operations, head, "createIssue(input: $i)", {})

    assert (type(made), made.title, made.tags) == (CreateIssueInput, "Sag", ["one"])


def test_inputs_within_inputs_are_typed(operations: Operations) -> None:
    made = as_variable(operations, "createIssues", {"issues": [{"title": "a"}, {"title": "b"}]})
    patch = {"jobRunId": None}
    filter_ = {"createdBy": {"eq": "Atlas"}}
    update = as_variable(operations, "updateIssues", {"patch": patch, "filter": filter_})

    assert type(made) is CreateIssuesInput
    assert [(type(item), item.title) for item in made.issues] == [
        (NewIssueInput, "a"),
        (NewIssueInput, "b"),
    ]
    assert made.error_policy is ErrorPolicy.REJECT_ALL
    assert update.filter == filter_
    assert isinstance(update, UpdateIssuesInput)
    assert (type(update.patch), update.patch.job_run_id) == (IssuePatchInput, None)
    assert update.ids is UNSET


def test_names_within_json_stay_as_they_are(operations: Operations) -> None:
    blocks = [{"camelCase": 1, "snake_case": {"innerName": True}}]
    made = as_variable(operations, "createIssue", {"title": "Sag", "description": blocks})
    webhook = as_variable(
        operations,
        "createWebhook",
        {"url": "https://lab.example", "filter": {"objectType": {"eq": "ISSUE"}}},
    )

    assert made.description == blocks
    assert list(webhook.filter) == ["objectType"]
    assert isinstance(webhook, CreateWebhookInput)


def test_a_wrong_member_is_refused_by_its_own_name(operations: Operations) -> None:
    with pytest.raises(OperationError) as refused:
        as_variable(operations, "createIssue", {"title": "Sag", "session_ids": []})

    assert "unknown field 'session_ids'" in refused.value.errors[0].message


def test_changes_tell_null_from_what_is_left_out(operations: Operations) -> None:
    given = {"id": "1", "expectedVersion": 3, "status": None, "priority": "HIGH"}
    made = as_variable(operations, "updateIssue", given)

    assert changes(made, IssueChanges) == {"status": None, "priority": IssuePriority.HIGH}


def test_null_is_the_default_of_a_new_issue(operations: Operations) -> None:
    optional = ["description", "status", "priority", "tags", "owner", "resolutionSummary"]
    optional += ["jobRunId", "sessionIds", "attachmentIds", "fingerprint", "createdBy", "createdAt"]
    nulls = dict.fromkeys(optional)

    least = new_issue(as_variable(operations, "createIssue", {"title": "Sag"}))
    made = new_issue(as_variable(operations, "createIssue", {"title": "Sag", **nulls}))

    assert made == least
    assert least.status is IssueStatus.OPEN


@pytest.mark.parametrize("value", [0, "", False, []])
def test_an_empty_value_is_no_missing_one(value: object) -> None:
    assert or_default(value, "other") is value


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (UpdateIssueInput, IssueChanges),
        (IssuePatchInput, IssueChanges),
        (UpdateAttachmentInput, AttachmentChanges),
        (UpdateSessionInput, SessionChanges),
        (UpdateWebhookInput, WebhookChanges),
    ],
)
def test_an_action_knows_each_field_that_an_update_sets(
    given: type[object], kind: type[object]
) -> None:
    assert get_type_hints(kind).keys() == get_type_hints(given).keys() - CONTROLS


def test_each_resolver_takes_the_input_of_its_mutation() -> None:
    taken = {
        name: get_type_hints(resolver)["given"] for name, resolver in MUTATION_RESOLVERS.items()
    }

    assert taken == {name: declared.input for name, declared in MUTATIONS.items()}
    assert all(issubclass(kind, MutationInput) for kind in taken.values())
