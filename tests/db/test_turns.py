"""Fair scheduling: callers take turns, and a quick statement waits for no long one."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import asyncpg
import pytest

from db.engine import CALLER, Database, open_database
from db.engine.open import long_reads
from db.engine.turns import Allowance, Lanes, Turns
from tests.db.test_engine import ENDLESS


async def test_no_caller_holds_every_place() -> None:
    turns = Turns("abc")
    held = [await turns.take("one") for _ in range(2)]
    third = asyncio.create_task(turns.take("one"))
    await asyncio.sleep(0)
    assert not third.done()
    assert await turns.take("two") == "a"
    turns.give("one", held[0])
    await asyncio.sleep(0)
    assert not third.done(), "the last free place is for others"
    turns.give("two", "a")
    assert await asyncio.wait_for(third, 1)


async def test_the_last_place_is_for_a_caller_that_holds_none() -> None:
    turns = Turns("abcd")
    held = [(caller, await turns.take(caller)) for caller in ("one", "two", "one")]
    waiting = [asyncio.create_task(turns.take(caller)) for caller in ("one", "two")]
    await asyncio.sleep(0)
    place = await asyncio.wait_for(turns.take("three"), 1)
    turns.give("three", place)
    await asyncio.sleep(0)
    assert not any(each.done() for each in waiting)
    turns.give(*held[0])
    await asyncio.sleep(0)
    assert sum(each.done() for each in waiting) == 1
    for each in waiting:
        each.cancel()


async def test_those_who_wait_take_turns() -> None:
    turns = Turns("a")
    await turns.take("zero")
    order: list[str] = []

    async def take(caller: str) -> None:
        place = await turns.take(caller)
        order.append(caller)
        await asyncio.sleep(0)
        turns.give(caller, place)

    callers = ["one"] * 4 + ["two"] * 2 + ["three"]
    waiting = [asyncio.create_task(take(caller)) for caller in callers]
    await asyncio.sleep(0)
    turns.give("zero", "a")
    await asyncio.gather(*waiting)
    assert order == ["one", "two", "three", "one", "two", "one", "one"]


async def test_who_leaves_while_waiting_takes_no_place() -> None:
    turns = Turns("a")
    await turns.take("one")
    waiting = [asyncio.create_task(turns.take("two")) for _ in range(3)]
    await asyncio.sleep(0)
    waiting[0].cancel()
    await asyncio.sleep(0)
    turns.give("one", "a")  # given to the second, which leaves before it can look
    waiting[1].cancel()
    assert await waiting[2] == "a"
    turns.give("two", "a")
    assert await turns.close() == ["a"]


async def test_a_wait_for_a_place_does_not_make_a_statement_slow() -> None:
    """It was slow once; the long places are busy, and it runs there without delay."""
    lanes = Lanes(Turns(["b"]), Turns(["t", "t"]), Turns(["l"]), trial_seconds=0.05, seconds=5)
    places, duration = [], 1.0

    async def fetch(place: str, give: Callable[[str], None], seconds: float) -> None:
        places.append((CALLER.get(), place))
        try:
            async with asyncio.timeout(seconds):
                await asyncio.sleep(duration)
        finally:
            give(place)

    CALLER.set("attacker")
    attacks = [asyncio.create_task(lanes.run("attack", fetch)) for _ in range(4)]
    await asyncio.sleep(0.2)
    CALLER.set("bystander")
    slow = asyncio.create_task(lanes.run("page", fetch))
    await asyncio.sleep(0.2)
    duration = 0
    await slow
    await lanes.run("page", fetch)
    await lanes.run("page", fetch)
    used = [place for caller, place in places if caller == "bystander"]
    assert used == ["t", "l", "t", "b"]
    await asyncio.gather(*attacks)


class Timed:
    """A statement that takes some seconds of a clock of its own."""

    def __init__(self) -> None:
        self.now = 0.0
        self.takes = 0.0
        self.places: list[str] = []
        self.lanes = Lanes(
            Turns(["b"]),
            Turns(["t", "t"]),
            Turns(["l"]),
            trial_seconds=1.0,
            seconds=5,
            clock=lambda _: self.now,
        )

    async def run(self, takes: float) -> None:
        self.takes = takes
        await self.lanes.run("text", self._fetch)

    async def _fetch(self, place: str, give: Callable[[str], None], seconds: float) -> None:
        self.places.append(place)
        await asyncio.sleep(0)
        self.now += min(self.takes, seconds)
        give(place)
        if self.takes > seconds:
            raise TimeoutError


async def test_a_statement_near_the_limit_stays_among_the_long_ones() -> None:
    """It would otherwise be stopped as a trial every other time."""
    timed = Timed()
    for takes in (1.1, 0.9, 0.9, 0.4, 0.9):
        await timed.run(takes)
    assert "".join(timed.places) == "tllllt"


async def test_a_text_is_brief_until_it_takes_longer() -> None:
    timed = Timed()
    for takes in (0.004, 0.01, 0.03, 0.01, 0.004, 4.5, 0.4, 0.004, 0.004):
        await timed.run(takes)
    assert "".join(timed.places) == "tbbttblltb"


async def test_who_waited_for_a_trial_learns_that_the_statement_is_long() -> None:
    timed = Timed()
    await asyncio.gather(*(timed.run(1.1) for _ in range(5)))
    assert "".join(timed.places) == "tlllll"


class Counted:
    """Lanes with six places for brief statements; they end when the test says so."""

    def __init__(self) -> None:
        self.lanes = Lanes(
            Turns(["b"] * 6),
            Turns(["t"] * 2),
            Turns(["l"] * 2),
            trial_seconds=1,
            seconds=9,
            patience=4,
            clock=lambda _: self.now,
        )
        self.now = 0.0
        self.running: list[tuple[str, str]] = []
        self.seconds: list[float] = []
        self.end = asyncio.Event()

    def begin(self, caller: str, text: str) -> asyncio.Task[None]:
        CALLER.set(caller)
        return asyncio.create_task(self.lanes.run(text, self._fetch))

    async def _fetch(self, place: str, give: Callable[[str], None], seconds: float) -> None:
        self.running.append((CALLER.get(), place))
        self.seconds.append(seconds)
        try:
            await self.end.wait()
        finally:
            give(place)


async def test_statements_that_were_never_brief_are_tried_few_at_a_time() -> None:
    """Four tokens with long statements would fill the processors."""
    counted = Counted()
    attacks = [counted.begin(f"{each % 4}", f"attack {each % 8}") for each in range(32)]
    await asyncio.sleep(0.01)
    assert counted.running == [("0", "t"), ("1", "t")]
    counted.end.set()
    await asyncio.gather(*attacks)
    await asyncio.wait_for(counted.lanes.close(), 1)


async def test_a_brief_statement_waits_for_no_trial_and_has_more_time() -> None:
    counted = Counted()
    counted.end.set()
    await counted.begin("bystander", "page")
    counted.end.clear()
    attacks = [counted.begin(f"{each % 4}", "attack") for each in range(32)]
    pages = [counted.begin("bystander", "page") for _ in range(5)]
    await asyncio.sleep(0.01)
    assert counted.running[-5:] == [("bystander", "b")] * 5
    assert counted.seconds[0] == 1
    assert counted.seconds[-5:] == [4] * 5
    counted.end.set()
    await asyncio.gather(*attacks, *pages)


async def test_a_statement_that_is_not_brief_stays_a_trial() -> None:
    """Many callers with reads just below the limit would fill the processors for good."""
    counted = Counted()
    first = counted.begin("0", "attack")
    await asyncio.sleep(0.01)
    counted.now = 0.5
    counted.end.set()
    await first
    counted.end.clear()
    counted.running.clear()
    attacks = [counted.begin(f"{each % 4}", "attack") for each in range(32)]
    await asyncio.sleep(0.01)
    assert counted.running == [("0", "t"), ("1", "t")]
    counted.end.set()
    await asyncio.gather(*attacks)


async def test_who_leaves_while_waiting_for_a_trial_holds_none() -> None:
    counted = Counted()
    attacks = [counted.begin("attacker", "attack") for _ in range(4)]
    await asyncio.sleep(0.01)
    for attack in attacks:
        attack.cancel()
    await asyncio.wait(attacks)
    counted.end.set()
    await asyncio.wait_for(counted.begin("attacker", "attack"), 1)
    await asyncio.wait_for(counted.lanes.close(), 1)


async def test_a_late_event_loop_stops_no_statement_that_has_been_answered() -> None:
    """Work for another client kept the loop from seeing it; one more round trip follows."""
    loop = asyncio.get_running_loop()
    answer = loop.create_future()

    def work() -> None:
        time.sleep(0.1)
        answer.set_result("a row")

    async with asyncio.timeout(None) as deadline:
        with Allowance(deadline, 0.05, 0.05):
            loop.call_soon(work)
            assert await answer == "a row"
            await asyncio.sleep(0.001)


@pytest.mark.parametrize("used", [0.0, 0.02, 0.06])
async def test_an_allowance_counts_the_time_of_its_clock(used: float) -> None:
    """The clock of a thread that gets no processor stands still."""
    times = iter([0.0])
    loop = asyncio.get_running_loop()

    async def run() -> None:
        async with asyncio.timeout(None) as deadline:
            with Allowance(deadline, 0.05, 0.2, lambda: next(times, used)):
                await asyncio.sleep(5)

    began = loop.time()
    with pytest.raises(TimeoutError):
        await run()
    took = loop.time() - began
    assert took >= (0.2 if used < 0.05 else 0.05) - 0.01


@pytest.fixture
async def busy(url: str, tmp_path: Path) -> Database:
    return await open_database(url, tmp_path, readers=2, timeout=20)


async def test_what_is_quick_does_not_wait_for_what_is_long(busy: Database) -> None:
    def read(caller: str, text: str) -> asyncio.Task[object]:
        CALLER.set(caller)
        return asyncio.create_task(busy.fetch(text))

    endless = ENDLESS[busy.dialect.name]
    attacks = [read(f"attacker {number % 4}", endless) for number in range(32)]
    while len(vars(vars(busy)["_lanes"])["_slow"]) < 4:  # until each of them is known to be slow
        await asyncio.sleep(0.01)
    for number in range(20):
        assert await asyncio.wait_for(read("bystander", f"SELECT {number}"), 1) == (number,)
    for attack in attacks:
        attack.cancel()
    await asyncio.wait(attacks)
    # Those that were ended have really stopped, and given their places back.
    assert await asyncio.wait_for(read("attacker 1", "SELECT 1"), 3) == (1,)
    await asyncio.wait_for(busy.close(), 3)


@pytest.mark.postgresql
async def test_many_unknown_statements_do_not_fill_the_server(
    postgres_database: str, tmp_path: Path
) -> None:
    """Of ten connections two try what is unknown, and two run what is long."""
    busy = await open_database(postgres_database, tmp_path, readers=2, timeout=20)
    server = await asyncpg.connect(postgres_database)
    count = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND state = 'active' AND query = $1"
    )
    attacks = []
    for number in range(32):
        CALLER.set(f"attacker {number % 4}")
        attacks.append(asyncio.create_task(busy.fetch(ENDLESS["postgresql"])))
    seen: list[int] = []
    while not seen or len(vars(vars(busy)["_lanes"])["_slow"]) < 4:
        seen.append(await server.fetchval(count, ENDLESS["postgresql"]))
    for attack in attacks:
        attack.cancel()
    await asyncio.wait(attacks)
    await server.close()
    await busy.close()
    assert 2 <= max(seen) <= 4


@pytest.mark.parametrize(
    ("scheme", "cores", "expected"),
    [("sqlite", 1, 2), ("postgresql", 1, 1), ("postgresql", 2, 1), ("postgresql", 64, 2)],
)
def test_long_reads_leave_a_core_free(
    monkeypatch: pytest.MonkeyPatch, scheme: str, cores: int, expected: int
) -> None:
    """A long read of PostgreSQL takes a core; one of SQLite has a low priority."""
    monkeypatch.setattr("db.engine.open.cores", lambda: cores)
    assert long_reads(scheme) == expected


async def test_one_caller_leaves_room_among_the_long_ones(busy: Database) -> None:
    CALLER.set("attacker")
    endless = ENDLESS[busy.dialect.name]
    attacks = [asyncio.create_task(busy.fetch(endless)) for _ in range(8)]
    await asyncio.sleep(0.5)
    CALLER.set("bystander")
    began = asyncio.get_running_loop().time()
    half = {
        "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
        " WHERE i < 1500000) SELECT count(*) FROM n",
        "postgresql": "SELECT 1500000 FROM pg_sleep(0.3)",
    }[busy.dialect.name]
    assert await asyncio.wait_for(busy.fetch(half), 5) == (1_500_000,)
    assert asyncio.get_running_loop().time() - began > 0.1, "it was meant to be long"
    for attack in attacks:
        attack.cancel()
    await asyncio.wait([*attacks])
    await asyncio.wait_for(busy.close(), 3)
