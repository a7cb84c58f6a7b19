r"""One Cox fit on one imputation, by scikit-survival, with its covariance and its baseline.

The columns are fitted with mean 0 and variance 1, so that one ridge penalty suits all of them, and
brought back to their own units. The covariance is the inverse of the observed information, with
the penalty added to it where there is one: :math:`(I(\hat\beta) + \lambda D)^{-1}`. Under a penalty
this is the covariance of the normal approximation to the posterior, and larger than the sampling
covariance of the penalised estimate, so that it is the conservative choice; it knows nothing of
the bias that the penalty brings. Sources: Gray, J Am Stat Assoc 1992;87:942-951; Verweij and van
Houwelingen, Stat Med 1994;13:2427-2436.
"""

import warnings
from dataclasses import dataclass

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sksurv.linear_model import CoxPHSurvivalAnalysis
from sksurv.util import Surv

from models.arrays import BoolArray, FloatArray, IntArray
from training.estimators.cox_likelihood import CoxLikelihood
from training.registry.fits.monthly import MonthlyTimes
from training.registry.fits.refusals import Separated

LARGEST_LOG_HAZARD_RANGE = 15.0
"""Between two patients: a hazard ratio of three million is no estimate."""

SMALLEST_INFORMATION = 1e-10
"""In one direction, against that in the richest: below, two terms say the same."""


@dataclass(frozen=True, eq=False)
class Scale:
    """Centre and spread of the columns, the same in all imputations.

    Attributes
    ----------
    centre, spread : ndarray, shape=(n_terms,)
    """

    centre: FloatArray
    spread: FloatArray

    def standardise(self, design: FloatArray) -> FloatArray:
        """Give columns of about mean 0 and variance 1."""
        scaled: FloatArray = (design - self.centre) / self.spread
        return scaled


@dataclass(frozen=True, eq=False)
class ImputedFit:
    """A Cox model fitted to one imputation.

    Attributes
    ----------
    estimator : CoxPHSurvivalAnalysis or None
        On columns of mean 0 and variance 1; None where only the baseline was fitted.
    coefficients : ndarray, shape=(n_terms,)
        Log hazard ratios, in the units of the terms.
    covariance : ndarray, shape=(n_terms, n_terms)
    central_hazard : ndarray, shape=(n_months,)
        Rise of Breslow's cumulative hazard in each month, for a patient at the centre.
    likelihood_ratio : float
        Twice the rise of the log partial likelihood over that of no terms.
    effective_parameters : float
        tr(I (I + lambda D)^-1): the number of terms where there is no penalty.
    """

    estimator: CoxPHSurvivalAnalysis | None
    coefficients: FloatArray
    covariance: FloatArray
    central_hazard: FloatArray
    likelihood_ratio: float
    effective_parameters: float


@dataclass(frozen=True, eq=False)
class Observed:
    """Times and events of the patients of one outcome, and the same on the grid.

    Attributes
    ----------
    months : ndarray of int, shape=(n_patients,)
    died : ndarray of bool, shape=(n_patients,)
    """

    months: IntArray
    died: BoolArray
    on_grid: MonthlyTimes


def fit_imputation(
    design: FloatArray, observed: Observed, scale: Scale, penalty: float
) -> ImputedFit:
    """Fit one imputation with Efron's treatment of ties.

    Raises
    ------
    Separated
        A coefficient grows without limit.
    """
    standard = scale.standardise(design)
    estimator = _fit_estimator(standard, observed, penalty)
    fitted = estimator.coef_
    likelihood = CoxLikelihood.of(standard, observed.months, observed.died)
    _, information = likelihood.score_and_information(fitted)
    if penalty == 0 and _is_separated(standard, fitted, information):
        raise _separated()
    covariance = np.linalg.inv(information + penalty * np.eye(len(fitted)))
    rise = likelihood.log_likelihood(fitted) - likelihood.log_likelihood(0 * fitted)
    times = observed.on_grid
    return ImputedFit(
        estimator=estimator,
        coefficients=fitted / scale.spread,
        covariance=covariance / np.outer(scale.spread, scale.spread),
        central_hazard=times.deaths / _above_zero(times.at_risk(np.exp(standard @ fitted))),
        likelihood_ratio=2 * rise,
        effective_parameters=float(np.trace(information @ covariance)),
    )


def _fit_estimator(
    standard: FloatArray, observed: Observed, penalty: float
) -> CoxPHSurvivalAnalysis:
    estimator = CoxPHSurvivalAnalysis(alpha=penalty, ties="efron", tol=1e-12, n_iter=200)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            estimator.fit(standard, Surv.from_arrays(observed.died, observed.months))
    except (ConvergenceWarning, RuntimeWarning, ValueError, np.linalg.LinAlgError) as error:
        raise _separated() from error
    return estimator


def _is_separated(standard: FloatArray, fitted: FloatArray, information: FloatArray) -> bool:
    """Look for a direction without information, or in which the coefficients ran away.

    Directions, and not columns: those of a spline are large and of opposite sign.
    """
    amounts, directions = np.linalg.eigh(information)
    log_hazard_range = np.abs(fitted @ directions) * np.ptp(standard @ directions, axis=0)
    poor = amounts[0] < SMALLEST_INFORMATION * amounts[-1]
    return bool(poor or (log_hazard_range > LARGEST_LOG_HAZARD_RANGE).any())


def _separated() -> Separated:
    return Separated(
        "a coefficient grows without limit: in some group all patients or none had the event, or "
        "two terms say the same; leave a term out, or allow a penalty"
    )


def _above_zero(at_risk: FloatArray) -> FloatArray:
    """Make months without anybody at risk harmless: nobody dies in them."""
    return np.where(at_risk > 0, at_risk, 1.0)
