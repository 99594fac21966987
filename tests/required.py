"""`REQUIRE_ALL=1`: a skipped test is a failed test.

A group that needs something of the machine (a PostgreSQL server, a browser) skips itself where
that is missing. In continuous integration this must not pass for success.
"""

import os
from collections.abc import Generator

import pytest

REQUIRE_ALL = "REQUIRE_ALL"
ON = frozenset({"1", "true", "yes"})


def all_required() -> bool:
    """Whether this run allows no skipped test."""
    return os.environ.get(REQUIRE_ALL, "").lower() in ON


def _refuse(report: pytest.TestReport | pytest.CollectReport) -> None:
    """A skip becomes a failure that says what was missing; an expected failure stays one."""
    if not report.skipped or hasattr(report, "wasxfail") or not all_required():
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    report.outcome = "failed"
    report.longrepr = f"{REQUIRE_ALL} is set, and this was not run. {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse(report)
    return report
