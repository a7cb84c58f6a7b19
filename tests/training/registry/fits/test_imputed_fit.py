"""When a fit is none: both bounds of separation, on tables whose figures can be read off."""

import numpy as np
import pytest

from training.registry.fits.imputed_fit import _above_zero, _is_separated

STANDARD = np.array([[-1.0, -1.0, -1.0], [1.0, 1.0, 1.0], [-1.0, 1.0, -1.0]])
"""Each column spans 2."""


@pytest.mark.parametrize(("coefficient", "expected"), [(7.25, False), (7.75, True), (-7.75, True)])
@pytest.mark.parametrize("column", [0, 1, 2])
def test_a_log_hazard_range_above_fifteen_is_separation(coefficient, expected, column):
    """2 times 7.25 is 14.5, and times 7.75 it is 15.5."""
    fitted = np.zeros(3)
    fitted[column] = coefficient

    assert expected == _is_separated(STANDARD, fitted, np.diag([1.0, 4.0, 9.0]))


@pytest.mark.parametrize(("least", "expected"), [(1.5e-8, False), (0.5e-8, True)])
def test_information_below_a_ten_billionth_of_the_richest_is_none(least, expected):
    """100 is the richest, so that the bound is 1e-8."""
    information = np.diag([1.0, least, 100.0])

    assert expected == _is_separated(STANDARD, np.zeros(3), information)


def test_months_without_anybody_at_risk_are_harmless():
    """Nobody dies in them, so that any divisor above 0 gives 0; the others stay."""
    assert [0.25, 3.0] == _above_zero(np.array([0.25, 3.0])).tolist()
    assert _above_zero(np.array([0.0]))[0] > 0
