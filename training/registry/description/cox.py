"""One unpenalised Cox fit with Efron's ties, by scikit-survival, with its covariance.

scikit-survival gives coefficients and Breslow's baseline, but neither standard errors nor
likelihoods: those come from `training.estimators.cox_likelihood`. Columns are centred and scaled
for the fit, so that the same numbers come out in whatever unit a factor is measured.
"""

import warnings
from dataclasses import dataclass

import numpy as np
from scipy.linalg import LinAlgWarning
from sklearn.exceptions import ConvergenceWarning
from sksurv.linear_model import CoxPHSurvivalAnalysis
from sksurv.util import Surv

from models.arrays import BoolArray, FloatArray, IntArray
from training.estimators.cox_likelihood import CoxLikelihood, EventTimes

WIDEST_STANDARD_ERROR = 10.0
"""Of a column's coefficient times its standard deviation: beyond it a column tells the patients
with an event from the others, and the likelihood has no highest point (separation)."""


class NotEstimable(Exception):
    """The partial likelihood has no highest point, or more than one."""


@dataclass(frozen=True, eq=False)
class DescriptiveFit:
    """A Cox model of one table of patients.

    Attributes
    ----------
    coefficients : ndarray, shape=(n_columns,)
    covariance : ndarray, shape=(n_columns, n_columns)
        Inverse observed information.
    null_log_likelihood, log_likelihood : float
        Of the partial likelihood, at 0 and at the coefficients.
    baseline_times, baseline_hazard : ndarray, shape=(n_baseline_times,)
        Breslow's cumulative baseline hazard at all columns 0, right-continuous.
    by_time : EventTimes
        What each event time contributes, for columns that were centred, in the table's units.
    """

    coefficients: FloatArray
    covariance: FloatArray
    null_log_likelihood: float
    log_likelihood: float
    baseline_times: FloatArray
    baseline_hazard: FloatArray
    by_time: EventTimes

    @property
    def standard_errors(self) -> FloatArray:
        """Of the coefficients, shape=(n_columns,)."""
        errors: FloatArray = np.sqrt(np.diag(self.covariance))
        return errors

    def survival(self, profile: FloatArray, times: FloatArray) -> FloatArray:
        """Give S(t) = exp(-H0(t) exp(x beta)) of one profile, shape=(n_times,)."""
        hazard = np.concatenate([[0.0], self.baseline_hazard])
        at = np.searchsorted(self.baseline_times, times, side="right")
        survival: FloatArray = np.exp(-hazard[at] * np.exp(profile @ self.coefficients))
        return survival


def fit_cox(design: FloatArray, times: IntArray | FloatArray, event: BoolArray) -> DescriptiveFit:
    """Fit a Cox model.

    Parameters
    ----------
    design : ndarray, shape=(n_patients, n_columns)
    times : ndarray, shape=(n_patients,)
    event : ndarray of bool, shape=(n_patients,)
        At equal times events precede censorings.

    Raises
    ------
    NotEstimable
        Without events, with columns that depend on each other or do not vary, or where a column
        separates the patients with events from those without.
    """
    times = np.asarray(times, dtype=np.float64)
    if not event.any() or np.linalg.matrix_rank(design - design.mean(axis=0)) < design.shape[1]:
        raise NotEstimable
    mean, sd = design.mean(axis=0), design.std(axis=0)
    scaled = (design - mean) / sd
    estimator = _estimate(scaled, times, event)
    _, information = CoxLikelihood.of(scaled, times, event).score_and_information(estimator.coef_)
    covariance = np.asarray(_invert(information) / np.outer(sd, sd), dtype=np.float64)
    coefficients = estimator.coef_ / sd
    likelihood = CoxLikelihood.of(design - mean, times, event)
    hazard = estimator.cum_baseline_hazard_
    return DescriptiveFit(
        coefficients,
        covariance,
        likelihood.log_likelihood(np.zeros_like(coefficients)),
        likelihood.log_likelihood(coefficients),
        hazard.x,
        hazard.y * np.exp(-mean @ coefficients),
        likelihood.by_time(coefficients),
    )


def _estimate(scaled: FloatArray, times: FloatArray, event: BoolArray) -> CoxPHSurvivalAnalysis:
    estimator = CoxPHSurvivalAnalysis(ties="efron", tol=1e-12, n_iter=200)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("error", ConvergenceWarning)
        warnings.simplefilter("error", LinAlgWarning)
        warnings.simplefilter("error", RuntimeWarning)
        try:
            return estimator.fit(scaled, Surv.from_arrays(event, times))
        except (
            ConvergenceWarning,
            LinAlgWarning,
            RuntimeWarning,
            ValueError,
            np.linalg.LinAlgError,
        ) as error:
            raise NotEstimable from error


def _invert(information: FloatArray) -> FloatArray:
    try:
        covariance = np.asarray(np.linalg.inv(information), dtype=np.float64)
    except np.linalg.LinAlgError as error:
        raise NotEstimable from error
    variances = np.diag(covariance)
    if not (0 < variances.min() <= variances.max() < WIDEST_STANDARD_ERROR**2):
        raise NotEstimable
    return covariance
