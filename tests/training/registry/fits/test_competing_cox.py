import numpy as np
import pytest

from models.terms import Columns, Linear
from models.timegrid import TimeGrid
from training.registry.fits.competing_cox import fit_competing_cox
from training.registry.fits.cox import CoxSettings, fit_registry_cox
from training.registry.registry import COMPETING, FollowUp

COLUMNS = Columns((Linear(factor="age_years"),))
SETTINGS = CoxSettings(COLUMNS, TimeGrid(60), penalty="auto", seed=3)
N = 300


def simulate(other_share):
    rng = np.random.default_rng(4)
    design = rng.normal(50.0, 15.0, (N, 1))
    months = np.minimum(np.ceil(rng.exponential(50.0, N)), 80.0).astype(np.int64)
    cause = np.where(rng.random(N) < 0.6, 1, 0)
    cause[(cause == 0) & (rng.random(N) < other_share)] = COMPETING
    return design, FollowUp(months, cause, np.ones(N, dtype=bool))


def test_each_cause_is_fitted_with_the_other_censored():
    """The sarcoma's model is that of a follow-up without the other cause."""
    design, follow_up = simulate(0.5)
    censored = FollowUp(follow_up.months, np.where(follow_up.cause == 1, 1, 0), follow_up.included)

    both = fit_competing_cox([design], follow_up, SETTINGS)

    alone = fit_registry_cox([design], censored, SETTINGS)
    np.testing.assert_array_equal(alone.served.coefficients, both.sarcoma.served.coefficients)
    assert (follow_up.cause == COMPETING).sum() == both.other.n_events
    assert "enough_events" == both.other.penalty_reason


def test_a_rare_other_cause_has_a_baseline_and_no_coefficients():
    """Nelson-Aalen's hazard for everybody, in the draws too."""
    design, follow_up = simulate(0.04)
    n_other = (follow_up.cause == COMPETING).sum()

    other = fit_competing_cox([design], follow_up, SETTINGS).other

    assert 0 < n_other < 10
    assert "baseline_only" == other.penalty_reason
    np.testing.assert_array_equal([0.0], other.served.coefficients)
    assert 0.0 == np.abs(other.draws.coefficients).max()
    months, died = follow_up.months, follow_up.cause == COMPETING
    by_hand = sum((died & (months == t)).sum() / (months >= t).sum() for t in range(1, 61))
    assert by_hand == pytest.approx(other.exact.cumulative_hazard[60])
    assert other.draws.cumulative_hazard[:, 60].std() > 0


def test_no_other_death_at_all_is_a_hazard_of_zero():
    """The incidence is then that of the sarcoma alone."""
    design, follow_up = simulate(0.0)

    other = fit_competing_cox([design], follow_up, SETTINGS).other

    assert 0.0 == other.served.cumulative_hazard.max()
    assert 0.0 == other.draws.cumulative_hazard.max()


def test_draws_of_the_causes_are_independent():
    """Deaths of one cause tell nothing of the hazard of the other."""
    design, follow_up = simulate(0.5)

    both = fit_competing_cox([design], follow_up, SETTINGS)

    drawn = [cox.draws.cumulative_hazard[:, 60] for cox in (both.sarcoma, both.other)]
    assert abs(np.corrcoef(drawn)[0, 1]) < 0.2
