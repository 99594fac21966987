"""The table aliases of a statement, and which columns of them it uses."""

from dataclasses import dataclass, field

from db.query.parameters import Parameters


class _Names:
    """The value of `{t.column}` in a template: the column's full name, recorded as used."""

    def __init__(self, alias: str, used: dict[str, None]) -> None:
        self._alias = alias
        self._used = used

    def __getattr__(self, column: str) -> str:
        self._used[column] = None
        return f"{self._alias}.{column}"


@dataclass(slots=True)
class TableAlias:
    """A table alias: one row of `FROM` in a statement.

    Parameters
    ----------
    alias: its name in the statement.
    parent: the row that it belongs to, reached as `{p...}` in templates. link: the alias of the
        table between the two, reached as `{l...}`.
    parameters: gives the placeholder of the caller, reached as `{author}`.
    used: the columns that templates have asked for, in order.
    """

    alias: str
    parameters: Parameters
    parent: "TableAlias | None" = None
    link: str = ""
    used: dict[str, None] = field(default_factory=dict)

    def sql(self, template: str) -> str:
        """The template with this row's names filled in."""
        facts = {
            name: make() if f"{{{name}}}" in template else ""
            for name, make in self.parameters.facts.items()
        }
        parent = self.parent.names() if self.parent else None
        return template.format(t=self.names(), p=parent, l=_Names(self.link, {}), **facts)

    def names(self) -> _Names:
        return _Names(self.alias, self.used)
