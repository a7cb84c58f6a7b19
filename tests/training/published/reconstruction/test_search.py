import numpy as np
import pandas as pd
import pytest
from lifelines import CoxPHFitter

from training.estimators.batched_likelihood import RiskSets
from training.published.reconstruction.search import SearchTarget, search
from training.published.reconstruction.simulation import draw_column, simulate_follow_up


@pytest.fixture(scope="module")
def follow_up(published):
    return simulate_follow_up(np.random.default_rng(11), published, 1.0)


@pytest.fixture(scope="module")
def laterality(published):
    return next(row for row in published.contrasts if row.name == "bilateral")


def find(follow_up, target, swappable, seed=12):
    rng = np.random.default_rng(seed)
    start = np.zeros((110, 1))
    start[swappable, 0] = draw_column(rng, 52, int(swappable.sum()))
    risk_sets = RiskSets.of(follow_up.months, follow_up.died)
    return start, search(rng, risk_sets, start, [target], swappable)


def test_found_column_has_the_published_hazard_ratio(follow_up, laterality):
    """The Newton step at the target stands for a fit: lifelines fits the ratio to 0.006."""
    _, found = find(follow_up, SearchTarget.of((0,), [laterality]), np.ones(110, dtype=bool))
    frame = pd.DataFrame({"x": found[:, 0], "months": follow_up.months, "died": follow_up.died})

    fit = CoxPHFitter().fit(frame, "months", "died")

    assert laterality.log_hazard_ratio == pytest.approx(fit.params_["x"], abs=0.006)
    assert laterality.standard_error == pytest.approx(fit.standard_errors_["x"], rel=0.11)


def test_search_keeps_margins_and_patients_that_may_not_be_swapped(follow_up, laterality):
    """Whoever is barred from exposure stays unexposed, and the count stays exact."""
    swappable = np.arange(110) < 71

    start, found = find(follow_up, SearchTarget.of((0,), [laterality]), swappable)

    assert start.sum() == found.sum() == 52
    assert not found[~swappable].any()
    assert set(np.unique(found)) == {0.0, 1.0}


def test_search_finds_different_columns_from_different_seeds(follow_up, laterality):
    """What the target leaves open stays random."""
    everybody = np.ones(110, dtype=bool)
    target = SearchTarget.of((0,), [laterality])

    first, second = (find(follow_up, target, everybody, seed)[1] for seed in (12, 13))

    assert (first != second).sum() > 20


def test_search_gives_up_where_no_column_can_carry_the_information(follow_up):
    """A standard error of 0.1 needs information 100; d1 d0 / D is at most 46 / 4."""
    unreachable = SearchTarget((0,), np.array([0.5]), np.array([0.1]))

    assert find(follow_up, unreachable, np.ones(110, dtype=bool))[1] is None


def test_search_gives_up_after_its_last_step(follow_up):
    """A hazard ratio of 55 is out of reach of swaps that keep the standard error."""
    unreachable = SearchTarget((0,), np.array([4.0]), np.array([0.306]))

    assert find(follow_up, unreachable, np.ones(110, dtype=bool))[1] is None
