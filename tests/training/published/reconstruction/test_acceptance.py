import dataclasses

import numpy as np
import pytest

from training.published.reconstruction import Comparison, compare, find_faults


@pytest.fixture
def cohort(stored_cohort):
    return stored_cohort


def with_column(cohort, name, column):
    exposures = cohort.exposures.copy()
    exposures[:, cohort.names.index(name)] = column
    return dataclasses.replace(cohort, exposures=exposures)


def comparison(hazard_ratio_factor=1.0, standard_error_factor=1.0):
    return Comparison(
        name="x",
        adjusted=False,
        published_log_hazard_ratio=np.log(2.0),
        published_standard_error=0.3,
        log_hazard_ratio=np.log(2.0 * hazard_ratio_factor),
        standard_error=0.3 * standard_error_factor,
    )


@pytest.mark.parametrize(
    ("hazard_ratio_factor", "standard_error_factor", "accepted"),
    [
        (1.0, 1.0, True),
        (1.019, 1.19, True),
        (0.981, 0.81, True),
        (1.021, 1.0, False),
        (0.979, 1.0, False),
        (1.0, 1.21, False),
        (1.0, 0.79, False),
    ],
)
def test_tolerances_are_2_and_20_percent(hazard_ratio_factor, standard_error_factor, accepted):
    """On either side of each of the four boundaries."""
    row = comparison(hazard_ratio_factor, standard_error_factor)

    assert accepted == row.is_within_tolerance


def test_comparison_gives_relative_differences():
    """A ratio 1 % too high and a standard error 10 % too high are reported as such."""
    row = comparison(1.01, 1.1)

    assert row.hazard_ratio_error == pytest.approx(0.01)
    assert row.standard_error_ratio == pytest.approx(1.1)


def test_comparison_has_every_published_row(cohort, published):
    """15 univariable rows and three adjusted ones, with the published figures beside them."""
    rows = compare(cohort, published)
    printed = (*published.contrasts, *published.adjusted)

    assert [row.name for row in printed] == [row.name for row in rows]
    assert [row.adjusted for row in rows] == [False] * 15 + [True] * 3
    assert [r.log_hazard_ratio for r in printed] == [r.published_log_hazard_ratio for r in rows]


def test_reconstructed_cohort_has_no_faults(cohort, published):
    """The cases below change this cohort, and nothing else gives them their faults."""
    assert find_faults(cohort, published) == ()


def test_reversed_column_is_a_fault_of_its_row_and_margin(cohort, published):
    """Smokers counted as non-smokers and the other way round."""
    faulty = with_column(cohort, "smoker", 1 - cohort.exposure("smoker"))

    assert find_faults(faulty, published) == ("univariable smoker", "margin of smoker")


def test_missing_value_filled_in_is_a_fault_of_the_margin(cohort, published):
    """The sternotomy counted as a thoracotomy."""
    faulty = with_column(cohort, "vats", np.nan_to_num(cohort.exposure("vats"), nan=0.0))

    assert "margin of vats" in find_faults(faulty, published)


def test_bilateral_patient_with_one_nodule_is_a_fault(cohort, published):
    """Two lungs hold two nodules: one swap makes a patient who cannot exist."""
    column = cohort.exposure("bilateral").copy()
    single = np.flatnonzero(cohort.exposure("nodules_ge2") == 0)[0]
    column[np.flatnonzero(column == 1)[0]], column[single] = 0, 1

    faults = find_faults(with_column(cohort, "bilateral", column), published)

    assert "bilateral without nodules_ge2" in faults
    assert "margin of bilateral" not in faults


def test_adjusted_rows_are_faults_of_their_own(cohort, published):
    """Shuffling one adjusted factor spoils the joint fit too."""
    column = np.random.default_rng(0).permutation(cohort.exposure("dfi_gt12"))

    faults = find_faults(with_column(cohort, "dfi_gt12", column), published)

    assert {"univariable dfi_gt12", "adjusted dfi_gt12"} <= set(faults)


def test_wrong_deaths_are_a_fault(cohort, published):
    """Nobody dies after month 60: survival there is the same, deaths are too few."""
    died = cohort.died & (cohort.months <= 60)

    assert died.sum() < 42
    assert "deaths or survival" in find_faults(dataclasses.replace(cohort, died=died), published)
