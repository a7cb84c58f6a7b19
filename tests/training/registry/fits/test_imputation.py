import numpy as np
import pytest

from models.terms import Columns, Level, Linear, Threshold
from models.timegrid import TimeGrid
from training.registry.fits.chained_equations import is_unknown
from training.registry.fits.cox import CoxSettings, fit_registry_cox
from training.registry.fits.design import design_matrix
from training.registry.fits.imputation import count_imputations, deduce, impute, outcome_predictors
from training.registry.registry import FollowUp

COLUMNS = Columns(
    (
        Linear(factor="age_years"),
        Level(factor="local_recurrence", level=True),
        Threshold(factor="nodule_count", operator=">=", cut=2),
    )
)
EFFECTS = np.array([0.03, 0.8, 0.6])
SETTINGS = CoxSettings(COLUMNS, TimeGrid(60), penalty=0.0, seed=1)
USED = (*COLUMNS.factors, "laterality")


def simulate(n_patients, seed):
    """Patients, and the same with values missing at random: more often in those who died."""
    rng = np.random.default_rng(seed)
    age = np.round(rng.normal(55.0, 15.0, n_patients))
    recurrence = rng.random(n_patients) < 1 / (1 + np.exp(1 - (age - 55) / 15))
    nodules = 1.0 + rng.poisson(0.5 + recurrence)
    both_sides = (nodules > 1) & (rng.random(n_patients) < 0.5)
    factors = {
        "age_years": age,
        "local_recurrence": recurrence.astype(object),
        "nodule_count": nodules,
        "laterality": np.where(both_sides, "bilateral", "unilateral").astype(object),
    }
    design = design_matrix(COLUMNS, factors)
    dies = np.ceil(rng.exponential(60 * np.exp(-(design - design.mean(axis=0)) @ EFFECTS)))
    leaves = np.ceil(rng.uniform(20, 120, n_patients))
    died = dies <= leaves
    months = np.minimum(dies, leaves).astype(np.int64)
    follow_up = FollowUp(months, died.astype(np.int64), np.ones(n_patients, dtype=bool))
    chance = 1 / (1 + np.exp(1.5 - 1.5 * died))
    shown = {name: column.copy() for name, column in factors.items()}
    shown["local_recurrence"][rng.random(n_patients) < 0.8 * chance] = None
    shown["nodule_count"][rng.random(n_patients) < 0.6 * chance * (age > 50)] = np.nan
    shown["laterality"][rng.random(n_patients) < 0.2] = None
    return factors, shown, follow_up


@pytest.fixture(scope="module")
def simulated():
    return simulate(1500, seed=11)


@pytest.fixture(scope="module")
def completed(simulated):
    _, shown, follow_up = simulated
    return impute(shown, USED, follow_up, n_imputations=8, seed=2)


def pooled(factors, follow_up):
    designs = [design_matrix(COLUMNS, one) for one in factors]
    return fit_registry_cox(designs, follow_up, SETTINGS).pooled


def test_imputation_recovers_what_missing_values_hide(simulated, completed):
    """The pooled coefficients are those of the complete patients, within their own error.

    Complete cases alone are not: who died is missing more often.
    """
    factors, shown, follow_up = simulated
    everything, imputed = pooled([factors], follow_up), pooled(completed, follow_up)
    kept = ~np.any([is_unknown(column) for column in shown.values()], axis=0)
    cases = FollowUp(follow_up.months[kept], follow_up.cause[kept], follow_up.included[kept])
    complete = pooled([{name: column[kept] for name, column in shown.items()}], cases)

    away = np.abs(imputed.coefficients - everything.coefficients)
    assert (away < imputed.standard_errors).all()
    assert np.abs(complete.coefficients - everything.coefficients)[1] > 2 * away[1]


def test_what_is_missing_widens_the_errors(simulated, completed):
    """There is variance between the imputations, and the total exceeds that of complete data."""
    factors, _, follow_up = simulated
    imputed = pooled(completed, follow_up)

    assert (np.diag(imputed.between) > 0).all()
    assert (imputed.standard_errors > pooled([factors], follow_up).standard_errors)[1:].all()


def test_known_values_stay_and_unknown_ones_are_gone(simulated, completed):
    """In every imputation."""
    _, shown, _ = simulated

    for one in completed:
        assert list(USED) == list(one)
        for name, column in shown.items():
            known = ~is_unknown(column)
            np.testing.assert_array_equal(column[known], one[name][known])
            assert not is_unknown(one[name]).any()


def test_only_values_that_somebody_has_are_imputed(simulated, completed):
    """Numbers come from donors."""
    _, shown, _ = simulated

    values = set(shown["nodule_count"][~is_unknown(shown["nodule_count"])])
    assert all(set(one["nodule_count"]) <= values for one in completed)


def test_nothing_contradictory_is_imputed(completed):
    """Nobody has one nodule on both sides."""
    for one in completed:
        assert not ((one["laterality"] == "bilateral") & (one["nodule_count"] == 1)).any()


def test_recorded_sides_bind_the_count_though_no_model_uses_them(simulated):
    """A bilateral patient of unknown count gets at least two."""
    _, shown, follow_up = simulated

    for one in impute(shown, COLUMNS.factors, follow_up, n_imputations=2, seed=2):
        assert (one["nodule_count"][shown["laterality"] == "bilateral"] >= 2).all()


def test_imputations_differ_and_the_seed_alone_decides_them(simulated, completed):
    """Equal seeds give equal values, also with two processes."""
    _, shown, follow_up = simulated
    again = impute(shown, USED, follow_up, n_imputations=2, seed=2, n_jobs=2)

    for name in USED:
        np.testing.assert_array_equal(completed[1][name], again[1][name])
    assert (completed[0]["nodule_count"] != completed[1]["nodule_count"]).any()


def test_only_the_included_are_completed(simulated):
    """An outcome's patients, in their order."""
    _, shown, follow_up = simulated
    included = np.arange(1500) < 300

    [one] = impute(
        shown,
        ("age_years",),
        FollowUp(follow_up.months, follow_up.cause, included),
        n_imputations=1,
        seed=2,
    )

    np.testing.assert_array_equal(shown["age_years"][:300], one["age_years"])


def test_outcome_predictors_are_event_and_nelson_aalen_hazard():
    """By hand: 4 at risk at month 1, one dies; 3 at month 2, one dies: 1/4, then 1/4 + 1/3."""
    months, cause = np.array([1, 2, 2, 5]), np.array([1, 1, 0, 0])

    event, hazard = outcome_predictors(months, cause).T

    by_hand = np.array([1 / 4, 1 / 4 + 1 / 3, 1 / 4 + 1 / 3, 1 / 4 + 1 / 3])
    np.testing.assert_allclose(hazard, by_hand / by_hand.std())
    np.testing.assert_allclose(event, np.array([1, 1, 0, 0]) / 0.5)


def test_a_competing_cause_has_its_own_pair():
    """Two causes, four columns; without an event there is none."""
    months = np.array([1, 2, 2, 5])

    assert (4, 4) == outcome_predictors(months, np.array([0, 2, 1, 1])).shape
    assert (4, 0) == outcome_predictors(months, np.zeros(4, dtype=int)).shape


@pytest.mark.parametrize(("n_incomplete", "expected"), [(0, 1), (3, 10), (33, 33), (90, 50)])
def test_one_imputation_for_each_percent_of_incomplete_patients(n_incomplete, expected):
    """Of 100 patients; at least 10 and at most 50, and one where nothing is missing."""
    unknown = np.zeros((100, 2), dtype=bool)
    unknown[:n_incomplete, 0] = True

    assert expected == count_imputations(unknown)


def test_what_follows_for_certain_is_deduced():
    """One nodule lies on one side; a response follows chemotherapy. Facts stay."""
    factors = {
        "nodule_count": np.array([1.0, 2.0, 1.0, np.nan]),
        "laterality": np.array([None, None, "unilateral", None], dtype=object),
        "radiological_response": np.array(["partial", None, None, None], dtype=object),
        "preoperative_chemotherapy": np.array([None, None, False, None], dtype=object),
    }

    deduced = deduce(factors)

    assert ["unilateral", None, "unilateral", None] == deduced["laterality"].tolist()
    assert [True, None, False, None] == deduced["preoperative_chemotherapy"].tolist()
    assert factors["laterality"][0] is None
