import math

import numpy as np
import pytest

from training.registry.fits.sample_size import find_needed, judge_sample_size

RECURRENT_THROMBOSIS = {"rate": 0.065, "mean_follow_up": 2.07, "horizon": 2}
"""The survival example of Riley et al. 2019, 6.2; the numbers are those of their own program."""


@pytest.mark.parametrize(
    ("r2", "n_parameters", "expected"),
    [(0.051, 30, (5143, 1039)), (0.051, 25, (4286, 866)), (0.051, 50, (8572, 1731))],
)
def test_patients_needed_are_those_of_the_published_program(r2, n_parameters, expected):
    """pmsampsize(type = "s"), criteria 1 and 2: its documentation and its own tests.

    It rounds the events of an imaginary study up, so that the second may differ by one.
    """
    needed = find_needed(r2=r2, n_parameters=n_parameters, **RECURRENT_THROMBOSIS)

    assert expected[0] == needed.for_shrinkage == needed.patients
    assert expected[1] == pytest.approx(needed.for_optimism, abs=1)


def test_risk_is_known_within_5_points_from_the_third_criterion_on():
    """Riley's equation, forward: the upper limit of the risk with so many patients."""
    needed = find_needed(r2=0.051, n_parameters=30, **RECURRENT_THROMBOSIS).for_risk

    def error(n):
        upper = 0.065 + 1.96 * math.sqrt(0.065 / (2.07 * n))
        return math.exp(-0.065 * 2) - math.exp(-upper * 2)

    assert error(needed) <= 0.05 < error(needed - 1)


def test_no_number_suffices_where_nothing_was_found():
    """A likelihood ratio below the number of parameters is all optimism."""
    months = np.full(100, 20)
    died = np.arange(100) < 40

    size = judge_sample_size(
        months, died, likelihood_ratio=3.0, n_parameters=4.0, horizon_months=60
    )

    assert 0.0 == size.shrinkage
    assert size.needed.patients is None
    assert "few_events" == size.verdict


def test_shrinkage_by_hand():
    """Van Houwelingen and le Cessie: 1 - 4 / 20 = 0.8 of R2 = 1 - exp(-20 / 100)."""
    size = judge_sample_size(
        np.full(100, 20),
        np.arange(100) < 40,
        likelihood_ratio=20.0,
        n_parameters=4.0,
        horizon_months=60,
    )

    assert 0.8 == pytest.approx(size.shrinkage)
    assert 0.8 * (1 - math.exp(-0.2)) == pytest.approx(size.r2)


def test_many_patients_are_enough():
    """Ten thousand with a strong effect."""
    size = judge_sample_size(
        np.full(10_000, 20),
        np.arange(10_000) < 4_000,
        likelihood_ratio=2_000.0,
        n_parameters=4.0,
        horizon_months=60,
    )

    assert "ok" == size.verdict


@pytest.mark.parametrize(
    ("r2", "rate", "expected"),
    [(0.0, 0.0, (None, None, 1)), (0.1, 0.0, (425, None, 1)), (0.9, 0.0, (None, None, 1))],
)
def test_without_events_no_number_of_patients_bounds_the_optimism(r2, rate, expected):
    """5 / ((0.9 - 1) log(1 - 0.1 / 0.9)) = 424.5 for the shrinkage of 0.9.

    An R2 as large as the shrinkage wanted leaves nothing to shrink, and none is computed.
    """
    needed = find_needed(r2=r2, n_parameters=5, rate=rate, mean_follow_up=2.0, horizon=2)

    assert expected == (needed.for_shrinkage, needed.for_optimism, needed.for_risk)


def test_terms_that_raise_no_likelihood_are_shrunk_to_nothing():
    """Neither shrinkage nor R2 is below 0."""
    months = np.array([1, 2, 3, 4])
    judged = judge_sample_size(
        months, months > 2, likelihood_ratio=0.0, n_parameters=3, horizon_months=2
    )

    assert (0.0, 0.0) == (judged.shrinkage, judged.r2)
