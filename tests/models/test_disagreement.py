"""Two models disagree where each lies outside the other's interval."""

from typing import NamedTuple

import pytest

from models.disagreement import models_disagree


class Limited(NamedTuple):
    survival: float
    lower: float
    upper: float


HALF = Limited(0.5, 0.4, 0.6)


@pytest.mark.parametrize(
    ("other", "disagrees"),
    [
        (Limited(0.61, 0.51, 0.7), True),  # each above or below the other's interval
        (Limited(0.60, 0.51, 0.7), False),  # at the upper limit of the first
        (Limited(0.61, 0.50, 0.7), False),  # the first is at the lower limit of the other
        (Limited(0.39, 0.3, 0.49), True),
        (Limited(0.40, 0.3, 0.49), False),
        (Limited(0.39, 0.3, 0.50), False),
        (Limited(0.55, 0.54, 0.56), False),  # one side only: the first is outside the other's
        (Limited(0.9, 0.2, 0.95), False),  # one side only: the other is outside the first's
        (HALF, False),
    ],
)
def test_both_must_lie_outside_and_a_limit_lies_inside(other, disagrees):
    """Whichever of the two is named first."""
    assert (disagrees, disagrees) == (models_disagree(HALF, other), models_disagree(other, HALF))
