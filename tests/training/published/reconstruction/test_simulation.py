import dataclasses

import numpy as np
import pytest

from training.estimators.kaplan_meier import estimate_survival
from training.published.reconstruction.errors import CohortNotFound
from training.published.reconstruction.simulation import (
    agrees,
    baseline_hazard,
    draw_column,
    simulate_follow_up,
)


@pytest.mark.parametrize("hazard_shape", [0.7, 1.5])
def test_follow_up_has_the_published_deaths_survival_and_margins(published, hazard_shape):
    """At either end of the shapes the simulated cohort agrees in all three."""
    follow_up = simulate_follow_up(np.random.default_rng(5), published, hazard_shape)

    assert 42 <= follow_up.died.sum() <= 46
    assert 0.619 <= estimate_survival(follow_up.months, follow_up.died, 60) <= 0.639
    assert follow_up.core.sum(axis=0).tolist() == [26, 41, 71]


def test_follow_up_stays_within_the_accrual_window(published):
    """Months are whole, from 1 to the 167 of the window."""
    follow_up = simulate_follow_up(np.random.default_rng(6), published, 1.0)

    assert np.issubdtype(follow_up.months.dtype, np.integer)
    assert follow_up.months.min() >= 1
    assert follow_up.months.max() <= 167


def test_higher_shapes_move_deaths_to_later_months(published):
    """A rising hazard kills later: 20 cohorts each are enough to see it in the first year."""

    def first_year_deaths(hazard_shape):
        rng = np.random.default_rng(7)
        drawn = [simulate_follow_up(rng, published, hazard_shape) for _ in range(20)]
        return sum(int((d.died & (d.months <= 12)).sum()) for d in drawn)

    assert first_year_deaths(1.5) < 0.7 * first_year_deaths(0.7)


def test_one_death_too_few_does_not_agree(published):
    """Deaths are checked against both ends of their range."""
    follow_up = simulate_follow_up(np.random.default_rng(8), published, 1.0)
    late = follow_up.died & (follow_up.months > 60)
    surplus = int(follow_up.died.sum()) - 41
    died = follow_up.died.copy()
    died[np.flatnonzero(late)[:surplus]] = False

    assert died.sum() == 41
    assert agrees(follow_up.months, follow_up.died, published)
    assert not agrees(follow_up.months, died, published)


def test_survival_off_by_more_than_a_hundredth_does_not_agree(published):
    """The same follow-up is refused by a publication with another survival."""
    follow_up = simulate_follow_up(np.random.default_rng(8), published, 1.0)
    survival = published.survival_60.model_copy(update={"value": 0.60})
    other = published.model_copy(update={"survival_60": survival})

    assert not agrees(follow_up.months, follow_up.died, other)


def test_figures_that_exclude_each_other_are_given_up(published, monkeypatch):
    """62.9 % alive at 60 months cannot go with 110 deaths in 167 months: a named error."""
    deaths = published.deaths.model_copy(update={"lowest": 110, "highest": 110})
    impossible = published.model_copy(update={"deaths": deaths})
    monkeypatch.setattr("training.published.reconstruction.simulation.MAX_DRAWS", 50)

    with pytest.raises(CohortNotFound, match=r"hazard shape 1\.00"):
        simulate_follow_up(np.random.default_rng(9), impossible, 1.0)


def test_baseline_hazard_gives_the_mean_survival():
    """By hand: one group at S = 0.5 and one with twice the hazard at 0.25 have mean 0.375."""
    assert np.log(2) == pytest.approx(baseline_hazard(np.array([1.0, 2.0]), 0.375), rel=1e-9)


def test_column_has_an_exact_margin_and_a_random_order():
    """The count is exact; who is exposed differs from draw to draw."""
    rng = np.random.default_rng(10)
    columns = np.stack([draw_column(rng, 26, 110) for _ in range(200)])

    assert {26.0} == set(columns.sum(axis=1).tolist())
    # The share of draws that expose one patient is binomial: 26 / 110 +- 5 standard errors.
    assert np.abs(columns.mean(axis=0) - 26 / 110).max() < 5 * np.sqrt(0.236 * 0.764 / 200)


def test_follow_up_is_frozen(published):
    """What was drawn is not exchanged afterwards."""
    follow_up = simulate_follow_up(np.random.default_rng(5), published, 1.0)

    with pytest.raises(dataclasses.FrozenInstanceError):
        follow_up.months = follow_up.months
