"""One Cox fit on one pseudo-cohort, by scikit-survival, brought into array form."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sksurv.functions import StepFunction
from sksurv.linear_model import CoxPHSurvivalAnalysis
from sksurv.util import Surv

from models.arrays import FloatArray
from models.cox.curves import CoxCurves
from models.timegrid import TimeGrid
from training.estimators.batched_likelihood import RiskSets, score_and_information
from training.published.reconstruction import PseudoCohort


@dataclass(frozen=True)
class CoxFit:
    """A Cox model fitted to one pseudo-cohort.

    Attributes
    ----------
    cohort : PseudoCohort
    design : ndarray, shape=(n_patients, n_terms)
    estimator : CoxPHSurvivalAnalysis
    curves : CoxCurves
        The same model on the monthly grid.
    correlation : ndarray, shape=(n_terms, n_terms)
        Of the coefficients, from the inverse observed information.
    """

    cohort: PseudoCohort
    design: FloatArray
    estimator: CoxPHSurvivalAnalysis
    curves: CoxCurves
    correlation: FloatArray


def fit_cox(cohort: PseudoCohort, contrasts: Sequence[str], grid: TimeGrid) -> CoxFit:
    """Fit the Cox model with Efron's handling of ties.

    Parameters
    ----------
    contrasts : sequence of str
        Names of the pseudo-cohort's columns that are the model's terms, in their order.
    """
    design = np.column_stack([cohort.exposure(name) for name in contrasts])
    estimator = CoxPHSurvivalAnalysis(ties="efron", tol=1e-12, n_iter=200)
    estimator.fit(design, Surv.from_arrays(cohort.died, cohort.months))
    curves = CoxCurves(estimator.coef_, on_grid(estimator.cum_baseline_hazard_, grid))
    return CoxFit(cohort, design, estimator, curves, _correlation(cohort, design, estimator.coef_))


def on_grid(step: StepFunction, grid: TimeGrid) -> FloatArray:
    """Read a right-continuous cumulative hazard at the months of the grid."""
    values = np.concatenate([[0.0], step.y])
    return values[np.searchsorted(step.x, grid.months, side="right")]


def _correlation(cohort: PseudoCohort, design: FloatArray, coefficients: FloatArray) -> FloatArray:
    risk_sets = RiskSets.of(cohort.months, cohort.died)
    _, information = score_and_information(risk_sets, design[None], coefficients)
    covariance = np.linalg.inv(information[0])
    sd = np.sqrt(np.diag(covariance))
    return covariance / np.outer(sd, sd)
