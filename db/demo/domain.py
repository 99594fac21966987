"""The structure of the demo's vocabulary for one field of hardware work."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Domain:
    """The sentences of one field.

    Sentences are templates. They may use the slots of an issue (`board`, `serial`, `ref`, `rail`,
    `bench`, `firmware`, `temperature`) and fresh numbers (`n` 2 to 19, `percent` 3 to 88,
    `millis` 4 to 950, `hours` 2 to 96). `weight` is the field's share of all issues; `owners` are
    the people (local parts of addresses) who usually take them.
    """

    tags: tuple[str, ...]
    weight: int
    owners: tuple[str, ...]
    titles: tuple[str, ...]
    observations: tuple[str, ...]
    suspicions: tuple[str, ...]
    experiments: tuple[str, ...]
    causes: tuple[str, ...]
    fixes: tuple[str, ...]
    recordings: tuple[tuple[str, str], ...]
    """(file name, title) of the data this field attaches."""
