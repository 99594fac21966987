"""The paper design for a log of several parts (`docs/scaling.md`): its order, in a simulation."""

import pytest

from benchmarks.partitioned_log import Sequencer, simulate


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("parts", [1, 4, 16])
def test_the_order_holds(parts: int, seed: int) -> None:
    found = simulate(writers=32, parts=parts, seconds=0.5, sequencer=Sequencer.SNAPSHOT, seed=seed)
    assert found.faults == []
    assert found.changes > 100


def test_parts_commit_beside_each_other() -> None:
    one, many = (
        simulate(writers=32, parts=parts, seconds=0.5, sequencer=Sequencer.SNAPSHOT)
        for parts in (1, 16)
    )
    assert many.per_second > 4 * one.per_second


@pytest.mark.parametrize("sequencer", [Sequencer.BY_PART, Sequencer.IN_TURN])
def test_simpler_sequencers_break_it(sequencer: Sequencer) -> None:
    faults = simulate(writers=32, parts=16, seconds=1, sequencer=sequencer).faults
    assert any("began after" in fault for fault in faults)
