import csv
from pathlib import Path

import numpy as np
import pytest
from scipy.special import polygamma

from models.terms import Columns, Level, Linear, Threshold
from models.timegrid import TimeGrid
from training.estimators.cox_likelihood import CoxLikelihood
from training.registry.fits.cox import CoxSettings, fit_registry_cox
from training.registry.fits.imputed_fit import Scale
from training.registry.fits.refusals import ConstantFactor, Separated, TooFewEvents
from training.registry.registry import FollowUp

HERE = Path(__file__).parent
COLUMNS = Columns(
    (
        Linear(factor="age_years"),
        Level(factor="local_recurrence", level=True),
        Threshold(factor="nodule_count", operator=">=", cut=2),
    )
)
GRID = TimeGrid(60)
SETTINGS = CoxSettings(COLUMNS, GRID, penalty=0.0, seed=5)
PATIENTS = np.array([[50.0, 0.0, 0.0], [20.0, 0.0, 1.0], [75.0, 1.0, 1.0]])
"""Those of survfit.R, as are the months 12, 36 and 60."""


@pytest.fixture(scope="module")
def table():
    return np.loadtxt(HERE / "registry.csv", delimiter=",", skiprows=1)


@pytest.fixture(scope="module")
def design(table):
    return table[:, 2:]


@pytest.fixture(scope="module")
def follow_up(table):
    months, died = table[:, :2].astype(np.int64).T
    return FollowUp(months, died, np.ones(len(months), dtype=bool))


@pytest.fixture(scope="module")
def fit(design, follow_up):
    return fit_registry_cox([design], follow_up, SETTINGS)


@pytest.fixture(scope="module")
def by_r():
    """Figures of survfit.R, by name."""
    with (HERE / "survfit.csv").open(encoding="utf-8") as file:
        rows = [(row["what"], float(row["value"])) for row in csv.DictReader(file)]
    return {name: np.array([v for what, v in rows if what == name]) for name, _ in rows}


def test_coefficients_and_standard_errors_are_those_of_r(fit, by_r):
    """R's survival 3.5.3, Efron's ties."""
    np.testing.assert_allclose(fit.pooled.coefficients, by_r["coefficient"], atol=1e-8)
    np.testing.assert_allclose(fit.pooled.standard_errors, by_r["standard_error"], atol=1e-8)
    assert by_r["likelihood_ratio"] == pytest.approx(fit.fits[0].likelihood_ratio, abs=1e-8)


def test_survival_before_coarsening_is_that_of_r(fit, by_r):
    """Breslow's baseline, at 12, 36 and 60 months."""
    survival = fit.exact.survival(PATIENTS)[:, [12, 36, 60]]

    np.testing.assert_allclose(survival.T.ravel(), by_r["survival"], atol=1e-8)


def test_spread_of_the_draws_is_the_standard_error_of_r(fit, by_r):
    """Of log(-log S) at 36 and 60 months, within the error of 256 draws; at 12 few have died."""
    drawn = np.log(-np.log(fit.draws.survival(PATIENTS)[..., [36, 60]]))

    spread = drawn.std(axis=0, ddof=1).T.ravel()
    np.testing.assert_allclose(spread, by_r["log_log_se"][3:], rtol=0.13)


def test_spread_of_the_baseline_alone_is_that_of_its_gamma_parts(design, follow_up):
    """Sum of d / S0^2 over the months: Tsiatis' variance without its part for the coefficients.

    A penalty of 1e12 fixes the coefficients at 0, so that S0 counts the patients at risk.
    """
    settings = CoxSettings(COLUMNS, GRID, penalty=1e12, seed=5)
    fit = fit_registry_cox([design], follow_up, settings)
    months, died = follow_up.months, follow_up.cause == 1

    by_hand = sum(
        (died & (months == month)).sum() / (months >= month).sum() ** 2 for month in range(1, 61)
    )
    variance = fit.draws.cumulative_hazard[:, 60].var(ddof=1)
    assert by_hand == pytest.approx(variance, rel=0.3)  # of 256 draws: standard error 0.09


def test_draws_lie_around_the_served_model(fit):
    """The mean of the drawn coefficients is exact, that of the hazards nearly."""
    np.testing.assert_allclose(
        fit.draws.coefficients.mean(axis=0), fit.served.coefficients, atol=1e-12
    )
    np.testing.assert_allclose(np.cov(fit.draws.coefficients.T), fit.pooled.within, atol=1e-12)
    middle = np.median(fit.draws.survival(PATIENTS), axis=0)
    np.testing.assert_allclose(middle, fit.served.survival(PATIENTS), atol=0.03)


def test_no_drawn_curve_rises(fit):
    """A sum of positive parts."""
    assert (np.diff(fit.draws.cumulative_hazard, axis=1) >= 0).all()


def test_served_baseline_bends_only_where_five_events_lie_between(fit, follow_up):
    """Straight in between, and above 0 from the first month on."""
    events = np.bincount(follow_up.months[follow_up.cause == 1], minlength=61)
    between = [events[a + 1 : b + 1].sum() for a, b in zip(fit.bends, fit.bends[1:], strict=False)]

    assert min(between) >= 5
    hazard = fit.served.cumulative_hazard
    np.testing.assert_allclose(hazard[fit.bends], fit.exact.cumulative_hazard[fit.bends])
    bent = np.flatnonzero(np.abs(np.diff(hazard, 2)) > 1e-12) + 1
    assert set(bent) <= set(fit.bends)
    assert hazard[1] > 0


def test_units_do_not_matter(design, follow_up, fit):
    """Age in other units: the same curves, also under a penalty."""
    scale = np.array([12.0, 1.0, 1.0])
    months = fit_registry_cox([design * scale], follow_up, SETTINGS)

    np.testing.assert_allclose(
        months.served.survival(PATIENTS * scale), fit.served.survival(PATIENTS), atol=1e-9
    )


def test_imputations_are_pooled_and_kept_apart(design, follow_up):
    """Two different tables: pooled is their mean, and each stays as a reconstruction."""
    other = design.copy()
    other[::10, 1] = 1 - other[::10, 1]
    alone = [fit_registry_cox([table], follow_up, SETTINGS) for table in (design, other)]

    both = fit_registry_cox([design, other], follow_up, SETTINGS)

    each = [one.pooled.coefficients for one in alone]
    np.testing.assert_allclose(np.mean(each, axis=0), both.served.coefficients, atol=1e-9)
    for number, one in enumerate(alone):
        np.testing.assert_allclose(
            both.imputation_curves.survival(PATIENTS)[number],
            one.served.survival(PATIENTS),
            atol=1e-9,
        )
    np.testing.assert_allclose(
        both.draws.coefficients.var(axis=0), np.diag(both.pooled.within), rtol=0.25
    )


def test_enough_events_need_no_penalty_and_few_get_one(design, follow_up):
    """10 events for each parameter are the border: 30 for three."""
    auto = CoxSettings(COLUMNS, GRID, penalty="auto", seed=5)
    deaths = np.flatnonzero(follow_up.cause == 1)

    def with_events(n_events):
        cause = np.zeros_like(follow_up.cause)
        cause[deaths[:n_events]] = 1
        return fit_registry_cox(
            [design], FollowUp(follow_up.months, cause, follow_up.included), auto
        )

    enough, few = with_events(30), with_events(29)

    assert (0.0, "enough_events") == (enough.penalty, enough.penalty_reason)
    assert "few_events" == few.penalty_reason
    assert few.penalty > 0
    assert few.fits[0].effective_parameters < 3


def test_ridge_is_where_the_penalised_score_vanishes(design, follow_up):
    """On columns of variance 1: U(beta) = penalty * beta; the covariance adds the penalty."""
    ridge = fit_registry_cox([design], follow_up, CoxSettings(COLUMNS, GRID, penalty=20.0, seed=5))

    scale = Scale(design.mean(axis=0), design.std(axis=0))
    likelihood = CoxLikelihood.of(scale.standardise(design), follow_up.months, follow_up.cause == 1)
    standard = ridge.pooled.coefficients * scale.spread
    score, information = likelihood.score_and_information(standard)
    np.testing.assert_allclose(score, 20.0 * standard, atol=1e-6)
    covariance = np.linalg.inv(information + 20.0 * np.eye(3))
    np.testing.assert_allclose(
        ridge.pooled.within, covariance / np.outer(scale.spread, scale.spread), atol=1e-12
    )


@pytest.mark.parametrize(
    ("n_events", "message"),
    [(3, "there are 3 events, and at least 10 are needed"), (0, "there are 0 events")],
)
def test_too_few_events_are_refused(design, follow_up, n_events, message):
    """No model on three deaths."""
    cause = np.zeros_like(follow_up.cause)
    cause[:n_events] = 1

    with pytest.raises(TooFewEvents, match=message):
        fit_registry_cox([design], FollowUp(follow_up.months, cause, follow_up.included), SETTINGS)


def test_too_few_events_for_so_many_parameters_are_refused(design, follow_up):
    """11 events for 6 parameters."""
    cause = np.zeros_like(follow_up.cause)
    cause[np.flatnonzero(follow_up.cause)[:11]] = 1
    settings = CoxSettings(Columns(COLUMNS.terms * 2), GRID, penalty="auto", seed=5)

    with pytest.raises(TooFewEvents, match="11 events for 6 parameters"):
        fit_registry_cox(
            [np.hstack([design, design])],
            FollowUp(follow_up.months, cause, follow_up.included),
            settings,
        )


def test_a_constant_term_is_refused_by_name(design, follow_up):
    """It has no effect that could be estimated."""
    constant = design.copy()
    constant[:, 1] = 1.0

    with pytest.raises(ConstantFactor, match=r"^local_recurrence: the same in all patients"):
        fit_registry_cox([constant], follow_up, SETTINGS)


@pytest.mark.parametrize("second", ["nobody died", "twice the same"])
def test_separation_is_refused_without_a_penalty_and_mended_with_one(design, follow_up, second):
    """A group without an event, or two equal terms: ridge where it is allowed, and stated."""
    separated = design.copy()
    separated[:, 1] = design[:, 0]
    if second == "nobody died":
        separated[:, 1] = (follow_up.cause == 0) & (np.arange(len(design)) % 5 == 0)
    auto = CoxSettings(COLUMNS, GRID, penalty="auto", seed=5)

    with pytest.raises(Separated, match="a coefficient grows without limit"):
        fit_registry_cox([separated], follow_up, SETTINGS)
    mended = fit_registry_cox([separated], follow_up, auto)

    assert "separated" == mended.penalty_reason
    assert np.isfinite(mended.pooled.standard_errors).all()


def test_only_the_included_are_fitted(design, follow_up, fit):
    """Patients whom the outcome is not defined for may hold anything."""
    doubled = FollowUp(
        np.tile(follow_up.months, 2),
        np.concatenate([follow_up.cause, 1 - follow_up.cause]),
        np.repeat([True, False], len(follow_up.months)),
    )

    again = fit_registry_cox([design], doubled, SETTINGS)

    np.testing.assert_array_equal(fit.served.coefficients, again.served.coefficients)
    assert fit.n_patients == again.n_patients


def test_few_deaths_spread_more_on_the_log_scale():
    """The log of a gamma variable of shape 5 has variance trigamma(5), above 1 / 5."""
    drawn = np.log(np.random.default_rng(1).gamma(5, size=200_000))

    assert polygamma(1, 5) == pytest.approx(drawn.var(), rel=0.02)
    assert polygamma(1, 5) > 0.2


def test_equal_seeds_give_equal_draws(design, follow_up, fit):
    """To the last bit."""
    again = fit_registry_cox([design], follow_up, SETTINGS)

    np.testing.assert_array_equal(fit.draws.cumulative_hazard, again.draws.cumulative_hazard)
