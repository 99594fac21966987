"""A bench test with a measurement: set RAIL_VOLTS to another value to see it fail."""

import os

MEASURED = float(os.environ.get("RAIL_VOLTS", "4.5"))
"""What the bench would measure at rail A under load, in volts."""
STANDBY = 0.02
"""What the bench would measure at rail B in standby, in volts."""


def test_rail_a_holds_under_load() -> None:
    """Rail A keeps 4.75 V while the board draws its full current."""
    assert MEASURED >= 4.75, f"rail A sags to {MEASURED} V, 4.75 V or more expected"


def test_rail_b_is_off_in_standby() -> None:
    """Rail B has no voltage in standby."""
    assert STANDBY < 0.1
