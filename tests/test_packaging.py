"""What is imported is declared, and what is declared is locked, by hash and without addresses."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("schema", "resolvers", "db", "rest_compat", "gateway")
LOCKS = ("requirements.lock", "requirements-dev.lock")


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def name_of(requirement: str) -> str:
    """The normalised name of a requirement (PyPA's name normalization)."""
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match is not None
    return re.sub(r"[-_.]+", "-", match[0]).lower()


def declared(*groups: str) -> set[str]:
    data = project()
    wanted = list(data["project"]["dependencies"])
    for group in groups:
        wanted += data["dependency-groups"][group]
    return {name_of(requirement) for requirement in wanted}


def imported(*folders: str) -> Iterator[tuple[str, str]]:
    """File and top-level name of every import that is neither ours nor the standard library's."""
    # `compression` belongs to the standard library from Python 3.14 on.
    ours = {*PACKAGES, *folders, *sys.stdlib_module_names, "compression"}
    if "tests" in folders:
        ours.add("benchmarks")
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        inner = path.relative_to(ROOT).parts
        # Environments, and programs that import what a generator makes.
        if any(part.startswith(".") or part in ("node_modules", "clients") for part in inner):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            else:
                continue
            for name in names:
                if name.split(".")[0] not in ours:
                    yield path.relative_to(ROOT).as_posix(), name.split(".")[0]


@pytest.mark.parametrize(
    ("folders", "groups"), [(PACKAGES, ()), (("tests",), ("build", "test", "dev"))]
)
def test_what_is_imported_is_declared(folders: tuple[str, ...], groups: tuple[str, ...]) -> None:
    known = declared(*groups)
    distributions = packages_distributions()
    undeclared = {
        f"{path} imports {name}"
        for path, name in imported(*folders)
        if not known & {name_of(one) for one in distributions.get(name, [name])}
    }
    assert undeclared == set()


def locked(lock: str) -> dict[str, str]:
    """Name and version of everything in a lock file."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    pins = re.findall(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==(\S+)", text, re.MULTILINE)
    return dict(pins)


def test_what_is_declared_is_locked() -> None:
    assert declared("build") <= locked("requirements.lock").keys()
    assert declared("build", "test", "dev") <= locked("requirements-dev.lock").keys()


def test_the_two_locks_agree() -> None:
    assert locked("requirements.lock").items() <= locked("requirements-dev.lock").items()


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_hold_hashes_and_no_addresses(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    # Of some there is one entry for each range of Python versions.
    assert {name_of(entry) for entry in entries} == locked(lock).keys()
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_locks_of_npm_hold_no_addresses() -> None:
    """Neither of a registry nor of a sponsor: `npm` writes `funding` beside each package."""
    installed = {"node_modules", ".venv"}
    locks = ROOT.rglob("package-lock.json")
    paths = [path for path in locks if not installed.intersection(path.parts)]
    assert len(paths) >= 5
    assert [path for path in paths if "://" in path.read_text(encoding="utf-8")] == []
