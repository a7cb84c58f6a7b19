import numpy as np
import pytest
from sksurv.functions import StepFunction

from models.factors import Patient
from models.timegrid import TimeGrid
from training.published.fits.estimator import fit_cox, on_grid
from training.published.plan import DEFAULT_RECONSTRUCTIONS, GRID

EVERY_COHORT = pytest.mark.parametrize("number", range(DEFAULT_RECONSTRUCTIONS))


@pytest.fixture(scope="module")
def patients():
    """1,000 random patients: intervals over the published range and beyond, 1 to 12 nodules."""
    rng = np.random.default_rng(31)
    return [
        Patient(
            disease_free_interval_months=float(rng.choice([rng.uniform(0, 140), 0.0, 12.0])),
            local_recurrence=bool(rng.integers(2)),
            nodule_count=int(rng.integers(1, 13)),
        )
        for _ in range(1000)
    ]


@EVERY_COHORT
def test_array_form_equals_scikit_survival(number, fits, plan, patients):
    """Each fit before pooling predicts what its estimator predicts, within 1e-6."""
    columns = plan.columns
    values = [[columns.encode(f, getattr(p, f)) for f in columns.factors] for p in patients]
    fit, design = fits[number], np.array([np.concatenate(row) for row in values])
    # A StepFunction repeats its first value before its first time, where survival is 1.
    first = int(fit.cohort.months.min())
    months = GRID.months[first:]

    survival = fit.curves.survival(design)

    expected = [curve(months) for curve in fit.estimator.predict_survival_function(design)]
    assert (1000, 61) == survival.shape
    np.testing.assert_array_equal(survival[:, :first], 1.0)
    np.testing.assert_allclose(survival[:, first:], expected, rtol=0, atol=1e-6)


@EVERY_COHORT
def test_coefficients_equal_those_of_lifelines(number, fits, refits):
    """Efron's ties in both; lifelines stops at coefficients that are good to 1e-6."""
    expected = refits[number].params_.to_numpy()

    np.testing.assert_allclose(fits[number].curves.coefficients, expected, rtol=0, atol=1e-5)


@EVERY_COHORT
def test_correlation_equals_that_of_lifelines(number, fits, refits):
    """From the variance matrix that lifelines inverts itself."""
    variance = refits[number].variance_matrix_.to_numpy()
    sd = np.sqrt(np.diag(variance))

    expected = variance / np.outer(sd, sd)
    np.testing.assert_allclose(fits[number].correlation, expected, rtol=0, atol=1e-4)


@EVERY_COHORT
def test_baseline_equals_that_of_lifelines(number, fits, refits):
    """lifelines gives it for the mean profile: exp(-mean x . beta) moves it to zeros."""
    fit, refit = fits[number], refits[number]
    baseline = refit.baseline_cumulative_hazard_["baseline cumulative hazard"]
    to_zeros = np.exp(-fit.design.mean(axis=0) @ refit.params_.to_numpy())
    months = GRID.months[int(baseline.index[0]) :]

    expected = to_zeros * baseline.reindex(months, method="ffill").to_numpy()
    actual = fit.curves.cumulative_hazard[-len(months) :]
    np.testing.assert_allclose(actual, expected, rtol=1e-5)


def test_hazard_on_the_grid_steps_at_its_month_and_ends_with_the_grid():
    """0 before the first time, the new value from its month on; month 7 lies beyond."""
    step = StepFunction(np.array([2, 4, 7]), np.array([0.1, 0.3, 0.9]))

    np.testing.assert_array_equal([0, 0, 0.1, 0.1, 0.3, 0.3], on_grid(step, TimeGrid(5)))


def test_design_holds_the_contrasts_in_the_order_asked_for(cohorts):
    """Columns follow the names, whatever their order in the cohort."""
    names = ["nodules_ge2", "dfi_gt12"]

    fit = fit_cox(cohorts[0], names, GRID)

    np.testing.assert_array_equal(fit.design[:, 0], cohorts[0].exposure("nodules_ge2"))
    np.testing.assert_array_equal(fit.design[:, 1], cohorts[0].exposure("dfi_gt12"))
    assert (2,) == fit.curves.coefficients.shape
