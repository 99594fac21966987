"""The shape of the code, checked by a program: who imports whom, and how big things get.

The rules are those of CONTRIBUTING.md. Files are read with `ast` and not imported.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("schema", "resolvers", "db", "rest_compat", "gateway")
PROGRAMS = (*PACKAGES, "tests", "benchmarks")

# What each package may import of ours; a package may always import itself.
ALLOWED = {
    "schema": ("db.enums",),
    "resolvers": ("schema", "db"),
    "db": (),
    "rest_compat": (),
    "gateway": ("rest_compat", "resolvers", "schema", "db"),
}
# Libraries that would carry one package's business into another.
FORBIDDEN_LIBRARIES = {
    "db": ("strawberry", "graphql", "starlette", "uvicorn", "httpx"),
    "schema": ("starlette", "sqlalchemy", "sqlmodel", "asyncpg", "sqlite3", "pysqlite3"),
    "resolvers": ("starlette", "uvicorn", "asyncpg", "sqlite3", "pysqlite3"),
    "rest_compat": ("strawberry", "sqlalchemy", "sqlmodel", "asyncpg", "sqlite3", "pysqlite3"),
}
# file -> why it may import inside functions.
LAZY_IMPORTS = {
    "gateway/cli/main.py": "start-up: `--help` answers at once because each command loads its own",
    "gateway/cli/backup.py": "the same",
    "gateway/cli/database.py": "the same",
    "gateway/cli/doctor.py": "the same",
    "gateway/cli/files.py": "the same",
    "gateway/cli/operations.py": "the same",
    "gateway/cli/retention.py": "the same",
    "gateway/cli/options.py": "the same",
    "gateway/cli/transfer.py": "the same",
}
FORBIDDEN_NAMES = ("utils", "util", "helpers", "helper", "common", "misc")

ROOM_LIMIT = 16  # modules side by side
ROOM_LIMITS = {"schema": 22}  # one module a noun
# room -> the rooms of its package that it may not import: what the package's order forbids.
ROOMS = {
    "resolvers/document": ("resolvers.execution",),
    "gateway/http": ("gateway.graphql", "gateway.cli", "gateway.observability"),
    "gateway/access": ("gateway.graphql", "gateway.cli", "gateway.observability"),
    "gateway/graphql": ("gateway.cli",),
    "gateway/observability": ("gateway.cli",),
    "gateway/doctor": ("gateway.cli", "gateway.graphql", "gateway.http"),
    "gateway/webhooks": ("gateway.cli", "gateway.graphql", "gateway.http"),
    "db/text": ("db.models", "db.query", "db.actions", "db.engine", "db.maintenance", "db.demo"),
    "db/models": ("db.query", "db.actions", "db.engine", "db.maintenance", "db.demo"),
    "db/engine": ("db.actions", "db.maintenance", "db.demo"),
    "db/query": ("db.actions", "db.maintenance", "db.demo"),
    "db/actions": ("db.maintenance", "db.demo"),
    "db/maintenance": ("db.demo",),
}

FILE_NEEDS_REASON = 400  # lines
FILE_LIMIT = 600
FUNCTION_NEEDS_REASON = 45  # lines, from `def` to the last
METHOD_LIMIT = 20
FILE_REASON = re.compile(r"\blong because\b|\bone file because\b", re.IGNORECASE)
FUNCTION_REASON = "# Long because"
SQL = re.compile(
    r"\bSELECT\s|\bINSERT\s+INTO\b|\bUPDATE\s+\w+\s+SET\b|\bDELETE\s+FROM\b|\bORDER\s+BY\b"
    r"|\bWHERE\s|\bJOIN\s"
)
Function = ast.FunctionDef | ast.AsyncFunctionDef


def files(*folders: str) -> list[Path]:
    return sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if not any(
            part.startswith(".") or part == "node_modules" for part in path.relative_to(ROOT).parts
        )
    )


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=shown(path))


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, Path]:
    return {module_name(path): path for path in files(*PACKAGES)}


def imported(node: ast.AST) -> Iterator[str]:
    """The dotted names one import statement asks for, `from x import y` as `x.y`."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield from (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)


def imports(path: Path, *, typing: bool = True) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything a file imports, wherever in the file.

    `typing` includes what only the type checker reads.
    """
    pending: list[ast.AST] = [tree(path)]
    while pending:
        node = pending.pop()
        if is_for_typing(node) and not typing:
            continue
        pending.extend(ast.iter_child_nodes(node))
        for name in imported(node):
            yield getattr(node, "lineno", 0), name


def is_for_typing(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.If)
        and isinstance(node.test, ast.Name)
        and node.test.id == "TYPE_CHECKING"
        and not node.orelse
    )


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def functions(path: Path) -> Iterator[Function]:
    return (n for n in ast.walk(tree(path)) if isinstance(n, Function))


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_point_in_the_allowed_direction(package: str) -> None:
    permitted = (package, *ALLOWED[package])
    wrong = [
        f"{shown(path)}:{line} imports {name}"
        for path in files(package)
        for line, name in imports(path)
        if name.split(".")[0] in PROGRAMS and not any(within(name, p) for p in permitted)
    ]
    assert wrong == []


@pytest.mark.parametrize("package", sorted(FORBIDDEN_LIBRARIES))
def test_libraries_stay_in_their_package(package: str) -> None:
    wrong = [
        f"{shown(path)}:{line} imports {name}"
        for path in files(package)
        for line, name in imports(path)
        if name.split(".")[0] in FORBIDDEN_LIBRARIES[package]
    ]
    assert wrong == []


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_rooms_import_in_the_allowed_direction(room: str) -> None:
    wrong = [
        f"{shown(path)}:{line} imports {name}"
        for path in files(room)
        for line, name in imports(path, typing=False)
        if any(within(name, other) for other in ROOMS[room])
    ]
    assert wrong == []


def test_rooms_are_small_and_say_what_belongs_there() -> None:
    wrong = []
    for folder in sorted({path.parent for path in files(*PACKAGES)}):
        room = shown(folder)
        if room == "db/migrations/versions":  # a history, which only grows
            continue
        side_by_side = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
        if len(side_by_side) > ROOM_LIMITS.get(room, ROOM_LIMIT):
            wrong.append(f"{room} has {len(side_by_side)} modules")
        opening = folder / "__init__.py"
        if not opening.exists() or ast.get_docstring(tree(opening)) is None:
            wrong.append(f"{room} does not say what belongs there")
    assert wrong == []


def drawn_rooms() -> set[str]:
    """The rooms that CONTRIBUTING.md draws; two columns of indent are one level."""
    drawing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rooms, trail = set(), list[str]()
    for indent, name in re.findall(r"^( *)([a-z_]+)/ ", drawing, re.MULTILINE):
        trail = [*trail[: len(indent) // 2], name]
        rooms.add("/".join(trail))
    return rooms


def test_contributing_draws_every_room() -> None:
    rooms = {
        shown(folder)
        for package in PACKAGES
        for folder in (ROOT / package).rglob("*")
        if (folder / "__init__.py").exists()
    }
    assert drawn_rooms() == rooms | set(PACKAGES)


def test_imports_are_absolute() -> None:
    """A relative import hides from the other rules which package it crosses into."""
    wrong = [
        f"{shown(path)}:{line} imports {name}"
        for path in files(*PROGRAMS)
        for line, name in imports(path)
        if name.startswith(".")
    ]
    assert wrong == []


def import_graph() -> dict[str, set[str]]:
    """Module -> the modules of ours it loads; `from package import name` means the longest match.

    Imports for the type checker alone load nothing: GraphQL types refer to each other in circles.
    """
    known = modules()
    graph: dict[str, set[str]] = {}
    for module, path in known.items():
        graph[module] = set()
        for _, name in imports(path, typing=False):
            parts = name.split(".")
            prefixes = (".".join(parts[:end]) for end in range(len(parts), 0, -1))
            target = next((prefix for prefix in prefixes if prefix in known), None)
            if target is not None and target != module:
                graph[module].add(target)
    return graph


def find_cycle(graph: dict[str, set[str]]) -> list[str] | None:
    """One cycle as the list of its modules, the first repeated at the end; None without one."""
    done: set[str] = set()

    def visit(module: str, trail: list[str]) -> list[str] | None:
        if module in trail:
            return [*trail[trail.index(module) :], module]
        if module in done:
            return None
        for target in sorted(graph[module]):
            if (found := visit(target, [*trail, module])) is not None:
                return found
        done.add(module)
        return None

    cycles = (visit(module, []) for module in sorted(graph))
    return next((cycle for cycle in cycles if cycle is not None), None)


def test_no_import_cycle() -> None:
    assert find_cycle(import_graph()) is None


def test_find_cycle_finds_one() -> None:
    assert find_cycle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]
    assert find_cycle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) is None


def test_no_import_inside_a_function() -> None:
    wrong = {
        f"{shown(path)}:{node.lineno}"
        for path in files(*PROGRAMS)
        if shown(path) not in LAZY_IMPORTS
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert wrong == set()


def test_lazy_imports_are_still_needed() -> None:
    for name in LAZY_IMPORTS:
        inside = [
            node
            for function in functions(ROOT / name)
            for node in ast.walk(function)
            if isinstance(node, ast.Import | ast.ImportFrom)
        ]
        assert inside, f"{name} imports nothing inside a function: take it off the list"


def test_files_keep_their_budget() -> None:
    wrong = []
    for path in files(*PROGRAMS):
        lines = path.read_text(encoding="utf-8").splitlines()
        if len(lines) > FILE_LIMIT:
            wrong.append(f"{shown(path)} has {len(lines)} lines, more than {FILE_LIMIT}")
        elif len(lines) > FILE_NEEDS_REASON and not FILE_REASON.search("\n".join(lines[:5])):
            wrong.append(f"{shown(path)} has {len(lines)} lines and no 'Long because' at its top")
    assert wrong == []


def test_functions_keep_their_budget() -> None:
    wrong = []
    for path in files(*PROGRAMS):
        lines = path.read_text(encoding="utf-8").splitlines()
        for function in functions(path):
            last = function.end_lineno or function.lineno
            length = last - function.lineno + 1
            # The comment may stand inside or on the line before.
            text = lines[max(0, function.lineno - 2) : last]
            if length > FUNCTION_NEEDS_REASON and not any(FUNCTION_REASON in x for x in text):
                wrong.append(f"{shown(path)}:{function.lineno} {function.name}: {length} lines")
    assert wrong == []


def test_classes_have_few_methods() -> None:
    wrong = []
    for path in files(*PROGRAMS):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                methods = sum(isinstance(child, Function) for child in node.body)
                if methods > METHOD_LIMIT:
                    wrong.append(f"{shown(path)}:{node.lineno} {node.name}: {methods} methods")
    assert wrong == []


def test_rest_compat_holds_no_sql() -> None:
    wrong = [
        f"{shown(path)}:{node.lineno}"
        for path in files("rest_compat")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value)
    ]
    assert wrong == []


@pytest.mark.parametrize("text", ["SELECT 1", "a WHERE b", "DELETE  FROM x", "UPDATE t SET a=1"])
def test_sql_is_recognised(text: str) -> None:
    assert SQL.search(text)


@pytest.mark.parametrize("text", ["DELETE", "PATCH", "Select an issue", "Updates where needed"])
def test_prose_is_not_taken_for_sql(text: str) -> None:
    assert not SQL.search(text)


def test_no_file_is_named_for_nothing() -> None:
    named = [
        shown(path)
        for folder in PROGRAMS
        for path in (ROOT / folder).rglob("*")
        if path.stem in FORBIDDEN_NAMES
        and not {"__pycache__", "node_modules", ".venv"} & {*path.parts}
    ]
    assert named == []


def test_every_package_is_there() -> None:
    assert [package for package in PACKAGES if not files(package)] == []


DOCSTRING_LINE = 88  # characters
SUBJECTLESS = re.compile(
    r"(What|Whom|Who|Whose|Whoever|Whatever|Which|Whether|How|Why|When|Where|Nobody|Nothing"
    r"|There|It|This|That|Says|Is|Are|As|From|Of|For|To|With|Before|After|In|On|Not)\b"
)


def docstrings(path: Path) -> Iterator[tuple[int, str]]:
    """Line and first line of each docstring of a file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Module | ast.ClassDef | Function):
            text = ast.get_docstring(node)
            if text is not None:
                yield getattr(node, "lineno", 1), text.splitlines()[0]


def test_docstrings_begin_with_an_imperative_or_a_noun() -> None:
    """The rule of CONTRIBUTING, "Plain English", as far as a program can see it."""
    wrong = [
        f"{shown(path)}:{line} {first}"
        for path in files(*PACKAGES, "benchmarks")
        for line, first in docstrings(path)
        if SUBJECTLESS.match(first) or len(first) > DOCSTRING_LINE
    ]
    assert wrong == []
