"""Metrics of several workers, shared through files, so that any worker answers for all."""

import os
import pickle
import time
from pathlib import Path

from gateway.observability.metrics import Busy, ServerMetrics

VARIABLE = "ISSUE_GATEWAY_METRICS_DIR"
"""The variable in which `serve` names the directory of these files."""
INTERVAL = 1.0  # seconds between two writes of a worker
LIVE = 5.0
"""Seconds without a write after which a worker counts as ended; its counts are kept."""


class MetricsFiles:
    """One file for each worker in the directory that `serve` makes, readable by nobody else.

    Without the directory there is one worker, and no file.
    """

    def __init__(self, metrics: ServerMetrics) -> None:
        self._metrics = metrics
        directory = os.environ.get(VARIABLE)
        self._file = Path(directory) / f"{os.getpid()}.metrics" if directory else None
        self._due = 0.0

    def beat(self) -> None:
        """Write the numbers periodically."""
        if self._file is not None and time.monotonic() >= self._due:
            self._due = time.monotonic() + INTERVAL
            self.write()

    def write(self) -> None:
        """Write the numbers now."""
        if self._file is not None:
            partial = self._file.with_suffix(".partial")
            partial.write_bytes(pickle.dumps(self._metrics))
            partial.replace(self._file)

    def together(self) -> ServerMetrics:
        """The numbers of all workers."""
        total = ServerMetrics()
        total.add(self._metrics)
        if self._file is not None:
            for other in self._file.parent.glob("*.metrics"):
                if other != self._file:
                    total.add(_read(other))
        return total


def _read(file: Path) -> ServerMetrics:
    numbers: ServerMetrics = pickle.loads(file.read_bytes())
    if time.time() - file.stat().st_mtime > LIVE:
        numbers.busy = Busy()
    return numbers
