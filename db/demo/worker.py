"""Generation of the demo on another core, while earlier batches are stored.

It is a process, since making rows and storing them both need Python's global lock.
"""

import gc
import signal
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from db.demo.batch import RowBatch
from db.demo.year import generate


def generate_apart(
    seed: int,
    issues: int,
    comments_per_issue: int | None,
    now: datetime,
    enough: Callable[[], bool] = lambda: False,
    *,
    with_content: bool = False,
) -> Generator[RowBatch, None, None]:
    """Like `generate`, in a process that ends with the iterator or with this one.

    It is one batch ahead, so two more come when there is `enough`. Raises ChildProcessError when
    that process fails; it has said why on standard error.
    """
    spawning = get_context("spawn")
    receiver, sender = spawning.Pipe(duplex=False)
    end, more = spawning.Pipe(duplex=False)  # readable, for its end, as soon as `more` is closed
    arguments = (sender, seed, issues, comments_per_issue, now, end.poll)
    more_arguments = {"with_content": with_content}
    worker = spawning.Process(target=_work, args=arguments, kwargs=more_arguments, daemon=True)
    with receiver, more:
        with sender, end, _deaf_to_interrupts():
            worker.start()
        try:
            while batch := receiver.recv():
                yield batch
                if enough():
                    more.close()
        except (EOFError, OSError) as error:
            raise ChildProcessError("the process that makes the demo has failed") from error
        finally:
            worker.terminate()
            worker.join()


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Start a process that ignores Ctrl-C: its parent handles it and ends the process."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _work(sender: Connection, *arguments: Any, with_content: bool) -> None:
    gc.disable()  # as in `db.demo.load`
    try:
        for batch in generate(*arguments, with_content=with_content):
            sender.send(batch)
        sender.send(None)
    except BrokenPipeError:
        pass  # the consumer of the batches has ended
