"""Operations: a GraphQL text, parsed and validated once, with the plans for its shapes.

A plan serves all variables of one shape: it has the compiled statement and the places of its
columns. A known operation costs the coercion of its variables, one statement, and joining a few
pieces of finished JSON.
"""

import re
import sys
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import TypeVar

import orjson
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    execute_sync,
    get_named_type,
    parse,
)

from db.query.compile import Statement, compile_selection
from db.query.dialect import Dialect
from db.query.selection import Field, Options, Selection
from resolvers.cache import LeastRecentlyUsed
from resolvers.document.actual_cost import Counting
from resolvers.document.coercion import MOST_ERRORS, Coercion
from resolvers.document.coordinates import located
from resolvers.document.cost import cost_of
from resolvers.document.limits import DocumentLimits, exceeded, require_length
from resolvers.document.merging import conflicts
from resolvers.document.plans import PLAN, MutationField, QueryPlan, weight_of
from resolvers.document.selection import SelectionReader, Variables, snake
from resolvers.document.validation import validate
from resolvers.document.variables import Split, below_inputs, only_variable, split
from resolvers.errors import ErrorCode, OperationError
from resolvers.throttle import Throttle
from schema.payload import MutationInput

P = TypeVar("P")

MEMORY = 32 * 1024 * 1024
"""Maximum bytes of all operations with their plans; see `Operation.weight`."""
BYTES_PER_TOKEN = 400
PLANS_PER_OPERATION = 64
_INTROSPECTION = re.compile(r"__(?:schema|type)\b")

INSIDE = frozenset({"attachment_grep", "attachment_tail", "attachment_text"})
"""Root fields that are answered from the content of attachments."""
LITERALS = frozenset({"viewer"}) | INSIDE
"""Root fields whose answer does not come from the database."""
NO_OPERATION = "The document has no operation."


def _stay(_operation: "Operation") -> None:
    """Do nothing: the operation is not in a cache."""


@dataclass(eq=False, slots=True)
class Operation:
    """One operation of a valid document."""

    schema: GraphQLSchema
    text: str
    node: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    root: GraphQLObjectType
    document_weight: int
    """The approximate bytes of the document."""
    grown: Callable[["Operation"], None] = _stay
    """Called when a plan was added."""
    title: tuple[str | None, str] = field(init=False)
    """Its name, and its kind in words."""
    kind: OperationType = field(init=False)
    introspects: bool = field(init=False)
    shaping: frozenset[str] | None = field(init=False)
    """The variables that plans depend on, None for all. Inputs are left out: they are large and
    vary.
    """
    _coercion: Coercion = field(init=False)
    _queries: LeastRecentlyUsed[Hashable, QueryPlan] = field(init=False)
    _mutations: LeastRecentlyUsed[Hashable, tuple[MutationField, ...]] = field(init=False)
    _payloads: LeastRecentlyUsed[Hashable, Statement] = field(init=False)

    def __post_init__(self) -> None:
        self.kind = self.node.operation
        self.title = self.node.name.value if self.node.name else None, self.kind.value
        # The answer of `__type(name: $name)` is in the plan, so its variables are in the key.
        self.introspects = bool(_INTROSPECTION.search(self.text))
        is_mutation = self.kind is OperationType.MUTATION
        self.shaping = below_inputs(self.node, self.fragments.values()) if is_mutation else None
        self._coercion = Coercion(self.schema, self.node.variable_definitions or ())
        self._queries = LeastRecentlyUsed(
            PLANS_PER_OPERATION, MEMORY, lambda plan: PLAN + weight_of(plan.statement)
        )
        self._mutations = LeastRecentlyUsed(
            PLANS_PER_OPERATION, MEMORY, lambda fields: PLAN * (1 + len(fields))
        )
        self._payloads = LeastRecentlyUsed(PLANS_PER_OPERATION, MEMORY, weight_of)

    @property
    def weight(self) -> int:
        """The approximate bytes of the document and of all plans."""
        plans = self._queries.weight + self._mutations.weight + self._payloads.weight
        return self.document_weight + plans

    def coerce(self, given: Mapping[str, object]) -> Variables:
        """Coerce the variables to their types. Raises `OperationError` (BAD_USER_INPUT)."""
        return self._coercion.coerce(given)

    def split(self, variables: Variables) -> Split:
        """The coerced variables that plans depend on, in two parts."""
        names = self.shaping
        return split({k: v for k, v in variables.items() if names is None or k in names})

    def query_plan(
        self, dialect: Dialect, split: Split, options: Options, given: Mapping[str, object]
    ) -> QueryPlan:
        """The plan for variables of this shape; `given` are the variables as the client sent them.

        Raises `BadInput` when an argument in the text breaks a rule.
        """
        known = repr(given) if self.introspects else None
        return self._planned(
            self._queries,
            (dialect.name, options, split.shape, known),
            lambda: self._plan_query(dialect, options, split.tree, given),
        )

    def mutation_fields(self, split: Split, options: Options) -> tuple[MutationField, ...]:
        """The root fields in their order."""
        return self._planned(
            self._mutations,
            (options, split.shape),
            lambda: self._plan_mutation(split.tree, options),
        )

    def followed(self, split: Split) -> Field:
        """The one root field of a subscription. Raises `OperationError` when it is left out."""
        reader = self._reader(split.tree)
        for key, nodes in reader.fields(self.root, [self.node.selection_set]).items():
            return reader.field(self.root, key, nodes)
        raise OperationError.of(ErrorCode.BAD_USER_INPUT, "The subscription selects nothing.")

    def payload_statement(
        self,
        dialect: Dialect,
        split: Split,
        options: Options,
        key: Hashable,
        make: Callable[[], Statement],
    ) -> Statement:
        """The statement for the part `key` of a payload; `make` compiles it the first time."""
        return self._planned(self._payloads, (dialect.name, options, split.shape, key), make)

    def mutation_input(self, field: MutationField, variables: Variables) -> MutationInput:
        """The `input` of a root field, as coercion has made it (`resolvers.inputs`)."""
        whole = variables.get(field.variable) if field.variable else None
        if isinstance(whole, MutationInput):
            return whole
        reader = self._reader(variables)
        node = reader.fields(self.root, [self.node.selection_set])[field.key][0]
        given = reader.arguments(self.root.fields[node.name.value], node)["input"]
        assert isinstance(given, MutationInput)
        return given

    def _planned(
        self, plans: LeastRecentlyUsed[Hashable, P], key: Hashable, make: Callable[[], P]
    ) -> P:
        found = plans.get(key)
        if found is None:
            found = make()
            plans.keep(key, found)
            self.grown(self)
        return found

    def _reader(self, variables: Variables) -> SelectionReader:
        return SelectionReader(self.schema, self.fragments, variables)

    def _plan_query(
        self,
        dialect: Dialect,
        options: Options,
        variables: Variables,
        given: Mapping[str, object],
    ) -> QueryPlan:
        reader = self._reader(variables)
        nodes = reader.fields(self.root, [self.node.selection_set])
        introspected = {key: found for key, found in nodes.items() if _is_meta(found[0])}
        selection = [
            reader.field(self.root, key, found)
            for key, found in nodes.items()
            if key not in introspected
        ]
        compiled = tuple(field for field in selection if field.name not in LITERALS)
        return QueryPlan(
            keys=tuple(nodes),
            statement=compile_selection(dialect, compiled, options) if compiled else None,
            literals={field.key: field for field in selection if field.name in LITERALS},
            introspection=self._introspect(introspected, given),
            cost=cost_of(compiled, options),
            fields=tuple(field.name for field in compiled),
            counting=Counting.of(tuple(field.key for field in compiled), compiled),
            parts=tuple((field.key, cost_of((field,), options)) for field in compiled),
        )

    def _plan_mutation(self, variables: Variables, options: Options) -> tuple[MutationField, ...]:
        reader = self._reader(variables)
        nodes = reader.fields(self.root, [self.node.selection_set])
        return tuple(
            self._mutation_field(reader, key, found, options) for key, found in nodes.items()
        )

    def _mutation_field(
        self, reader: SelectionReader, key: str, nodes: Sequence[FieldNode], options: Options
    ) -> MutationField:
        payload: Selection = ()
        kind = self._payload_type(nodes[0])
        if isinstance(target := self.schema.type_map[kind], GraphQLObjectType):
            sets = [node.selection_set for node in nodes if node.selection_set]
            payload = reader.read(target, sets)
        name = snake(nodes[0].name.value)
        cost, counting = cost_of(payload, options), Counting.of((key,), payload)
        return MutationField(key, name, kind, payload, cost, counting, only_variable(nodes[0]))

    def _payload_type(self, node: FieldNode) -> str:
        definition = self.root.fields.get(node.name.value)
        return get_named_type(definition.type).name if definition else self.root.name

    def _introspect(
        self, fields: Mapping[str, list[FieldNode]], given: Mapping[str, object]
    ) -> Mapping[str, bytes]:
        """The answers of `__schema`, `__type` and `__typename`, which graphql-core gives."""
        if not fields:
            return {}
        selections = tuple(node for nodes in fields.values() for node in nodes)
        operation = OperationDefinitionNode(
            operation=self.node.operation,
            variable_definitions=self.node.variable_definitions,
            selection_set=SelectionSetNode(selections=selections),
        )
        document = DocumentNode(definitions=(operation, *self.fragments.values()))
        result = execute_sync(self.schema, document, variable_values=dict(given))
        if result.errors or result.data is None:
            raise OperationError(ErrorCode.BAD_USER_INPUT, result.errors or ())
        return {key: orjson.dumps(value) for key, value in result.data.items()}


def _is_meta(node: FieldNode) -> bool:
    return node.name.value.startswith("__")


class Operations:
    """The most recent operations, by text and name.

    `limits` bound the documents; `size` and `memory`, in bytes, bound the cache; `throttle` counts
    the time of the event loop per caller.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        limits: DocumentLimits = DocumentLimits(),  # noqa: B008 (frozen)
        size: int = 1000,
        memory: int = MEMORY,
        throttle: Throttle | None = None,
    ) -> None:
        self.schema = schema
        self.limits = limits
        self.throttle = throttle or Throttle()
        self._known: LeastRecentlyUsed[tuple[str, str | None], Operation] = LeastRecentlyUsed(
            size, memory, lambda operation: operation.weight
        )

    def get(self, text: str, name: str | None = None) -> Operation:
        """The operation `name` of the document `text`; the only one when there is no name.

        Raises `OperationError`: GRAPHQL_PARSE_FAILED, LIMIT_EXCEEDED, GRAPHQL_VALIDATION_FAILED, or
        BAD_USER_INPUT when the document has no such operation.
        """
        return self._known.get_or_make((text, name), lambda: self._prepare(text, name))

    def kind(self, text: str, name: str | None = None) -> OperationType | None:
        """Return the kind of the operation, or None if the text is no operation."""
        try:
            return self.get(text, name).kind
        except OperationError:
            return None

    def names(self, text: str) -> list[str]:
        """Check a document of any number of operations and return the names in it.

        Raises `OperationError` as `get` does.
        """
        found = _operations(self._validated(text))
        if not found:
            raise OperationError.of(ErrorCode.BAD_USER_INPUT, NO_OPERATION)
        return [node.name.value for node in found if node.name]

    def _validated(self, text: str) -> DocumentNode:
        self.throttle.is_new = True
        require_length(text, self.limits)
        document = self._parse(text)
        too_much = exceeded(document, self.limits)
        if too_much:
            raise OperationError(ErrorCode.LIMIT_EXCEEDED, too_much)
        errors = validate(self.schema, document, MOST_ERRORS)
        errors = errors or [*islice(conflicts(self.schema, document), MOST_ERRORS)]
        if errors:
            named = located(self.schema, document, errors)
            raise OperationError(ErrorCode.GRAPHQL_VALIDATION_FAILED, named)
        return document

    def _prepare(self, text: str, name: str | None) -> Operation:
        document = self._validated(text)
        node = _chosen(document, name)
        root = self.schema.get_root_type(node.operation)
        assert root is not None  # the validation has found a type for every field
        fragments = {
            definition.name.value: definition
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        weight = _weight_of_document(text, document)
        return Operation(
            self.schema, text, node, fragments, root, weight, partial(self._weigh_again, text, name)
        )

    def _weigh_again(self, text: str, name: str | None, operation: Operation) -> None:
        """Count a plan that was added to an operation."""
        self.throttle.is_new = True
        self._known.keep((text, name), operation)

    def _parse(self, text: str) -> DocumentNode:
        try:
            return _unlinked(parse(text, max_tokens=self.limits.tokens))
        except GraphQLSyntaxError as error:
            if "Document contains more than" in error.message:
                raise OperationError(ErrorCode.LIMIT_EXCEEDED, [error]) from error
            raise OperationError(ErrorCode.GRAPHQL_PARSE_FAILED, [error]) from error


def _unlinked(document: DocumentNode) -> DocumentNode:
    """Drop the link of each token to the one before it.

    With it they are a cycle that only the garbage collector frees, which rarely looks at objects as
    old as the operations that leave the cache: a gateway grew by 13 KB for each new operation.
    """
    token = document.loc.start_token if document.loc else None
    while token:
        token.prev, token = None, token.next
    return document


def _weight_of_document(text: str, document: DocumentNode) -> int:
    """Bytes that a document takes: syntax tree and tokens are up to 300 times its text."""
    tokens = 0
    token = document.loc.start_token if document.loc else None
    while token:
        tokens, token = tokens + 1, token.next
    return sys.getsizeof(text) + BYTES_PER_TOKEN * tokens


def _operations(document: DocumentNode) -> list[OperationDefinitionNode]:
    return [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]


def _chosen(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    operations = [
        each
        for each in _operations(document)
        if name is None or (each.name is not None and each.name.value == name)
    ]
    if len(operations) == 1:
        return operations[0]
    problem = (
        f"There is no operation named {name!r} in the document."
        if name is not None
        else "The document has several operations: `operationName` must name one."
        if operations
        else NO_OPERATION
    )
    raise OperationError.of(ErrorCode.BAD_USER_INPUT, problem)
