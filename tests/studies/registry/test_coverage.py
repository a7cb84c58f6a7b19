import numpy as np
import pytest

from studies.registry.coverage import (
    QUESTIONS,
    RegistrySimulation,
    measure_registry_coverage,
    true_survival,
)
from studies.spline_bias import (
    AGE,
    INTERVAL,
    SHAPES,
    VALUES,
    SplineSimulation,
    measure_spline_bias,
)

QUIET = lambda answers, _: answers  # noqa: E731  # progress that shows nothing


@pytest.fixture(scope="module")
def coverage():
    """40 registries of 400; the study has 200."""
    return measure_registry_coverage(RegistrySimulation(n_repetitions=40, n_jobs=1), QUIET)


@pytest.fixture(scope="module")
def bias():
    return measure_spline_bias(SplineSimulation(n_repetitions=25, n_jobs=1), QUIET)


def test_the_interval_covers_the_truth(coverage):
    """Over all questions 0.90 to 0.98; each alone has a standard error of 0.034 here."""
    at_60 = coverage.covered[:, -1]

    assert 0.90 <= at_60.mean() <= 0.98
    assert (at_60 >= 0.85).all()


def test_predictions_are_unbiased(coverage):
    """Within the error of 40 repetitions."""
    away = coverage.survival.mean(axis=0) - coverage.truth

    assert np.abs(away).max() < 0.03


def test_truth_of_a_known_patient_by_hand():
    """Age 50, one nodule: exp(-0.25 e^(0.015 * 50)) at 60 months."""
    row = list(QUESTIONS).index("age 50, one nodule")

    assert np.exp(-0.25 * np.exp(0.75)) == pytest.approx(true_survival()[row, -1])


def test_a_spline_follows_what_a_line_and_a_cut_miss(bias):
    """At the ends of both curves, where the bias of a line is half a log hazard ratio."""
    four, line, cut = (SHAPES.index(s) for s in ("4 knots", "a line", "a cut at the reference"))

    for factor in (INTERVAL, AGE):
        worst = np.abs(bias.bias(factor)).max(axis=1)
        assert worst[four] < 0.25
        assert worst[line] > 0.4
        assert worst[cut] > 0.4


def test_the_reference_has_no_bias(bias):
    """It is what the others are compared with."""
    at_reference = VALUES[INTERVAL] == 12.0

    np.testing.assert_array_equal(0.0, bias.bias(INTERVAL)[:, at_reference])
