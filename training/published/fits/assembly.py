"""The served Cox model, assembled from the fits on all reconstructions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray
from models.cox.cox import CoxModel
from models.cox.curves import CoxCurves
from models.terms import Columns
from models.timegrid import TimeGrid
from training.estimators.normal_draws import standard_normal_draws
from training.published.fits.background import tabulate_background
from training.published.fits.baseline import Anchor, anchored, hazard_factor, weibull_shape
from training.published.fits.coefficients import Adjustment, Coefficients
from training.published.fits.draws import draw_models
from training.published.fits.estimator import CoxFit

N_DRAWS = 256


@dataclass(frozen=True)
class CoxPlan:
    """What is decided before any model is assembled.

    Attributes
    ----------
    columns : Columns
        The model's terms.
    adjustments : tuple of Adjustment
        One for each term.
    anchor : Anchor
        The cohort's mean survival at the last month.
    scenarios : tuple of float
        Other assumed values of that mean.
    """

    columns: Columns
    adjustments: tuple[Adjustment, ...]
    anchor: Anchor
    scenarios: tuple[float, ...]
    grid: TimeGrid
    seed: int


def assemble_cox(fits: Sequence[CoxFit], pooled: Coefficients, plan: CoxPlan) -> CoxModel:
    """Adjust the coefficients, re-estimate the baseline, draw, and set up the scenarios.

    Only survival at the last month was published. Each reconstruction therefore has a baseline
    of the hazard shape that was assumed for it, moved to the anchor; the served baseline is their
    mean, moved to the anchor again. The times of the pseudo-cohorts' deaths are not data, so
    that their scatter enters neither the baseline nor its uncertainty.
    """
    background = tabulate_background([fit.design for fit in fits])
    coefficients = pooled.adjusted(plan.adjustments)
    alone = [
        _reconstruction_alone(fit, shares, pooled, background.profiles, plan)
        for fit, shares in zip(fits, background.cohort_weights, strict=True)
    ]
    mean_hazard = np.mean([curves.cumulative_hazard for curves in alone], axis=0)
    served = anchored(
        CoxCurves(coefficients.values, mean_hazard),
        background.profiles,
        background.weights,
        plan.anchor.survival,
    )
    at_last_month = served.survival(background.profiles)[:, -1]
    normals = standard_normal_draws(N_DRAWS, len(coefficients.values) + 1, plan.seed)
    return CoxModel(
        name="cox",
        outcome="overall_survival",
        experimental=False,
        n_patients=len(fits[0].design),
        grid=plan.grid,
        columns=plan.columns,
        background=background,
        served=served,
        draws=draw_models(served, coefficients, background, plan.anchor, normals),
        cohort_curves=CoxCurves(
            np.array([curves.coefficients for curves in alone]),
            np.array([curves.cumulative_hazard for curves in alone]),
        ),
        scenarios={
            survival: hazard_factor(at_last_month, background.weights, survival)
            for survival in plan.scenarios
        },
    )


def _reconstruction_alone(
    fit: CoxFit, shares: FloatArray, pooled: Coefficients, profiles: FloatArray, plan: CoxPlan
) -> CoxCurves:
    own = Coefficients(fit.curves.coefficients, pooled.standard_errors, pooled.correlation)
    values = own.adjusted(plan.adjustments).values
    shape = weibull_shape(plan.grid, fit.cohort.hazard_shape)
    return anchored(CoxCurves(values, shape), profiles, shares, plan.anchor.survival)
