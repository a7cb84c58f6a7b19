"""The monthly grid, and which months can be asked for."""

import pytest

from models.errors import Fault, Unsupported
from models.timegrid import TimeGrid

GRID = TimeGrid(60)


def test_the_grid_runs_from_the_operation_to_the_longest_month():
    """Both ends belong to it."""

    assert list(range(61)) == GRID.months.tolist()


@pytest.mark.parametrize(
    ("survived_months", "horizons_months"),
    [(0, (1, 60)), (0, ()), (59, (60,)), (24, (25, 36, 60))],
)
def test_months_on_the_grid_are_answered(survived_months, horizons_months):
    """Any month after the months survived, up to the longest."""

    assert GRID.require_after(survived_months, horizons_months) is None


@pytest.mark.parametrize("survived_months", [-1, 60, 61, 10**30])
def test_months_survived_off_the_grid_are_unsupported(survived_months):
    """Alive at the last month, nothing can be said any more; the answer names the limits."""
    with pytest.raises(Unsupported) as refusal:
        GRID.require_after(survived_months, (60,))

    assert (
        Fault(
            "survived_months_unsupported",
            field="survived_months",
            details={"lowest": 0, "highest": 59},
        ),
    ) == refusal.value.faults


def test_every_horizon_off_the_grid_is_named():
    """Each fault points to its place in the list and says which months are allowed."""
    with pytest.raises(Unsupported) as refusal:
        GRID.require_after(24, (24, 36, 61, -5, 0))
    faults = refusal.value.faults

    assert [f"horizons_months/{i}" for i in (0, 2, 3, 4)] == [fault.field for fault in faults]
    assert {"horizon_unsupported"} == {fault.code for fault in faults}
    assert all(fault.details == {"lowest": 25, "highest": 60} for fault in faults)


def test_the_operation_itself_is_no_horizon():
    """At month 0 everybody is alive: there is nothing to predict."""
    with pytest.raises(Unsupported):
        GRID.require_after(0, (0,))
