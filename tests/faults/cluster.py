"""A PostgreSQL cluster of three with Patroni and etcd, whose machines are killed and frozen.

The files are those of `docs/scaling.md`; only addresses, folders and times are those of the tests.
A machine is three programs on an address of the loopback range. `python -m tests.faults.cluster`
starts a cluster and stops it at Ctrl-C.
"""

import asyncio
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg
import httpx

from db.primary import Primary
from tests.faults.link import Link
from tests.faults.processes import children, command_line, named
from tests.faults.server import ROOT

SCALING = (ROOT / "docs" / "scaling.md").read_text(encoding="utf-8")
PROGRAMS = ("etcd", "patroni", "haproxy")
POSTGRESQL = Path("/usr/lib/postgresql/15/bin")
PATIENCE = 90.0
"""Seconds until a cluster that has no primary, or too few standbys, counts as broken."""

NUMBERS = (1, 2, 3)
TTL, LOOP_WAIT, RETRY = 8, 1, 3
"""Seconds, shorter than those of the page: a fault then takes seconds, not half a minute."""

PASSWORD = "gateway"
ROLE = (
    f"CREATE ROLE gateway LOGIN PASSWORD '{PASSWORD}'",
    "CREATE DATABASE issues OWNER gateway",
)


def missing() -> str | None:
    """What the machine lacks for a cluster; None when it has all."""
    path = f"{os.environ['PATH']}:/usr/sbin"
    lacking = [name for name in PROGRAMS if shutil.which(name, path=path) is None]
    if not (POSTGRESQL / "initdb").exists():
        lacking.append("postgresql-15")
    return f"needs {', '.join(lacking)} (see .ci/install)" if lacking else None


def page_file(language: str, begin: str) -> str:
    """The file of the page that begins so."""
    (found,) = re.findall(
        rf"^```{language}\n({re.escape(begin)}.*?)^```$", SCALING, re.DOTALL | re.MULTILINE
    )
    return str(found)


def replaced(text: str, changes: Mapping[str, str]) -> str:
    """`text` with each of the changes, all of which must apply."""
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


@dataclass
class Machine:
    """One of the three: its address, its folder, its programs, its ways to the three etcds."""

    number: int
    network: str
    folder: Path
    links: Sequence[Link] = ()
    _started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"{self.network}.{self.number}"

    def prepare(self, owner: "Owner", *, synchronous: bool) -> None:
        """Write the files of the page for this machine."""
        self.folder.mkdir()
        (self.folder / "socket").mkdir()
        name = {"db1": f"db{self.number}", "10.0.0.1": f"10.0.0.{self.number}"}
        first, rest = page_file("ini", "ETCD_NAME").split("ETCD_INITIAL_CLUSTER=")
        members, rest = rest.split("\n", 1)
        etcd = f"{replaced(first, name)}ETCD_INITIAL_CLUSTER={members}\n{rest}"
        self._write("etcd", etcd, {"/var/lib/etcd/issues": f"{self.folder}/etcd-data"})
        ways = ", ".join(f"{link.host}:{link.port}" for link in self.links)
        patroni = replaced(
            page_file("yaml", "scope"),
            {
                "hosts: [10.0.0.1:2379, 10.0.0.2:2379, 10.0.0.3:2379]": (
                    f"hosts: [{ways}]\n  use_proxies: true"
                ),
                "ttl: 20": f"ttl: {TTL}",
                "loop_wait: 3": f"loop_wait: {LOOP_WAIT}",
                "retry_timeout: 5": f"retry_timeout: {RETRY}",
                "synchronous_mode: true": f"synchronous_mode: {str(synchronous).lower()}",
                **name,
            },
        )
        self._write(
            "patroni.yml",
            patroni,
            {
                "10.0.0.0/24": "127.0.0.0/8",
                "/var/lib/postgresql/15/issues": f"{self.folder}/data",
                "/var/lib/postgresql/issues.pgpass": f"{self.folder}/pgpass",
                "/var/run/postgresql": f"{self.folder}/socket",
            },
        )
        owner.give(self.folder)

    def start(self, owner: "Owner") -> None:
        """Start etcd and Patroni, which starts PostgreSQL."""
        lines = (self.folder / "etcd").read_text().split()
        settings = dict(line.split("=", 1) for line in lines)
        self._started = [
            owner.run(["etcd"], self.folder / "etcd.log", settings),
            owner.run(["patroni", "patroni.yml"], self.folder / "patroni.log", {}),
        ]

    def kill(self) -> None:
        """End all its programs at once, as when the machine loses power."""
        self._signal(signal.SIGKILL, self.processes())
        for process in self._started:
            process.wait()

    def freeze(self) -> None:
        """Stop all its programs where they are; their connections stay open."""
        self._signal(signal.SIGSTOP, self.processes())

    def thaw(self, *, postgresql_only: bool = False) -> None:
        """Let PostgreSQL go on, then the others."""
        server = self.postgresql()
        self._signal(signal.SIGCONT, server)
        if not postgresql_only:
            self._signal(signal.SIGCONT, self.processes())

    def hold_back(self) -> None:
        """Receive no more changes from the primary, as over a line that is cut, until `receive`."""
        server = self.postgresql()
        self._signal(signal.SIGSTOP, named(server, "startup"))
        self._signal(signal.SIGTERM, named(server, "walreceiver"))

    def receive(self) -> None:
        self._signal(signal.SIGCONT, named(self.postgresql(), "startup"))

    def freeze_patroni(self) -> None:
        """Stop Patroni, so that it does not notice what happens to the others."""
        self._signal(signal.SIGSTOP, [self._started[1].pid])

    def cut(self) -> None:
        """Let nothing pass between its Patroni and any etcd."""
        for link in self.links:
            link.cut()

    def mend(self) -> None:
        for link in self.links:
            link.mend()

    def postgresql(self) -> list[int]:
        """The processes of PostgreSQL, the first one first."""
        with suppress(OSError, ValueError, IndexError):
            first = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
            if str(self.folder) in command_line(first):
                return [first, *children(first)]
        return []

    def processes(self) -> list[int]:
        """All its processes; Patroni first, so that it cannot act on the end of the others."""
        live = [process.pid for process in reversed(self._started) if process.poll() is None]
        below = [child for pid in live for child in children(pid)]
        return list(dict.fromkeys([*live, *below, *self.postgresql()]))

    def _signal(self, number: int, processes: Sequence[int]) -> None:
        for process in processes:
            with suppress(ProcessLookupError):
                os.kill(process, number)

    def _write(self, name: str, text: str, changes: Mapping[str, str]) -> None:
        text = replaced(text, changes).replace("10.0.0.", f"{self.network}.")
        (self.folder / name).write_text(text, encoding="utf-8")


@dataclass(frozen=True)
class Owner:
    """The user that runs the programs: PostgreSQL refuses to run as root."""

    name: str | None

    @classmethod
    def of_this_run(cls) -> "Owner":
        return cls("postgres" if os.geteuid() == 0 else None)

    def give(self, folder: Path) -> None:
        """Make a folder and all in it the user's own."""
        folder.chmod(0o700)
        if self.name:
            entry = pwd.getpwnam(self.name)
            for path in (folder, *folder.rglob("*")):
                os.chown(path, entry.pw_uid, entry.pw_gid)

    def run(
        self, command: Sequence[str], log: Path, settings: Mapping[str, str]
    ) -> subprocess.Popen[bytes]:
        """Start a program in the folder of its log."""
        path = f"/usr/bin:/bin:/usr/sbin:{POSTGRESQL}"
        with log.open("ab") as output:
            return subprocess.Popen(
                command,
                cwd=log.parent,
                env={"PATH": path, "HOME": str(log.parent), "LANG": "C.UTF-8", **settings},
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                user=self.name,
                group=self.name,
                extra_groups=[] if self.name else None,
                start_new_session=True,
            )


class Cluster:
    """Three machines; what `patronictl list` says is asked of Patroni's own REST interface."""

    def __init__(self, folder: Path, *, synchronous: bool = True) -> None:
        # A network of its own for each run, so that two at a time do not meet.
        self.network = f"127.{(os.getpid() >> 8) % 250 + 2}.{os.getpid() % 250 + 2}"
        self.synchronous = synchronous
        self.owner = Owner.of_this_run()
        self._balancer: subprocess.Popen[bytes] | None = None
        self.machines = [
            Machine(number, self.network, folder / f"db{number}") for number in NUMBERS
        ]

    def url(self, *machines: Machine, more: str = "") -> str:
        """The address of the gateway's database on these machines."""
        hosts = ",".join(machine.address for machine in machines)
        return f"postgresql://gateway:{PASSWORD}@{hosts}/issues{more}"

    @property
    def gateway_url(self) -> str:
        """The address that the page gives a gateway."""
        return self.url(*self.machines, more="?target_session_attrs=read-write")

    async def start(self) -> None:
        """Start all, and wait for a primary with two standbys; make the role and the database."""
        for machine in self.machines:
            machine.links = [
                await Link.open(
                    f"{self.network}.{10 * machine.number + other}",
                    f"{self.network}.{other}",
                    2379,
                )
                for other in NUMBERS
            ]
            machine.prepare(self.owner, synchronous=self.synchronous)
        for machine in self.machines:
            machine.start(self.owner)
        await self.whole()
        leader = await self.leader()
        server = await asyncpg.connect(
            host=leader.address, user="postgres", password="CHANGE-1", database="postgres"
        )
        for statement in ROLE:
            await server.execute(statement)
        await server.close()

    async def balance(self) -> str:
        """Start HAProxy with the file of the page; the address of the database behind it."""
        folder = self.machines[0].folder.parent / "haproxy"
        folder.mkdir()
        text = page_file("text", "global").replace("10.0.0.", f"{self.network}.")
        bound = f"{self.network}.100:5000"
        (folder / "haproxy.cfg").write_text(replaced(text, {"127.0.0.1:5000": bound}))
        self.owner.give(folder)
        command = ["haproxy", "-db", "-f", "haproxy.cfg"]
        self._balancer = self.owner.run(command, folder / "haproxy.log", {})
        url = f"postgresql://gateway:{PASSWORD}@{bound}/issues"
        async with asyncio.timeout(PATIENCE):
            while True:
                with suppress(OSError, asyncpg.PostgresError):
                    # In turn: until it has asked them, it takes all three for the primary.
                    for _ in range(2 * len(NUMBERS)):
                        await (await Primary(url).connect()).close()
                    return url
                await asyncio.sleep(0.1)

    async def close(self) -> None:
        """End every program; nothing of the data is kept."""
        if self._balancer is not None:
            self._balancer.kill()
            self._balancer.wait()
        for machine in self.machines:
            machine.kill()
            for link in machine.links:
                await link.close()

    async def leader(self, *, other_than: Machine | None = None) -> Machine:
        """Wait for the machine that Patroni has as the primary."""
        return await self._in_role("primary", other_than)

    async def _in_role(self, role: str, other_than: Machine | None) -> Machine:
        async with asyncio.timeout(PATIENCE), httpx.AsyncClient(timeout=1) as client:
            while True:
                for machine in self.machines:
                    if machine is not other_than and await _answers(client, machine, role):
                        return machine
                await asyncio.sleep(0.1)

    async def standby(self) -> Machine:
        """Wait for the standby that commits wait for."""
        return await self._in_role("sync", None)

    async def whole(self) -> None:
        """Wait for a primary and two standbys that follow it, one of them synchronous."""
        async with asyncio.timeout(PATIENCE), httpx.AsyncClient(timeout=1) as client:
            while not await self._is_whole(client):
                await asyncio.sleep(0.2)

    async def _is_whole(self, client: httpx.AsyncClient) -> bool:
        roles = [
            sum([await _answers(client, machine, role) for machine in self.machines])
            for role in ("primary", "replica", "sync")
        ]
        if roles != [1, 2, int(self.synchronous)]:
            return False
        with suppress(httpx.HTTPError):
            found = await client.get(f"http://{(await self.leader()).address}:8008/patroni")
            streams = found.json().get("replication", ())
            return [each["state"] for each in streams] == ["streaming"] * 2
        return False

    async def disconnect(self, machine: Machine) -> None:
        """End all connections of gateways to a machine, as a short disturbance does."""
        server = await asyncpg.connect(self.url(machine))
        await server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE usename = current_user AND pid <> pg_backend_pid()"
        )
        await server.close()

    async def switch_over(self) -> None:
        """Hand the primary's role over on purpose, as `patronictl switchover` does."""
        leader = await self.leader()
        async with httpx.AsyncClient(timeout=PATIENCE) as client:
            answer = await client.post(
                f"http://{leader.address}:8008/switchover", json={"leader": f"db{leader.number}"}
            )
        assert answer.status_code == 200, answer.text


async def _answers(client: httpx.AsyncClient, machine: Machine, role: str) -> bool:
    """Whether Patroni's health check says that the machine has that role."""
    try:
        answer = await client.get(f"http://{machine.address}:8008/{role}")
    except httpx.HTTPError:
        return False
    return answer.status_code == 200


@asynccontextmanager
async def running(*, synchronous: bool = True) -> AsyncIterator[Cluster]:
    """A cluster in a temporary folder, gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="issue-gateway-cluster-"))
    folder.chmod(0o755)
    cluster = Cluster(folder, synchronous=synchronous)
    try:
        await cluster.start()
        yield cluster
    finally:
        await cluster.close()
        shutil.rmtree(folder, ignore_errors=True)


async def main() -> None:
    """Run a cluster until Ctrl-C."""
    async with running() as cluster:
        print(cluster.gateway_url, flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(main())
