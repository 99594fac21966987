"""Checks of the database: version, connection, clock, connections, schema, replica."""

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from db.engine import Database
from db.engine.replicas.replica import address
from db.engine.sqlite_connection import WAL_RESET_FIXED, driver
from db.maintenance.inspection import Server, inspect, newest_change
from db.primary import one_each
from gateway.doctor.finding import Finding, failure, ok, warning
from gateway.settings import Settings
from gateway.startup import UPGRADE, open_from, revision, schema_fault
from gateway.startup_advice import driver_errors, kinds_of_errors, shown

OLDEST_SERVER = 150_000
"""`server_version_num` of PostgreSQL 15, which the statements need."""
CLOCK = timedelta(seconds=2)
LAG_SECONDS = 10.0
PORT = 5432
"""The port of PostgreSQL in an address without one."""
BESIDE_THE_POOL = 3
"""Connections of a process in addition to its pool: one listens, one probes a silent server, one
checks the schema for `/readyz`."""
TIME_SERVICE = "Run a time service (chrony, systemd-timesyncd) on every machine."


async def check_database(settings: Settings, gateways: int) -> AsyncIterator[Finding]:
    """Check the database, which `gateways` machines with these settings share.

    Raises StartupError when it cannot be used.
    """
    if settings.on_sqlite:
        yield _sqlite_version()
    else:
        with driver_errors(settings):
            asked = time.time()
            server = await inspect(settings.database_url)
            answered = time.time()
        yield _server_version(settings, server)
        yield compare_clocks(server, datetime.fromtimestamp((asked + answered) / 2, UTC))
        yield _connections(settings, server, gateways)
    present = await revision(settings)
    if present is None:
        yield ok("schema", "the database is empty: the first start makes its tables")
        return
    with driver_errors(settings):
        fault = await schema_fault(settings, present)
    if fault is not None:
        yield failure("schema", f"the database {fault}", UPGRADE)
        return
    yield ok("schema", f"{present}, the one of this version")
    with driver_errors(settings):
        database = await open_from(settings)
        try:
            newest = await _log_clock(database)
        finally:
            await database.close()
    yield newest
    for number, url in enumerate(settings.read_databases, 1):
        check = f"replica {number}" if len(settings.read_databases) > 1 else "replica"
        yield await check_replica(url, check, of=settings.database_url)


def _sqlite_version() -> Finding:
    check = "SQLite version"
    if driver.sqlite_version_info < WAL_RESET_FIXED:
        return warning(
            check,
            f"SQLite {driver.sqlite_version} can damage a file that several processes write",
            f"Install pysqlite3, or Python with SQLite {'.'.join(map(str, WAL_RESET_FIXED))}.",
        )
    return ok(check, driver.sqlite_version)


def _server_version(settings: Settings, server: Server) -> Finding:
    check = "connection"
    if server.is_replica:
        return failure(
            check,
            f"{shown(settings)} is a replica, which takes no writes",
            "Name the primary with --database, or all hosts and target_session_attrs=primary.",
        )
    if server.version_number < OLDEST_SERVER:
        said = f"PostgreSQL {server.version} is too old"
        return failure(check, said, "Upgrade the server to 15 or later.")
    return ok(check, f"{shown(settings)}, PostgreSQL {server.version}")


def compare_clocks(server: Server, here: datetime) -> Finding:
    """Compare the server's clock with the one of this machine at the same moment."""
    check = "clock"
    ahead = (here - server.clock).total_seconds()
    if abs(ahead) > CLOCK.total_seconds():
        side = "ahead of" if ahead > 0 else "behind"
        said = f"this machine is {abs(ahead):.1f} s {side} the database server"
        return warning(check, said, TIME_SERVICE)
    return ok(check, f"{abs(ahead) * 1000:.0f} ms from the database server's")


def _connections(settings: Settings, server: Server, gateways: int) -> Finding:
    check = "connections"
    each = settings.pool_size + BESIDE_THE_POOL
    most = gateways * settings.workers * each
    free = server.connections - server.used_by_others
    said = (
        f"gateways {gateways} x workers {settings.workers} x {each} = at most {most};"
        f" the server has {free} for them"
    )
    if most > free:
        advice = "Lower --pool-size or --workers, raise max_connections, or add PgBouncer."
        return failure(check, said, advice)
    return ok(check, said)


async def _log_clock(database: Database) -> Finding:
    """Compare this machine's clock with the newest change, which must not lie in the future."""
    check = "newest change"
    at = await newest_change(database)
    if at is None:
        return ok(check, "none yet")
    ahead = at - datetime.now(UTC)
    if ahead > CLOCK:
        said = f"made {ahead.total_seconds():.1f} s in the future by this machine's clock"
        return warning(check, said, TIME_SERVICE)
    return ok(check, f"{at:%Y-%m-%d %H:%M} UTC")


async def check_replica(url: str, check: str = "replica", of: str = "") -> Finding:
    """Check that a replica answers and is current. Reads do without one that is not.

    It may be the primary when `of`, the address of the database, names it among several servers.
    """
    where = address(url)
    try:
        server = await inspect(url)
    except kinds_of_errors() as error:
        advice = "Reads go elsewhere meanwhile. Is the replica running, and its address right?"
        return warning(check, f"{where} cannot be reached: {error}", advice)
    if not server.is_replica and _is_one_of_several(url, of):
        return ok(check, f"{where} is the primary now, PostgreSQL {server.version}")
    if not server.is_replica:
        advice = "Name a replica of --database with --read-database, or leave it out."
        said = f"{where} of --read-database is a primary: its rows are not those"
        return failure(check, said, advice)
    if server.lag is None or server.lag > LAG_SECONDS:
        advice = "Reads that need newer rows go to the primary. See pg_stat_replication there."
        behind = (
            "has replayed nothing yet" if server.lag is None else f"is {server.lag:.0f} s behind"
        )
        return warning(check, f"{where} {behind}", advice)
    return ok(check, f"{where}, PostgreSQL {server.version}, {server.lag:.1f} s behind")


def _is_one_of_several(url: str, of: str) -> bool:
    servers = [_place(each) for each in one_each(of)]
    return len(servers) > 1 and _place(url) in servers


def _place(url: str) -> tuple[str | None, int, str]:
    """The server and the database that `url` names."""
    parts = urlsplit(url)
    return parts.hostname, parts.port or PORT, parts.path
