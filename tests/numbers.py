"""The amount of generated tests, and measured numbers at the end of the run.

`--examples N` is how many requests are made up for each operation of a surface, and a twentieth of
how many bodies are mutated. Without it there are few, and the same each time. `--operations N` is
how many operations are generated for the compiler and the evaluator on each engine.
"""

from collections.abc import Callable
from math import ceil

import hypothesis
import pytest

NUMBER = "number"
"""The property of a test's report that holds one: reports come home from every process."""
REQUESTS = "requests"
"""The Hypothesis profile of made-up requests."""
FEW = 10
BODIES = 20
"""Mutated bodies for each example."""
OPERATIONS = 250
CASES = "cases"
"""The Hypothesis profile of what two implementations must agree on."""

Report = Callable[[str], None]


def batches(metafunc: pytest.Metafunc, size: int) -> None:
    """Run a test that takes the number of a `batch` for as many batches of `size` as are wanted."""
    if "batch" in metafunc.fixturenames:
        wanted = metafunc.config.getoption("--operations")
        metafunc.parametrize("batch", range(ceil(wanted / size)))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--examples",
        type=int,
        help=f"requests to make up for each operation ({FEW}), anew each time; see `make fuzz`",
    )
    parser.addoption(
        "--operations",
        type=int,
        default=OPERATIONS,
        help=f"operations to generate for each engine ({OPERATIONS}); see `.ci/run`",
    )


def pytest_configure(config: pytest.Config) -> None:
    examples = config.getoption("--examples")
    hypothesis.settings.register_profile(
        REQUESTS,
        max_examples=examples or FEW,
        derandomize=not examples,
        database=None,
        deadline=None,
        print_blob=True,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    hypothesis.settings.register_profile(
        CASES,
        max_examples=1 + config.getoption("--operations") // 20,
        deadline=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    run = [
        report
        for reports in terminalreporter.stats.values()
        for report in reports
        if isinstance(report, pytest.TestReport) and report.when == "call"
    ]
    lines = [str(text) for report in run for name, text in report.user_properties if name == NUMBER]
    if lines:
        terminalreporter.section("numbers")
        for line in sorted(lines):
            terminalreporter.write_line(line)


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Report:
    """Note a measured number for the end of the run."""
    where = f"{request.path.stem}::{request.node.name}"
    return lambda line: request.node.user_properties.append((NUMBER, f"{where}: {line}"))
