"""The selection reader: the syntax tree and the variables in, plain fields out."""

import pytest
from graphql import (
    FragmentDefinitionNode,
    OperationDefinitionNode,
    OperationType,
    build_schema,
    parse,
)

from db.query.selection import Field, Selection, Slot
from resolvers.document.selection import SelectionReader, snake, snake_keys
from resolvers.errors import ErrorCode, OperationError

SCHEMA = build_schema(
    """
    type Query {
      issue(id: ID!, filter: Filter, first: Int = 5): Issue
      node(id: ID!): Node
      any: Any
    }
    interface Node { id: ID! }
    union Any = Issue | Comment
    type Issue implements Node { id: ID!  createdAt: String  comments(first: Int): [Comment!]! }
    type Comment implements Node { id: ID!  isEdited: Boolean  issue: Issue }
    input Filter { createdAt: String  and: [Filter!]  isEdited: Boolean }
    """
)
ID = Field("id", "id")


def read(text: str, **variables: object) -> Selection:
    """The selection of the only operation of a document."""
    definitions = parse(text).definitions
    fragments = {
        each.name.value: each for each in definitions if isinstance(each, FragmentDefinitionNode)
    }
    (operation,) = (each for each in definitions if isinstance(each, OperationDefinitionNode))
    root = SCHEMA.get_root_type(OperationType.QUERY)
    assert root is not None
    return SelectionReader(SCHEMA, fragments, variables).read(root, [operation.selection_set])


def issue(*fields: Field, key: str = "issue", **arguments: object) -> Field:
    return Field(key, "issue", arguments or {"id": "1"}, fields)


def test_names_and_arguments_become_pythons() -> None:
    assert read('{ issue(id: "1") { createdAt __typename } }') == (
        issue(Field("createdAt", "created_at"), Field("__typename", "__typename")),
    )


def test_an_alias_is_the_key_of_the_answer() -> None:
    assert read('{ a: issue(id: "1") { id } b: issue(id: "2") { when: createdAt } }') == (
        issue(ID, key="a"),
        issue(Field("when", "created_at"), key="b", id="2"),
    )


def test_selections_under_one_key_are_merged_in_the_order_of_their_first() -> None:
    text = """
        { issue(id: "1") { id comments { id } }
          issue(id: "1") { createdAt comments { isEdited id } id } }
    """
    comments = Field("comments", "comments", {}, (ID, Field("isEdited", "is_edited")))

    assert read(text) == (issue(ID, comments, Field("createdAt", "created_at")),)


def test_fragments_are_merged_too() -> None:
    text = """
        { issue(id: "1") { ...A ... { id } ... on Node { id } } issue(id: "1") { ...A } }
        fragment A on Issue { comments { ...B } }
        fragment B on Comment { isEdited }
    """
    comments = Field("comments", "comments", {}, (Field("isEdited", "is_edited"),))

    assert read(text) == (issue(comments, ID),)


@pytest.mark.parametrize(
    ("skip", "include", "is_read"),
    [(False, True, True), (True, True, False), (False, False, False), (True, False, False)],
)
@pytest.mark.parametrize(
    "part",
    ["id DIRECTIVES", "... DIRECTIVES { id }", "... on Issue DIRECTIVES { id }", "...F DIRECTIVES"],
)
def test_directives_leave_out_what_variables_say(
    part: str, *, skip: bool, include: bool, is_read: bool
) -> None:
    part = part.replace("DIRECTIVES", "@skip(if: $s) @include(if: $i)")
    text = f"""
        query ($s: Boolean!, $i: Boolean!) {{ issue(id: "1") {{ createdAt {part} }} }}
        {"fragment F on Issue { id }" if "...F" in part else ""}
    """
    members = (Field("createdAt", "created_at"), ID)[: 1 + is_read]

    assert read(text, s=skip, i=include) == (issue(*members),)


def test_a_fragment_that_is_left_out_once_may_be_spread_again() -> None:
    text = """
        query ($i: Boolean!) { issue(id: "1") { ...F @include(if: $i) ...F } }
        fragment F on Issue { id }
    """

    assert read(text, i=False) == (issue(ID),)


def test_a_root_field_may_be_left_out() -> None:
    assert read('query ($i: Boolean!) { issue(id: "1") @include(if: $i) { id } }', i=False) == ()


def test_a_condition_that_is_null_is_refused() -> None:
    with pytest.raises(OperationError) as refused:
        read('query ($i: Boolean = true) { issue(id: "1") { id @include(if: $i) } }', i=None)
    assert refused.value.code is ErrorCode.BAD_USER_INPUT


def test_an_interface_has_the_members_of_each_type() -> None:
    text = """
        { node(id: "1") { id ... on Issue { createdAt } ... on Comment { id: id isEdited } ...F } }
        fragment F on Node { __typename }
    """
    kind = Field("__typename", "__typename")

    (node,) = read(text)
    assert node.fields == ()
    assert node.variants == {
        "Issue": (ID, Field("createdAt", "created_at"), kind),
        "Comment": (ID, Field("isEdited", "is_edited"), kind),
    }


def test_a_union_member_that_is_not_selected_has_no_fields() -> None:
    (found,) = read("{ any { ... on Comment { issue { id } } } }")

    assert found.variants == {"Issue": (), "Comment": (Field("issue", "issue", {}, (ID,)),)}


def test_what_is_left_out_is_missing_and_null_is_none() -> None:
    text = """
        query ($null: Filter, $none: Int, $given: Int) {
          a: issue(id: "1", filter: $null, first: $none) { id }
          b: issue(id: "1", filter: null, first: $given) { id }
        }
    """
    a, b = read(text, null=None, given=7)

    assert a.arguments == {"id": "1", "filter": None}
    assert b.arguments == {"id": "1", "filter": None, "first": 7}


def test_members_that_are_left_out_of_an_input_are_missing() -> None:
    text = """
        query ($none: String, $null: String) {
          issue(id: "1", filter: {createdAt: $none, and: [{createdAt: $null}, {isEdited: true}]}) {
            id
          }
        }
    """
    (found,) = read(text, null=None)

    assert found.arguments["filter"] == {"and": [{"created_at": None}, {"is_edited": True}]}


def test_the_place_of_a_value_stays_a_place() -> None:
    (found,) = read(
        "query ($id: ID!, $f: Filter) { issue(id: $id, filter: $f) { id } }",
        id=Slot(0),
        f={"createdAt": Slot(1)},
    )

    assert found.arguments == {"id": Slot(0), "filter": {"created_at": Slot(1)}}


@pytest.mark.parametrize(
    ("name", "python"),
    [("createdAt", "created_at"), ("__typename", "__typename"), ("sha256", "sha256"), ("id", "id")],
)
def test_names_in_snake_case(name: str, python: str) -> None:
    assert snake(name) == python


def test_only_keys_are_converted() -> None:
    given = {"createdAt": [{"isEdited": "isEdited"}, None]}

    assert snake_keys(given) == {"created_at": [{"is_edited": "isEdited"}, None]}
