import numpy as np
import pytest
from lifelines import KaplanMeierFitter

from training.estimators.kaplan_meier import estimate_curve
from training.published.reconstruction import PseudoCohort


def test_kaplan_meier_is_lifelines(subject):
    """On every reconstruction, month by month, within its follow-up."""
    for cohort in subject.reconstructions:
        fitter = KaplanMeierFitter().fit(cohort.months.astype(float), cohort.died)
        months = np.arange(121)
        expected = fitter.survival_function_at_times(months).to_numpy()
        np.testing.assert_allclose(
            estimate_curve(cohort.months, cohort.died, 120), expected, atol=1e-12
        )


def test_deaths_precede_censorings_and_the_end_is_unknown():
    """Three patients: one dies in month 1, one is censored then, one dies in month 2.

    1 - 1/3, then 1 - 1/1; nobody is at risk in month 3.
    """
    cohort = PseudoCohort(
        np.array([1, 1, 2]), np.array([True, False, True]), np.empty((3, 0)), (), 1.0
    )

    np.testing.assert_allclose([1, 2 / 3, 0, np.nan], estimate_curve(cohort.months, cohort.died, 3))


def test_outcomes_are_the_record_s_and_the_reconstructions_(read, subject, published, numbers_in):
    """Deaths and survival at 60 months, published and reconstructed."""
    rows = {row[0]: row for row in read.rows("outcomes")}
    deaths = [int(cohort.died.sum()) for cohort in subject.reconstructions]
    at_60 = 100 * np.array(
        [estimate_curve(cohort.months, cohort.died, 60)[60] for cohort in subject.reconstructions]
    )

    assert [42, 46] == numbers_in(rows["Deaths"][1])
    assert [np.mean(deaths), *sorted({min(deaths), max(deaths)})] == pytest.approx(
        numbers_in(rows["Deaths"][2]), abs=0.051
    )
    assert [62.9, 51, 75] == numbers_in(rows["Survival at 60 months"][1])
    assert [at_60.mean(), at_60.min(), at_60.max()] == pytest.approx(
        numbers_in(rows["Survival at 60 months"][2]), abs=0.051
    )
    assert "not reconstructed" == rows["Median survival"][2]
    assert "I03" == rows["Median survival"][-1]
    assert " ".join(published.deaths.issues) == rows["Deaths"][-1]


def test_reconstructions_are_told_one_by_one(read, subject, numbers_in):
    """Shape, deaths, survival at 12, 36 and 60 months, at risk, observed time."""
    for row, cohort in zip(read.rows("cohorts"), subject.reconstructions, strict=True):
        curve = 100 * estimate_curve(cohort.months, cohort.died, 60)
        expected = [
            cohort.hazard_shape,
            cohort.died.sum(),
            *curve[[12, 36, 60]],
            (cohort.months >= 60).sum(),
            cohort.months.mean(),
            np.median(cohort.months),
        ]
        assert expected == pytest.approx(numbers_in(" ".join(row[1:])), abs=0.051)


def test_most_deaths_allowed_are_counted(read, subject):
    """How many reconstructions lie at the limit."""
    at_limit = sum(cohort.died.sum() == 46 for cohort in subject.reconstructions)

    assert f"{at_limit} of the {len(subject.reconstructions)} have 46 deaths" in read.text
