"""Every pseudo-cohort refitted with lifelines, an implementation that shares nothing with ours."""

import numpy as np
import pandas as pd
import pytest
from lifelines import CoxPHFitter, KaplanMeierFitter

from training.published.reconstruction import CohortNotFound, reconstruct
from training.published.reconstruction.reconstruction import draw_hazard_shapes, reconstruct_one


def fit(cohort, names):
    frame = pd.DataFrame({name: cohort.exposure(name) for name in names})
    frame = frame.assign(months=cohort.months, died=cohort.died).dropna()
    fitted = CoxPHFitter().fit(frame, "months", "died")
    return list(zip(fitted.params_[names], fitted.standard_errors_[names], strict=True))


@pytest.fixture(scope="module")
def univariable(cohorts, published):
    """Log hazard ratio and standard error, shape=(n_cohorts, 15, 2)."""
    return np.array(
        [[fit(cohort, [row.name])[0] for row in published.contrasts] for cohort in cohorts]
    )


@pytest.fixture(scope="module")
def adjusted(cohorts, published):
    """Log hazard ratio and standard error, shape=(n_cohorts, 3, 2)."""
    return np.array([fit(cohort, [row.name for row in published.adjusted]) for cohort in cohorts])


def assert_within_tolerance(fits, rows):
    ratios = np.exp(fits[..., 0]) / [row.hazard_ratio for row in rows]
    assert ratios.shape == (20, len(rows))
    assert ratios.min() >= 0.98
    assert ratios.max() <= 1.02

    ratios = fits[..., 1] / [row.standard_error for row in rows]
    assert ratios.min() >= 0.8
    assert ratios.max() <= 1.2


def test_every_univariable_row_is_reproduced_in_every_cohort(univariable, published):
    """Hazard ratios within 2 %, standard errors within 20 %, approach on 109, margin on 96."""
    assert_within_tolerance(univariable, published.contrasts)


def test_every_adjusted_row_is_reproduced_in_every_cohort(adjusted, published):
    """The model of three factors, within the same tolerances."""
    assert_within_tolerance(adjusted, published.adjusted)


def test_pooled_adjusted_coefficients_are_the_published_ones(adjusted, published):
    """Single errors do not add up: the mean over the cohorts is within 0.005."""
    expected = [row.log_hazard_ratio for row in published.adjusted]

    np.testing.assert_allclose(adjusted[..., 0].mean(axis=0), expected, atol=0.005)


@pytest.mark.parametrize("column", range(15))
def test_margins_are_exact_in_every_cohort(cohorts, published, column):
    """Reference, exposed and missing patients are counted as published."""
    row = published.contrasts[column]
    counted = {
        (
            int((cohort.exposure(row.name) == 0).sum()),
            int((cohort.exposure(row.name) == 1).sum()),
            int(np.isnan(cohort.exposure(row.name)).sum()),
        )
        for cohort in cohorts
    }

    assert {(row.n_reference, row.n_exposed, row.n_missing)} == counted


def test_every_cohort_has_110_patients_and_42_to_46_deaths(cohorts):
    """The deaths that the published standard errors imply."""
    assert {110} == {len(cohort.months) for cohort in cohorts}
    assert all(42 <= cohort.died.sum() <= 46 for cohort in cohorts)


def test_every_cohort_has_the_published_survival_at_60_months(cohorts):
    """Kaplan-Meier by lifelines, 0.629 within 0.01."""
    survival = [
        KaplanMeierFitter().fit(cohort.months, cohort.died).predict(60) for cohort in cohorts
    ]

    assert 0.619 <= min(survival) <= max(survival) <= 0.639


def test_no_cohort_has_a_bilateral_patient_with_one_nodule(cohorts):
    """Two lungs hold two nodules."""
    for cohort in cohorts:
        nodules = cohort.exposure("nodules_ge2")[cohort.exposure("bilateral") == 1]
        assert {1.0} == set(nodules)


def test_months_are_whole_and_positive(cohorts):
    """Nobody is observed for less than a month or longer than the accrual window."""
    for cohort in cohorts:
        assert np.issubdtype(cohort.months.dtype, np.integer)
        assert 1 <= cohort.months.min() <= cohort.months.max() <= 167


def test_hazard_shapes_fill_their_range_evenly(cohorts):
    """One cohort has its shape in each of 20 strata of width 0.04 from 0.7 to 1.5."""
    strata = sorted(int((cohort.hazard_shape - 0.7) / 0.04) for cohort in cohorts)

    assert list(range(20)) == strata


def test_hazard_shapes_come_in_random_order():
    """The order says nothing about the shape: neither sorted nor the same for every seed."""
    first, second = (draw_hazard_shapes(np.random.default_rng(seed), 20) for seed in (1, 2))

    assert list(first) != sorted(first)
    assert np.argsort(first).tolist() != np.argsort(second).tolist()


def test_cohorts_differ_in_what_the_publication_leaves_open(cohorts):
    """Between any two cohorts, chance alone decides who is exposed: no column is shared."""
    for name in cohorts[0].names:
        patterns = {cohort.exposure(name).tobytes() for cohort in cohorts}
        assert len(cohorts) == len(patterns)


def test_same_seed_gives_the_same_cohorts_whatever_the_number_of_jobs(published):
    """Bit for bit, in the same order, with one process and with two."""
    one, two = (
        list(reconstruct(published, n_cohorts=3, seed=21, n_jobs=n_jobs)) for n_jobs in (1, 2)
    )

    assert [c.hazard_shape for c in one] == [c.hazard_shape for c in two]
    for ours, theirs in zip(one, two, strict=True):
        np.testing.assert_array_equal(ours.months, theirs.months)
        np.testing.assert_array_equal(ours.died, theirs.died)
        np.testing.assert_array_equal(ours.exposures, theirs.exposures)


def test_another_seed_gives_other_cohorts(published):
    """The seed is used, for follow-up and shape alike."""
    [one] = reconstruct(published, n_cohorts=1, seed=22, n_jobs=1)
    [other] = reconstruct(published, n_cohorts=1, seed=23, n_jobs=1)

    assert one.months.tolist() != other.months.tolist()
    assert one.hazard_shape != other.hazard_shape


def test_tables_that_cannot_be_met_end_in_a_named_error(published, monkeypatch):
    """A local recurrence with ten times the published precision: no cohort has it."""
    monkeypatch.setattr("training.published.reconstruction.reconstruction.MAX_COHORTS", 3)
    row = published.adjusted[1]
    narrow = row.model_copy(update={"lower": 1.85, "upper": 1.95})
    rows = (published.adjusted[0], narrow, published.adjusted[2])
    impossible = published.model_copy(update={"adjusted": rows})

    with pytest.raises(CohortNotFound, match="meets the tables"):
        reconstruct_one(impossible, np.random.SeedSequence(1), 1.0)


def test_cohort_with_a_fault_is_not_returned(published, monkeypatch):
    """The final check counts: the first cohort is refused, the next one is returned."""
    checked = []

    def refuse_the_first(cohort, _):
        checked.append(cohort)
        return ("refused",) if len(checked) == 1 else ()

    monkeypatch.setattr(
        "training.published.reconstruction.reconstruction.find_faults", refuse_the_first
    )

    found = reconstruct_one(published, np.random.SeedSequence(2), 1.0)

    assert len(checked) == 2
    assert found is checked[1]
