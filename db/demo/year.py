"""The year of the lab: one story after the other, as rows."""

from collections.abc import Callable, Generator
from datetime import datetime
from math import inf

from db.demo.batch import RowBatch
from db.demo.story import Story
from db.demo.teller import Teller

GROWTH = 0.85
"""Below 1, later parts of the year hold more issues than earlier ones."""


def generate(
    seed: int,
    issues: int,
    comments_per_issue: int | None,
    now: datetime,
    enough: Callable[[], bool] = lambda: False,
    *,
    with_content: bool = False,
) -> Generator[RowBatch, None, None]:
    """Make `issues` found over the 12 months before `now`, oldest first, each with one file.

    `comments_per_issue` is exact; None gives each issue as many comments as its story needs. After
    a batch for which `enough` returns True, one more follows, with the rest of the log. Only
    `with_content` attachments have the content that `db.demo.evidence` makes.
    """
    teller = Teller(seed, comments_per_issue, now, with_content=with_content)
    for number in range(issues):
        position = ((number + teller.rng.random()) / issues) ** GROWTH
        if teller.batch.is_full:
            teller.batch.changes = teller.journal.before(teller.settled(position))
            yield teller.batch
            teller.batch = RowBatch()
            if enough():
                break
        Story(teller, position).tell()
    teller.batch.changes = teller.journal.before(inf)
    yield teller.batch
