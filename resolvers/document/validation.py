"""Validation of a document by the rules of graphql-core, without visits in vain.

A field to which no rule can object is not visited (`_plain`), and uses of variables are looked for
only where they can be. The errors and their order are those of graphql-core's own `validate`.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLNamedType,
    GraphQLSchema,
    SelectionNode,
    TypeInfo,
    Visitor,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)
from graphql.pyutils import RefMap
from graphql.validation import (
    OverlappingFieldsCanBeMergedRule,
    ValidationContext,
    ValuesOfCorrectTypeRule,
    specified_rules,
)
from graphql.validation.validate import FragmentNestingVisitor, ValidationAbortedError
from graphql.validation.validation_context import (
    NodeWithSelectionSet,
    VariableUsage,
    VariableUsageVisitor,
)

from resolvers.document.coordinates import LocatedValuesRule
from resolvers.document.walk import Selections, Walk

_REPLACED = (OverlappingFieldsCanBeMergedRule, ValuesOfCorrectTypeRule)
RULES = (*(rule for rule in specified_rules if rule not in _REPLACED), LocatedValuesRule)
"""The rules of the specification, except the one that `resolvers.document.merging` replaces."""


def validate(schema: GraphQLSchema, document: DocumentNode, max_errors: int) -> list[GraphQLError]:
    """Return the errors of a document, as graphql-core's `validate` does for `RULES`."""
    errors: list[GraphQLError] = []

    def report(error: GraphQLError) -> None:
        if len(errors) >= max_errors:
            raise ValidationAbortedError(
                "Too many validation errors, error limit reached. Validation aborted."
            )
        errors.append(error)

    context = _Context(schema, document, TypeInfo(schema), report)
    rules: list[Visitor] = [rule(context) for rule in RULES]
    fragments = {
        node.name.value: node
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    if fragments:
        rules.insert(0, FragmentNestingVisitor(fragments))
    try:
        Walk(context.types, rules, context.objectionable).visit(document)
    except ValidationAbortedError as error:
        errors.append(ValidationAbortedError(error.message))
    except RecursionError:
        errors.append(ValidationAbortedError("Validation aborted."))
    return errors


class _Context(ValidationContext):
    """The context that the rules share.

    It finds nodes by identity, since the hash of a node reads all that is in it.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        types: TypeInfo,
        report: Callable[[GraphQLError], None],
    ) -> None:
        super().__init__(schema, document, types, report)
        self.types = types
        for name in ("_variable_usages", "_recursive_variable_usages", "_fragment_spreads"):
            setattr(self, name, RefMap())

    def get_variable_usages(self, node: NodeWithSelectionSet) -> list[VariableUsage]:
        """The uses of variables in an operation or a fragment, without those of its spreads."""
        usages = self._variable_usages.get(node)
        if usages is None:
            fragment = node if isinstance(node, FragmentDefinitionNode) else None
            visitor = VariableUsageVisitor(self.types, fragment)
            Walk(self.types, [visitor], _with_more).visit(node)
            usages = self._variable_usages[node] = visitor.usages
        return usages

    def objectionable(self, selections: Selections) -> Iterable[SelectionNode]:
        """The selections that could break a rule, where the walk is now."""
        plain = _plain(self.types.get_parent_type())
        return [node for node in selections if _bare_name(node) not in plain]


def _with_more(selections: Selections) -> Iterable[SelectionNode]:
    return [node for node in selections if _bare_name(node) is None]


def _bare_name(node: SelectionNode) -> str | None:
    """Return the name of a field that has nothing beside or below it, else None."""
    if isinstance(node, FieldNode) and not (
        node.selection_set or node.arguments or node.directives
    ):
        return node.name.value
    return None


@lru_cache(maxsize=1000)
def _plain(parent: GraphQLNamedType | None) -> frozenset[str]:
    """Return the fields of a type to which no rule can object when they are bare.

    They exist, have no fields of their own and need no arguments.
    """
    if parent is None:
        return frozenset()
    fields = getattr(parent, "fields", {})
    return frozenset({"__typename"}) | {
        name
        for name, field in fields.items()
        if is_leaf_type(get_named_type(field.type))
        and not any(map(is_required_argument, field.args.values()))
    }
