import math

import numpy as np
import pytest
from lifelines import WeibullFitter

from models.cox.curves import CoxCurves
from models.timegrid import TimeGrid
from training.published.fits.baseline import Anchor, anchored, hazard_factor, weibull_shape

TWO_CELLS = (np.array([[0.0], [1.0]]), np.array([0.5, 0.5]))


def test_log_sd_of_the_anchor_by_hand():
    """0.629 with limits 0.51 and 0.75 (I04): ln(-ln 0.51) = -0.3955, ln(-ln 0.75) = -1.2459.

    Their distance over 2 x 1.95996 is 0.8504 / 3.91993 = 0.21694.
    """
    assert 0.21694 == pytest.approx(Anchor(0.629, 0.51, 0.75).log_sd, abs=5e-6)


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (1.0, [0, 1 / 4, 2 / 4, 3 / 4, 1]),
        (2.0, [0, 1 / 16, 4 / 16, 9 / 16, 1]),
        (0.5, [0, 1 / 2, math.sqrt(2) / 2, math.sqrt(3) / 2, 1]),
    ],
)
def test_weibull_shape_by_hand(shape, expected):
    """(t / 4) to the power of the shape: a constant, a rising and a falling hazard."""
    np.testing.assert_allclose(weibull_shape(TimeGrid(4), shape), expected, rtol=1e-15)


def test_weibull_shape_is_that_of_lifelines():
    """Its cumulative hazard (t / scale) ** shape, over that at the last month."""
    fitter = WeibullFitter().fit([3, 9, 14, 22, 35, 41, 58, 80, 120])
    cumulative = fitter.cumulative_hazard_at_times(range(61)).to_numpy()

    expected = cumulative / cumulative[-1]
    actual = weibull_shape(TimeGrid(60), fitter.rho_)
    np.testing.assert_allclose(actual, expected, rtol=1e-9, atol=1e-12)


def test_hazard_factor_of_one_cell_is_a_ratio_of_logarithms():
    """By hand: a survival of 1/2 becomes 1/8 when the cumulative hazard is tripled."""
    assert 3.0 == pytest.approx(hazard_factor(np.array([0.5]), np.ones(1), 0.125), rel=1e-12)


def test_hazard_factor_of_two_cells_by_hand():
    """Equal shares of 0.5^(1/2) and 0.25^(1/2) have, at twice the hazard, the mean 3/8."""
    survivals = np.sqrt([0.5, 0.25])

    assert 2.0 == pytest.approx(hazard_factor(survivals, TWO_CELLS[1], 0.375), rel=1e-12)


def test_anchored_model_has_the_mean_asked_for_and_keeps_shape_and_coefficients():
    """By hand: ln 2 and, at twice the hazard, 2 ln 2 give 1/2 and 1/4, mean 3/8, from half that."""
    curves = CoxCurves(np.array([math.log(2)]), np.array([0.0, 0.1, math.log(2) / 2]))

    moved = anchored(curves, *TWO_CELLS, 0.375)

    np.testing.assert_allclose(moved.cumulative_hazard, [0.0, 0.2, math.log(2)], rtol=1e-12)
    np.testing.assert_array_equal(moved.coefficients, curves.coefficients)
    assert 0.375 == pytest.approx(TWO_CELLS[1] @ moved.survival(TWO_CELLS[0])[:, -1], abs=1e-14)


@pytest.mark.parametrize("survival", [1e-6, 0.1, 0.5, 0.9, 1 - 1e-6])
def test_every_mean_can_be_reached(survival):
    """From one in a million alive to one in a million dead."""
    curves = CoxCurves(np.array([-1.3]), np.array([0.0, 0.4]))
    profiles, weights = TWO_CELLS

    mean = weights @ anchored(curves, profiles, weights, survival).survival(profiles)[:, -1]

    assert survival == pytest.approx(mean, abs=1e-12)
