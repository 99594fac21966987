"""Memory of the gateway after distinct operations, and after each of the attacks.

`python -m benchmarks.memory` prints it for both engines. The gateway has its default settings, but
for the pace of new operations, which would only make this take longer.
"""

import argparse
import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.attacks import ATTACKS, SOCKETS, Connection, unseen
from benchmarks.bystanders import Stage, attacked, copy_of, staged

OPERATIONS = 20_000
ATTACKERS, SECONDS = 16, 4.0
QUIET = 6.0
"""Seconds from the end of the load: memory is given back every two."""
CLIENTS = 4
PACE = {"ISSUE_GATEWAY_COSTLY_SHARE": "1", "ISSUE_GATEWAY_LONGEST_LAG": "60"}


async def distinct(stage: Stage, number: int) -> None:
    """Send so many operations that differ."""
    numbers = iter(range(number))

    async def send() -> None:
        connection = Connection(stage.host, stage.server.token)
        for each in numbers:
            status, body = await connection.ask(unseen(each, stage.huge))
            if status != 200:
                raise RuntimeError(body[:500])
        connection.close()

    await asyncio.gather(*(send() for _ in range(CLIENTS)))


def shown(stage: Stage, when: str) -> str:
    """A line of the table: what the gateway holds now, and the most until now, in megabytes."""
    time.sleep(QUIET)
    status = Path(f"/proc/{stage.server.process.pid}/status").read_text(encoding="ascii")
    most = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    return f"| {when} | {stage.server.resident_megabytes:,.0f} | {most:,.0f} |"


def table(stage: Stage, number: int, attacks: Sequence[str]) -> None:
    """Print the table of an engine."""
    print("| When | Megabytes | At most until then |\n|---|---|---|")
    print(shown(stage, "with 60 issues of a megabyte"), flush=True)
    asyncio.run(distinct(stage, number))
    print(shown(stage, f"after {number:,} distinct operations"), flush=True)
    for name in attacks:
        asyncio.run(attacked(stage, name, ATTACKERS, len(stage.attackers), SECONDS))
        print(shown(stage, name), flush=True)


def main() -> None:
    """Print a table for each engine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", action="append", choices=["sqlite", "postgresql"])
    parser.add_argument("--operations", type=int, default=OPERATIONS)
    given = parser.parse_args()
    for engine in given.engine or ["sqlite", "postgresql"]:
        print(f"\n{engine}\n")
        with copy_of(engine) as demo, staged(demo, **PACE) as stage:
            table(stage, given.operations, [*ATTACKS, *SOCKETS])


if __name__ == "__main__":
    main()
