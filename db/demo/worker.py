"""The demo made on another core, while the batches before are stored.

A process, since both take Python's one lock: making a row as much as handing it to SQLite.
"""

import gc
import os
import signal
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from db.demo.batch import Batch
from db.demo.year import generate


def cores() -> int:
    """On how many cores this process may run."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def generate_apart(
    seed: int, issues: int, comments_per_issue: int | None, now: datetime
) -> Generator[Batch, None, None]:
    """Like `generate`, one batch ahead in a process that ends with the iterator or with this one.

    Raises ChildProcessError when that process fails; it has said why on standard error.
    """
    spawning = get_context("spawn")
    receiver, sender = spawning.Pipe(duplex=False)
    arguments = (sender, seed, issues, comments_per_issue, now)
    worker = spawning.Process(target=_work, args=arguments, daemon=True)
    with receiver:
        with sender, _deaf_to_interrupts():
            worker.start()
        try:
            while batch := receiver.recv():
                yield batch
        except EOFError as error:
            raise ChildProcessError("the process that makes the demo has failed") from error
        finally:
            worker.terminate()
            worker.join()


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Have a new process inherit that it hears no Ctrl-C: its parent does, and ends it."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _work(sender: Connection, *arguments: Any) -> None:
    gc.disable()  # as in `db.demo.load`
    try:
        for batch in generate(*arguments):
            sender.send(batch)
        sender.send(None)
    except BrokenPipeError:
        pass  # whoever wanted the batches is gone
