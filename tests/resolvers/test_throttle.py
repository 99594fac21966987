"""How much of the loop's time one caller may take with what is costly."""

import asyncio
import time
from contextlib import suppress

from db.query.dialect import SQLITE
from db.query.selection import Options
from resolvers.document.operation import Operations
from resolvers.root import build_schema, graphql_schema
from resolvers.throttle import FREE, MOST_CALLERS, PIECE, REFUSED, Throttle

WORK = 0.02


def work(seconds: float) -> None:
    """Keep the processor busy."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


async def make(throttle: Throttle, caller: str, made: list[str]) -> None:
    await throttle.settled(caller)
    made.append(caller)
    throttle.charge(caller, WORK)


async def test_a_caller_gets_a_share_of_the_time() -> None:
    throttle, made = Throttle(1 / 3, burst=0), list[str]()
    began = time.monotonic()
    await asyncio.gather(*(make(throttle, "many", made) for _ in range(6)))
    # Nobody waits before the first.
    assert time.monotonic() - began >= 5 * WORK * 2


async def test_a_caller_does_not_wait_for_a_burst() -> None:
    throttle = Throttle(1 / 4, burst=0.2)
    throttle.charge("one", 0.2 / 3)
    async with asyncio.timeout(0):
        await throttle.settled("one")
    until = throttle.charge("one", 0.02)
    await throttle.settled("one")
    assert until - 0.2 <= time.monotonic() < until


async def test_others_do_not_wait() -> None:
    throttle, made = Throttle(1 / 4, burst=0), list[str]()
    flood = [asyncio.create_task(make(throttle, "many", made)) for _ in range(3)]
    await asyncio.sleep(0)
    await make(throttle, "one", made)
    assert made == ["many", "one"]
    await asyncio.gather(*flood)


async def test_what_is_cheap_is_free() -> None:
    throttle = Throttle(1 / 4, burst=0)
    for _ in range(1000):
        throttle.charge("one", 0.001)
    async with asyncio.timeout(0):
        await throttle.settled("one")


async def test_a_machine_that_stood_still_is_not_paid_for() -> None:
    throttle = Throttle(1 / 4, burst=0)
    throttle.charge("one", 60)
    async with asyncio.timeout(30):
        await throttle.settled("one")


async def test_a_turn_counts_what_the_processor_did_also_where_it_fails() -> None:
    throttle = Throttle(1 / 4, burst=0)
    with suppress(ZeroDivisionError):
        async with throttle.turn("one"):
            end = time.thread_time() + WORK
            while time.thread_time() < end:
                pass
            raise ZeroDivisionError
    began = time.monotonic()
    async with throttle.turn("one"):
        assert time.monotonic() - began >= WORK * 2


async def test_a_turn_does_not_count_what_others_of_the_machine_take() -> None:
    throttle = Throttle(1 / 4, burst=0)
    async with throttle.turn("one"):
        time.sleep(WORK)
    async with asyncio.timeout(0):
        await throttle.settled("one")


async def test_a_request_does_not_wait_for_its_own_body() -> None:
    throttle = Throttle(1 / 4, burst=0)
    own = throttle.charge("one", WORK)
    async with asyncio.timeout(0), throttle.turn("one", own):
        pass
    began = time.monotonic()
    await throttle.settled("one")
    assert time.monotonic() - began >= 2 * WORK


async def test_a_request_waits_for_other_bodies_of_its_token() -> None:
    throttle = Throttle(1 / 4, burst=0)
    own = throttle.charge("one", WORK)
    throttle.charge("one", WORK)
    began = time.monotonic()
    async with throttle.turn("one", own):
        assert time.monotonic() - began >= 2 * 2 * WORK


async def test_what_is_new_counts_however_short_it_is() -> None:
    """A fast processor prepares a small operation in less time than is free."""
    throttle = Throttle(1 / 4, burst=0)
    for is_new in (False, True):
        async with throttle.turn("one"):
            throttle.is_new = is_new
            work(FREE / 2)
        began = time.monotonic()
        await throttle.settled("one")
        assert (time.monotonic() - began >= FREE) == is_new


async def test_what_is_new_gives_way_to_others_and_not_to_its_caller() -> None:
    throttle, order = Throttle(1 / 4, burst=0), list[str]()

    async def prepare(caller: str, *, is_new: bool) -> None:
        async with throttle.turn(caller) as turn:
            throttle.is_new = is_new
            order.append(f"{caller} parses")
            work(WORK)
            await turn.give_way()
            order.append(f"{caller} plans")

    await asyncio.gather(
        prepare("many", is_new=True), prepare("one", is_new=False), prepare("many", is_new=True)
    )
    assert order == [
        *("many parses", "one parses", "one plans"),
        *("many plans", "many parses", "many plans"),
    ]


async def test_an_operation_is_new_once_for_each_text_and_shape() -> None:
    throttle, seen = Throttle(1 / 4, burst=0), list[bool]()
    operations = Operations(graphql_schema(build_schema()), throttle=throttle)
    text = "query ($f: IssueFilter) { issues(filter: $f) { totalCount } }"
    for given in ({}, {}, {"f": {"title": {"eq": "a"}}}, {"f": {"title": {"eq": "b"}}}):
        async with throttle.turn("one"):
            operation = operations.get(text)
            shaped = operation.split(operation.coerce(given))
            operation.query_plan(SQLITE, shaped, Options(), given)
            seen.append(throttle.is_new)
    assert seen == [True, False, True, False]


async def test_with_the_whole_share_nobody_waits() -> None:
    throttle = Throttle(1)
    throttle.charge("one", 60)
    async with asyncio.timeout(1):
        await throttle.settled("one")


async def test_callers_without_end_take_no_memory_without_end() -> None:
    throttle = Throttle(1 / 4, burst=0)
    for number in range(MOST_CALLERS + 10):
        throttle.charge(str(number), 1)
    async with asyncio.timeout(0):
        await throttle.settled("0")


async def test_many_callers_together_get_no_more_than_one() -> None:
    throttle, made = Throttle(1 / 2, burst=0), list[str]()
    callers = ("one", "two", "three", "four")
    await asyncio.gather(*(make(throttle, caller, made) for caller in callers))
    began = time.monotonic()
    await asyncio.gather(*(make(throttle, caller, made) for caller in callers for _ in range(2)))
    # What they owe at the end is what the last of them took.
    await asyncio.gather(*map(throttle.settled, callers))
    assert time.monotonic() - began >= 8 * WORK * 2


async def test_who_repeats_what_is_refused_waits() -> None:
    throttle = Throttle(1 / 4, burst=0)
    began = time.monotonic()
    for _ in range(4):
        await throttle.settled("one")
        throttle.refused("one")
    assert time.monotonic() - began >= 3 * 3 * REFUSED
    async with asyncio.timeout(0):
        await throttle.settled("another")


async def test_short_pieces_of_work_are_paid_for_together() -> None:
    throttle = Throttle(1 / 4, burst=0)
    began = time.monotonic()
    async with asyncio.timeout(0):
        await throttle.pay("one", PIECE)
    for _ in range(2 * 4):
        await throttle.pay("one", PIECE / 4)
    # The pieces are free no more: about three times as long as they took has been waited.
    assert time.monotonic() - began >= 3 * 2 * PIECE
    async with asyncio.timeout(0):
        await throttle.pay("another", PIECE)


async def test_who_pays_waits_for_what_others_of_the_same_token_owe() -> None:
    throttle = Throttle(1 / 4, burst=0)
    throttle.charge("one", WORK)
    began = time.monotonic()
    await throttle.pay("one", PIECE / 4)
    assert time.monotonic() - began >= 3 * WORK


async def test_with_the_whole_share_nobody_pays() -> None:
    throttle = Throttle(1)
    async with asyncio.timeout(0):
        await throttle.pay("one", 60)
