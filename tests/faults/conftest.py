"""Fault tests: acknowledged changes survive kills, power cuts, disk and database failures."""

import asyncio
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from db.engine import open_database, sqlite_file
from db.engine.open import FILE_NAME
from db.enums import TokenScope
from db.tokens import create_token
from tests.faults import disk
from tests.faults.doomed import Doomed
from tests.faults.server import Server

EMAIL = "harness@example.com"

NewServer = Callable[..., Server]
NewDoomed = Callable[[Mapping[str, str]], Doomed]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--full-faults",
        action="store_true",
        help="the full numbers of docs/reliability.md, as in `make faults`; takes long",
    )


@dataclass(frozen=True)
class Scale:
    """The number of repetitions: in continuous integration, and in full."""

    full: bool

    def of(self, short: int, full: int) -> int:
        return full if self.full else short


@pytest.fixture
def scale(request: pytest.FixtureRequest) -> Scale:
    return Scale(bool(request.config.getoption("--full-faults", default=False)))


async def make_token(url: str) -> str:
    database = await open_database(url, Path())
    try:
        _, secret = await create_token(
            database, EMAIL, TokenScope.WRITE, name=None, expires_at=None
        )
    finally:
        await database.close()
    return secret


@dataclass(frozen=True)
class Prepared:
    """A data directory with an empty database, and a token for it."""

    data_dir: Path
    token: str


@pytest.fixture(scope="session")
def prepared_once(migrated_sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    folder = tmp_path_factory.mktemp("prepared")
    shutil.copyfile(migrated_sqlite_file, folder / FILE_NAME)
    return Prepared(folder, asyncio.run(make_token(sqlite_file.url_of(folder / FILE_NAME))))


@pytest.fixture
def prepared(prepared_once: Prepared, tmp_path: Path) -> Prepared:
    """One to spoil."""
    shutil.copytree(prepared_once.data_dir, tmp_path / "data")
    return Prepared(tmp_path / "data", prepared_once.token)


@pytest.fixture
def new_server() -> Iterator[NewServer]:
    """Make a server that does not outlive the test."""
    made: list[Server] = []

    def make(data_dir: Path, **options: object) -> Server:
        server = Server(data_dir, **options)  # type: ignore[arg-type]
        made.append(server)
        return server

    yield make
    for server in made:
        server.close()


@pytest.fixture(scope="session")
def disk_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`disk.c`, compiled."""
    if shutil.which("gcc") is None:
        pytest.skip("gcc is missing")
    return disk.compiled(tmp_path_factory.mktemp("disk"))


@pytest.fixture
def new_doomed() -> Iterator[NewDoomed]:
    """Make a process that migrates and restores, and is killed."""
    made: list[Doomed] = []

    def make(more: Mapping[str, str]) -> Doomed:
        made.append(Doomed(more))
        return made[-1]

    yield make
    for doomed in made:
        doomed.close()
