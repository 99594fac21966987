"""Conventions of the schema, checked for every type, field and argument."""

from collections.abc import Iterator
from enum import Enum

import pytest
import strawberry
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
    is_list_type,
    is_specified_scalar_type,
)
from strawberry.types.base import StrawberryObjectDefinition

from schema.attachment import AttachmentOrderField
from schema.comment import CommentOrderField
from schema.field import input_type
from schema.file import FileOrderField
from schema.issue import IssueOrderField
from schema.metrics import IssueGroupKey
from schema.root.mutations import MUTATIONS
from schema.session import SessionOrderField

NODES = {
    "Issue": "id title description status priority tags owner resolutionSummary createdBy createdAt"
    " updatedAt resolvedAt deletedAt version jobRunId sessions attachments sessionAttachments"
    " comments files history fingerprint occurrences lastSeenAt viewerCanDelete",
    "Comment": "id content attachments createdBy createdAt updatedAt isEdited isDeleted deletedAt"
    " reactions viewerCanUpdate viewerCanDelete version issue",
    "File": "id fileName fileType attachmentId attachment createdBy createdAt viewerCanDelete"
    " issue",
    "Attachment": "id name type title description citation sourceSessionId sourceSession createdBy"
    " createdAt isVisible viewerCanUpdate viewerCanDelete size mediaType sha256 url",
    "Session": "id title description createdBy createdAt isStarred starredAt viewerCanUpdate"
    " viewerCanDelete attachments issues",
}
PAGE = ["first", "after", "last", "before", "offset", "filter"]
CONNECTIONS = {
    "Query.issues": [*PAGE, "orderBy", "includeDeleted"],
    "Query.comments": [*PAGE, "orderBy", "includeDeleted"],
    "Query.files": [*PAGE, "orderBy"],
    "Query.attachments": [*PAGE, "orderBy"],
    "Query.sessions": [*PAGE, "orderBy"],
    "Query.changes": ["after", "first", "last", "before", "filter"],
    "Subscription.issues": [*PAGE, "orderBy", "includeDeleted"],
    "Query.webhooks": ["first", "after"],
    "Webhook.deliveries": ["first", "after"],
    "Issue.comments": [*PAGE, "orderBy", "includeDeleted"],
    "Issue.files": [*PAGE, "orderBy"],
    "Issue.history": PAGE,
    "Session.issues": [*PAGE, "orderBy"],
}
ORDERS: dict[str, type[Enum]] = {
    "Issue": IssueOrderField,
    "Comment": CommentOrderField,
    "File": FileOrderField,
    "Attachment": AttachmentOrderField,
    "Session": SessionOrderField,
}
# Computed from other fields, or of the caller; no values of their own.
NOT_ORDERABLE = {
    "Attachment.url",
    *(f"{name}.viewerCanUpdate" for name in ("Attachment", "Comment", "Session")),
    *(f"{name}.viewerCanDelete" for name in NODES),
}
ONLY_ORDERABLE = {"Issue": {"commentsCount"}}


def elements(schema: GraphQLSchema) -> Iterator[tuple[str, object]]:
    """Every type, field, argument and enum value of our own, by its coordinate."""
    for type_ in schema.type_map.values():
        if type_.name.startswith("__") or is_specified_scalar_type(type_):
            continue
        yield type_.name, type_
        if isinstance(type_, GraphQLEnumType):
            yield from ((f"{type_.name}.{name}", value) for name, value in type_.values.items())
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for name, field in type_.fields.items():
                yield f"{type_.name}.{name}", field
                for argument, value in getattr(field, "args", {}).items():
                    yield f"{type_.name}.{name}({argument}:)", value


def fields(schema: GraphQLSchema, name: str) -> dict[str, GraphQLField]:
    type_ = schema.type_map[name]
    assert isinstance(type_, GraphQLObjectType)
    return dict(type_.fields)


def member_names(schema: GraphQLSchema, name: str) -> list[str]:
    type_ = schema.type_map[name]
    assert isinstance(type_, GraphQLObjectType | GraphQLInputObjectType)
    return list(type_.fields)


def test_every_element_has_a_description(printed: GraphQLSchema) -> None:
    undescribed = [
        name for name, element in elements(printed) if not getattr(element, "description", None)
    ]

    assert undescribed == []


def test_descriptions_are_sentences(printed: GraphQLSchema) -> None:
    unfinished = [
        name
        for name, element in elements(printed)
        if not getattr(element, "description", "").endswith(".")
    ]

    assert unfinished == []


def test_every_scalar_of_ours_says_where_it_is_specified(printed: GraphQLSchema) -> None:
    unspecified = [
        name
        for name, element in elements(printed)
        if isinstance(element, GraphQLScalarType) and not element.specified_by_url
    ]

    assert unspecified == []


def test_only_meant_defaults_are_printed(declared: strawberry.Schema) -> None:
    lines = (line.strip() for line in declared.as_str().splitlines())
    defaults = {line for line in lines if " = " in line and not line.startswith("union ")}

    assert defaults == {
        "direction: OrderDirection! = ASC",
        "dryRun: Boolean = false",
        "errorPolicy: ErrorPolicy! = REJECT_ALL",
        "expiresIn: Int = 3600",
        "description: [JSON!] = []",
        "includeDeleted: Boolean = false",
        "reopen: Boolean! = true",
        "limit: Int! = 1000",
        "mergeDisjoint: Boolean = false",
        "offset: Int = 0",
        "length: Int = 65536",
        "lines: Int = 100",
        "before: Int = 0",
        "after: Int = 0",
        "first: Int = 100",
        "isVisible: Boolean = true",
    }


def test_nothing_has_a_resolver(declared: strawberry.Schema) -> None:
    definitions = [
        concrete.definition
        for concrete in declared.schema_converter.type_map.values()
        if isinstance(concrete.definition, StrawberryObjectDefinition)
    ]

    assert {"Query", "Mutation", "Subscription", *NODES} <= {each.name for each in definitions}
    assert [
        f"{definition.name}.{field.name}"
        for definition in definitions
        for field in definition.fields
        if field.base_resolver is not None
    ] == []


@pytest.mark.parametrize("name", NODES)
def test_types_have_the_fields_of_the_contract(printed: GraphQLSchema, name: str) -> None:
    type_ = printed.type_map[name]

    assert isinstance(type_, GraphQLObjectType)
    assert set(type_.fields) == set(NODES[name].split())
    assert [interface.name for interface in type_.interfaces] == ["Node"]
    lookup = fields(printed, "Query")[name.lower()]
    assert (str(lookup.type), [str(a.type) for a in lookup.args.values()]) == (name, ["ID!"])


def test_query_has_the_fields_of_the_contract(printed: GraphQLSchema) -> None:
    assert set(fields(printed, "Query")) == {
        *("viewer", "node", "nodes", "issueBy", "issueMetrics", "issueGroups", "changes"),
        *("attachmentText", "attachmentTail", "attachmentGrep"),
        *(name.lower() for name in NODES),
        *(f"{name.lower()}s" for name in NODES),
        *("webhook", "webhooks"),
    }
    assert {
        name: str(fields(printed, "Query")[name].type)
        for name in ("viewer", "node", "nodes", "issueMetrics", "issueGroups")
    } == {
        "viewer": "Viewer!",
        "node": "Node",
        "nodes": "[Node]!",
        "issueMetrics": "IssueMetrics!",
        "issueGroups": "[IssueGroup!]!",
    }


def test_subscription_has_the_fields_of_the_contract(printed: GraphQLSchema) -> None:
    found = fields(printed, "Subscription")

    assert {name: str(field.type) for name, field in found.items()} == {
        "changes": "Change!",
        "issues": "IssueConnection!",
        "issue": "Issue",
    }
    assert list(found["changes"].args) == ["after", "filter"]
    for name in ("issues", "issue"):
        same = fields(printed, "Query")[name]
        assert [*found[name].args] == [*same.args]


def test_connections_take_the_arguments_of_the_contract(printed: GraphQLSchema) -> None:
    found = {
        name: list(element.args)
        for name, element in elements(printed)
        if isinstance(element, GraphQLField) and str(element.type).endswith("Connection!")
    }

    assert found == CONNECTIONS


@pytest.mark.parametrize("name", [*NODES, "Change"])
def test_connections_have_edges_nodes_page_info_and_count(
    printed: GraphQLSchema, name: str
) -> None:
    connection = printed.type_map[f"{name}Connection"]
    edge = printed.type_map[f"{name}Edge"]

    assert isinstance(connection, GraphQLObjectType)
    assert isinstance(edge, GraphQLObjectType)
    assert {key: str(field.type) for key, field in connection.fields.items()} == {
        "edges": f"[{name}Edge!]!",
        "nodes": f"[{name}!]!",
        "pageInfo": "PageInfo!",
        "totalCount": "Int!",
        "count": "Int!",
    }
    assert {key: str(field.type) for key, field in edge.fields.items()} == {
        "cursor": "String!",
        "node": f"{name}!",
    }


@pytest.mark.parametrize("name", [*NODES, "Change"])
def test_filters_combine_and_name_members_of_their_type(printed: GraphQLSchema, name: str) -> None:
    filter_ = printed.type_map[f"{name}Filter"]

    assert isinstance(filter_, GraphQLInputObjectType)
    assert {key: str(filter_.fields[key].type) for key in ("and", "or", "not")} == {
        "and": f"[{name}Filter!]",
        "or": f"[{name}Filter!]",
        "not": f"{name}Filter",
    }
    members = {*member_names(printed, name), "and", "or", "not", "search"}
    assert set(filter_.fields) <= members


@pytest.mark.parametrize("name", NODES)
def test_every_scalar_field_can_be_ordered_by(printed: GraphQLSchema, name: str) -> None:
    type_ = printed.type_map[name]
    order = printed.type_map[f"{name}Order"]

    assert isinstance(type_, GraphQLObjectType)
    orderable = {
        key
        for key, field in type_.fields.items()
        if is_leaf_type(get_named_type(field.type))
        and not is_list_type(getattr(field.type, "of_type", field.type))
        and f"{name}.{key}" not in NOT_ORDERABLE
    }
    found = {camel_case(member.value) for member in ORDERS[name]}
    assert found == orderable | ONLY_ORDERABLE.get(name, set())
    assert list(member_names(printed, order.name)) == ["field", "direction", "nulls"]


@pytest.mark.parametrize("enum", [*ORDERS.values(), IssueGroupKey])
def test_order_fields_and_group_keys_stand_for_python_names(enum: type[Enum]) -> None:
    assert [member.value for member in enum] == [member.name.lower() for member in enum]


@pytest.mark.parametrize("name", MUTATIONS)
def test_mutations_follow_one_pattern(printed: GraphQLSchema, name: str) -> None:
    camel = camel_case(name)
    noun = camel[0].upper() + camel[1:]
    field = fields(printed, "Mutation")[camel]

    assert {key: str(argument.type) for key, argument in field.args.items()} == {
        "input": f"{noun}Input!"
    }
    assert str(field.type) == f"{noun}Payload!"
    assert "clientMutationId" in member_names(printed, f"{noun}Input")
    payload = printed.type_map[f"{noun}Payload"]
    assert isinstance(payload, GraphQLObjectType)
    answered, *rest = ((key, str(member.type)) for key, member in payload.fields.items())
    if name == "upsert_issue":
        assert rest.pop(0) == ("action", "UpsertAction")
    if name == "create_webhook":
        assert rest.pop(0) == ("secret", "String")
    if answered == ("results", "[IssueResult!]!"):
        assert rest.pop(0) == ("count", "Int!")
    assert rest == [("userErrors", "[UserError!]!"), ("clientMutationId", "String")]
    assert answered[1] == "[IssueResult!]!" or not answered[1].endswith("!")


@pytest.mark.parametrize(
    ("name", "members"),
    {
        "CreateIssueInput": "title description status priority tags owner resolutionSummary"
        " jobRunId sessionIds attachmentIds fingerprint createdBy createdAt",
        "UpdateIssueInput": "id title description status priority tags owner resolutionSummary"
        " jobRunId sessionIds attachmentIds expectedVersion mergeDisjoint",
        "DeleteIssueInput": "id expectedVersion",
        "RestoreIssueInput": "id expectedVersion",
        "AddTagsInput": "id tags expectedVersion",
        "RemoveTagsInput": "id tags expectedVersion",
        "AddCommentInput": "issueId content attachmentIds",
        "UpdateCommentInput": "id issueId content expectedVersion",
        "DeleteCommentInput": "id issueId expectedVersion",
        "AddReactionInput": "commentId emoji",
        "RemoveReactionInput": "commentId emoji",
        "CreateSessionInput": "title description",
        "UpdateSessionInput": "id title description isStarred",
        "DeleteSessionInput": "id",
        "UploadAttachmentInput": "file name type issueId title description citation sourceSessionId"
        " isVisible"
        " size mediaType",
        "UpdateAttachmentInput": "id title description citation isVisible",
        "AddFileInput": "issueId attachmentId file fileName fileType",
        "RemoveFileInput": "id",
        "LinkSessionsInput": "issueId sessionIds",
        "LinkAttachmentsInput": "issueId attachmentIds",
    }.items(),
)
def test_inputs_have_the_fields_of_the_contract(
    printed: GraphQLSchema, name: str, members: str
) -> None:
    assert member_names(printed, name) == ["clientMutationId", "dryRun", *members.split()]


def test_types_without_a_docstring_are_refused() -> None:
    with pytest.raises(TypeError, match="docstring"):

        @input_type
        class Nameless:
            value: int


def camel_case(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
