"""The simulated population: its frequencies, its truth, and cohorts drawn from it."""

import numpy as np
import pytest

from models.averaging.background import average_over
from studies.population import HAZARD_RATIOS, HAZARD_SHAPE, simulated_population
from training.estimators.kaplan_meier import estimate_survival
from training.published.plan import FOREST_CONTRASTS, GRID, forest_plan

N = 200_000
SIDES, NODULES = FOREST_CONTRASTS.index("bilateral"), FOREST_CONTRASTS.index("nodules_ge2")


@pytest.fixture(scope="module")
def population(published):
    return simulated_population(published)


@pytest.fixture(scope="module")
def drawn(population):
    """Give a cohort so large that sampling hardly matters."""
    return population.draw(np.random.default_rng(1), N)


def test_shares_sum_to_one_and_nobody_is_bilateral_with_one_nodule(population):
    """Of 128 profiles 32 are impossible."""
    profiles = population.profiles.profiles

    assert 96 == len(profiles)
    assert 1.0 == pytest.approx(population.profiles.weights.sum())
    assert not ((profiles[:, SIDES] == 1) & (profiles[:, NODULES] == 0)).any()


def test_factors_have_their_published_frequencies(population, published):
    """Exposed of 110, each."""
    exposed = {contrast.name: contrast.n_exposed for contrast in published.contrasts}
    expected = [exposed[name] / 110 for name in FOREST_CONTRASTS]

    frequencies = population.profiles.weights @ population.profiles.profiles
    np.testing.assert_allclose(frequencies, expected, rtol=0, atol=1e-12)


def test_mean_survival_at_60_months_is_the_published_one(population):
    """0.629, over all profiles."""

    assert 0.629 == pytest.approx(population.mean_survival(population.profiles)[60], abs=1e-9)


def test_survival_of_one_profile_by_hand(population):
    """exp(-H(60) HR (t / 60)^shape) for a long interval and a recurrence, at every month."""
    profile = dict.fromkeys(FOREST_CONTRASTS, 0.0) | {"dfi_gt12": 1.0, "local_recurrence": 1.0}
    profiles = population.profiles.profiles
    alone = np.flatnonzero((profiles == list(profile.values())).all(axis=1))
    one = type(population.profiles)(profiles[alone], np.ones(1), np.ones((1, 1)))
    expected = np.exp(-population.hazard_60 * 0.44 * 1.6 * (GRID.months / 60) ** HAZARD_SHAPE)

    assert (0.44, 1.6) == (HAZARD_RATIOS["dfi_gt12"], HAZARD_RATIOS["local_recurrence"])
    np.testing.assert_allclose(population.mean_survival(one), expected, rtol=1e-12)


@pytest.mark.parametrize("month", [12, 36, 60])
@pytest.mark.parametrize("name", ["all", "dfi_gt12", "nodules_ge2"])
def test_drawn_cohorts_survive_as_the_truth_says(population, published, drawn, name, month):
    """Kaplan-Meier in 200,000 patients, within 0.005, all of them and in two groups.

    A group has its own share of the other factors; only laterality depends on another, so that
    holding one nodule or a DFI leaves the others as they are.
    """
    if name == "all":
        of_group, facts = np.ones(N, dtype=bool), {}
    else:
        column = FOREST_CONTRASTS.index(name)
        facts = {
            "dfi_gt12": {"disease_free_interval_months": 24.0},
            "nodules_ge2": {"nodule_count": 1},
        }[name]
        of_group = drawn.design[:, column] == float(name == "dfi_gt12")
    columns = forest_plan(published, seed=1).columns
    truth = population.mean_survival(average_over(population.profiles, columns, facts))[month]
    observed = estimate_survival(drawn.months[of_group], drawn.died[of_group], month)

    assert truth == pytest.approx(observed, abs=0.005)


def test_times_are_whole_months_within_the_accrual(drawn, published):
    """From 1 on; some die, some are censored at every time."""

    assert 1 == drawn.months.min()
    assert published.accrual_months >= drawn.months.max()
    assert np.issubdtype(drawn.months.dtype, np.integer)
    assert 0.2 < drawn.died.mean() < 0.8


def test_the_seed_decides_what_is_drawn(population):
    """The same gives the same cohort, another another."""
    first, again, other = (population.draw(np.random.default_rng(s), 50) for s in (1, 1, 2))

    np.testing.assert_array_equal(first.months, again.months)
    np.testing.assert_array_equal(first.design, again.design)
    assert not np.array_equal(first.months, other.months)
