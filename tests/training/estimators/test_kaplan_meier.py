import numpy as np
import pytest
from sksurv.nonparametric import kaplan_meier_estimator

from training.estimators.kaplan_meier import carry_forward, estimate_curve, estimate_survival

# Six patients: deaths in months 1, 3 (two of them) and 7; censored in months 3 and 9.
MONTHS = np.array([1, 3, 3, 3, 7, 9])
DIED = np.array([True, True, True, False, True, False])


@pytest.mark.parametrize(
    ("month", "survival"),
    [
        (0, 1.0),
        (1, 5 / 6),
        (2, 5 / 6),
        (3, 5 / 6 * 3 / 5),  # five at risk: who is censored in month 3 is still among them
        (7, 5 / 6 * 3 / 5 * 1 / 2),
        (60, 5 / 6 * 3 / 5 * 1 / 2),
    ],
)
def test_estimate_is_the_product_over_months_with_deaths(month, survival):
    """Calculated by hand; at equal times deaths precede censorings."""
    assert survival == pytest.approx(estimate_survival(MONTHS, DIED, month), abs=1e-15)


def test_curve_ends_where_nobody_is_at_risk_or_is_carried_forward():
    """The last of all is censored in month 9: nothing is known of month 10."""
    curve = estimate_curve(MONTHS, DIED, 11)
    carried = carry_forward(MONTHS, DIED, 11)

    assert [False] * 10 + [True] * 2 == np.isnan(curve).tolist()
    assert carried[:10].tolist() == curve[:10].tolist()
    assert [carried[9]] * 2 == carried[10:].tolist()


def test_curve_is_that_of_scikit_survival_whether_the_grid_ends_before_follow_up_or_after():
    """400 patients, about half of whom die, with many ties."""
    rng = np.random.default_rng(4)
    months, died = np.ceil(rng.exponential(40, 400)).astype(int), rng.random(400) < 0.5
    steps, survival = kaplan_meier_estimator(died, months)
    at = np.searchsorted(steps, np.arange(31), side="right") - 1
    expected = np.where(at >= 0, survival[at], 1.0)

    np.testing.assert_allclose(expected, carry_forward(months, died, 30), rtol=1e-12)
    np.testing.assert_allclose(expected, carry_forward(months, died, 500)[:31], rtol=1e-12)


def test_nobody_at_all_has_no_curve():
    """NaN at every month, and not survival for certain."""
    nobody = np.array([], dtype=int)

    assert np.isnan(estimate_curve(nobody, nobody.astype(bool), 3)).all()
