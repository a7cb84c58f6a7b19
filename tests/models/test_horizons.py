"""The horizons that are reported where none are named."""

import pytest

from models.horizons import default_horizons


@pytest.mark.parametrize(
    ("survived", "longest", "expected"),
    [
        (0, 60, (12, 36, 60)),
        (11, 59, (12, 36)),
        (12, 60, (36, 60)),
        (35, 36, (36,)),
        (36, 36, ()),
        (60, 120, ()),
        (0, 11, ()),
    ],
)
def test_horizons_lie_after_the_month_survived_and_on_the_grid(survived, longest, expected):
    """At the month survived it would be 1 for everybody; past the grid it is unsupported."""
    assert expected == default_horizons(survived, longest)
