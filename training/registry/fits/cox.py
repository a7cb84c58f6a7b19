"""The Cox model of a registry: fitted on every imputation, pooled, drawn, made coarse to serve."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from threadpoolctl import threadpool_limits

from models.arrays import FloatArray, IntArray
from models.cox.curves import CoxCurves
from models.terms import Columns
from models.timegrid import TimeGrid
from training.registry.fits.draws import draw_registry_cox
from training.registry.fits.imputed_fit import ImputedFit, Observed, Scale, fit_imputation
from training.registry.fits.monthly import MonthlyTimes, coarsened
from training.registry.fits.penalty import choose_penalty
from training.registry.fits.refusals import (
    ENOUGH_EVENTS_PER_PARAMETER,
    ConstantFactor,
    Separated,
    require_events,
)
from training.registry.fits.rubin import Pooled, pool_imputations
from training.registry.fits.sample_size import SampleSize, judge_sample_size
from training.registry.registry import EVENT, FollowUp

Penalty = Literal["auto"] | float
PenaltyReason = Literal["configured", "enough_events", "few_events", "separated", "baseline_only"]

LAST_HORIZON_MONTHS = 60


@dataclass(frozen=True, eq=False)
class RegistryCox:
    """A fitted Cox model and all that a served one is made of.

    Attributes
    ----------
    fits : tuple of ImputedFit
        One for each imputation.
    pooled : Pooled
        Coefficients and their variances within and between imputations.
    penalty : float
        Ridge penalty on columns of variance 1; 0 where there is none.
    exact : CoxCurves
        The pooled model with its baseline month by month. It shows single patients' months of
        death: it is for checks, and never leaves the training machine.
    served, draws, imputation_curves : CoxCurves
        The pooled model, its draws, and the models of each imputation alone, coarsened. See
        `models.cox.cox.CoxModel`.
    bends : ndarray of int
        Months at which the coarsened baselines bend; at least five events lie between two.
    """

    columns: Columns
    n_patients: int
    n_events: int
    fits: tuple[ImputedFit, ...]
    pooled: Pooled
    penalty: float
    penalty_reason: PenaltyReason
    exact: CoxCurves
    served: CoxCurves
    draws: CoxCurves
    imputation_curves: CoxCurves
    bends: IntArray
    sample_size: SampleSize

    @property
    def events_per_parameter(self) -> float:
        """Number of events over number of terms."""
        return self.n_events / len(self.columns.terms)


@dataclass(frozen=True, eq=False)
class CoxSettings:
    """What is decided before a registry's Cox model is fitted.

    Attributes
    ----------
    penalty : float or "auto"
        Automatically, none from 10 events for each parameter on; below, or where a coefficient
        grows without limit, by cross-validated partial likelihood. Firth's correction is not
        built: it mends separation, which ridge mends too, and hardly overfitting.
    """

    columns: Columns
    grid: TimeGrid
    penalty: Penalty
    seed: int


def fit_registry_cox(
    designs: Sequence[FloatArray], follow_up: FollowUp, settings: CoxSettings, cause: int = EVENT
) -> RegistryCox:
    """Fit every imputation, pool the fits, and make the curves that are served.

    The baseline is pooled where the data lie: the mean over the imputations of the cumulative
    hazard of a patient at the columns' means. One thread works: equal seeds give equal bytes on
    any machine, and tables of few columns get slower with more.

    Parameters
    ----------
    designs : sequence of ndarray, shape=(n_included, n_terms)
        One for each imputation; a row for each patient whom the outcome is defined for.
    follow_up : FollowUp
        Of all patients.
    cause : int
        Which of the follow-up's causes is the event; patients are censored by the others.

    Raises
    ------
    TooFewEvents, ConstantFactor, Separated
    """
    with threadpool_limits(limits=1):
        observed = observe(follow_up, settings.grid, cause)
        require_events(int(observed.died.sum()), len(settings.columns.terms))
        scale = _scale_of(designs, settings.columns)
        penalty, reason = _decide_penalty(designs, observed, scale, settings)
        try:
            fits = _fit_all(designs, observed, scale, penalty)
        except Separated:
            if settings.penalty != "auto" or penalty > 0:
                raise
            penalty, reason = _cross_validated(designs, observed, scale, settings.seed), "separated"
            fits = _fit_all(designs, observed, scale, penalty)
        return _assemble(designs, observed, scale, fits, (penalty, reason), settings)


def fit_baseline_only(
    designs: Sequence[FloatArray], follow_up: FollowUp, settings: CoxSettings, cause: int
) -> RegistryCox:
    """Fit the baseline alone, with coefficients of 0: a cause with too few events for more.

    With it, a cumulative incidence takes this cause to be as frequent in everybody.
    """
    with threadpool_limits(limits=1):
        observed = observe(follow_up, settings.grid, cause)
        times, n_terms = observed.on_grid, len(settings.columns.terms)
        at_risk = times.at_risk(np.ones(len(observed.months)))
        fit = ImputedFit(
            estimator=None,
            coefficients=np.zeros(n_terms),
            covariance=np.zeros((n_terms, n_terms)),
            central_hazard=times.deaths / np.maximum(at_risk, 1.0),
            likelihood_ratio=0.0,
            effective_parameters=0.0,
        )
        scale = Scale(np.mean(designs, axis=(0, 1)), np.ones(n_terms))
        fits = (fit,) * len(designs)
        return _assemble(designs, observed, scale, fits, (0.0, "baseline_only"), settings)


def observe(follow_up: FollowUp, grid: TimeGrid, cause: int = EVENT) -> Observed:
    """Take one cause of the patients whom the outcome is defined for."""
    months = follow_up.months[follow_up.included]
    died = follow_up.cause[follow_up.included] == cause
    return Observed(months, died, MonthlyTimes.of(months, died, grid))


def _scale_of(designs: Sequence[FloatArray], columns: Columns) -> Scale:
    constant = [
        term.name
        for i, term in enumerate(columns.terms)
        if any(np.ptp(design[:, i]) == 0 for design in designs)
    ]
    if constant:
        raise ConstantFactor(f"{', '.join(constant)}: the same in all patients; leave it out")
    return Scale(np.mean(designs, axis=(0, 1)), np.mean([d.std(axis=0) for d in designs], axis=0))


def _decide_penalty(
    designs: Sequence[FloatArray], observed: Observed, scale: Scale, settings: CoxSettings
) -> tuple[float, PenaltyReason]:
    if settings.penalty != "auto":
        return settings.penalty, "configured"
    n_terms = len(settings.columns.terms)
    if observed.died.sum() >= ENOUGH_EVENTS_PER_PARAMETER * n_terms:
        return 0.0, "enough_events"
    return _cross_validated(designs, observed, scale, settings.seed), "few_events"


def _cross_validated(
    designs: Sequence[FloatArray], observed: Observed, scale: Scale, seed: int
) -> float:
    standard = [scale.standardise(design) for design in designs]
    return choose_penalty(standard, observed.months, observed.died, seed)


def _fit_all(
    designs: Sequence[FloatArray], observed: Observed, scale: Scale, penalty: float
) -> tuple[ImputedFit, ...]:
    return tuple(fit_imputation(design, observed, scale, penalty) for design in designs)


def _assemble(  # one argument for each step before
    designs: Sequence[FloatArray],
    observed: Observed,
    scale: Scale,
    fits: tuple[ImputedFit, ...],
    penalised: tuple[float, PenaltyReason],
    settings: CoxSettings,
) -> RegistryCox:
    pooled = pool_imputations([f.coefficients for f in fits], [f.covariance for f in fits])
    hazards = np.cumsum([fit.central_hazard for fit in fits], axis=1)
    central = CoxCurves(pooled.coefficients, hazards.mean(axis=0))
    centred = [design - scale.centre for design in designs]
    drawn = draw_registry_cox(fits, centred, observed.on_grid, central, settings.seed)
    alone = CoxCurves(np.array([fit.coefficients for fit in fits]), hazards)
    bends = observed.on_grid.coarse_months()
    exact = _at_zero(central, scale)
    return RegistryCox(
        columns=settings.columns,
        n_patients=len(observed.months),
        n_events=int(observed.died.sum()),
        fits=fits,
        pooled=pooled,
        penalty=penalised[0],
        penalty_reason=penalised[1],
        exact=exact,
        served=_coarse(exact, bends),
        draws=_coarse(_at_zero(drawn, scale), bends),
        imputation_curves=_coarse(_at_zero(alone, scale), bends),
        bends=bends,
        sample_size=judge_sample_size(
            observed.months,
            observed.died,
            likelihood_ratio=float(np.mean([fit.likelihood_ratio for fit in fits])),
            n_parameters=float(np.mean([fit.effective_parameters for fit in fits])),
            horizon_months=min(LAST_HORIZON_MONTHS, settings.grid.longest_month),
        ),
    )


def _at_zero(central: CoxCurves, scale: Scale) -> CoxCurves:
    """Bring the baseline from a patient at the centre to a profile of zeros."""
    relative_hazard = np.exp(-central.coefficients @ scale.centre)
    hazard = np.asarray(relative_hazard)[..., None] * central.cumulative_hazard
    return CoxCurves(central.coefficients, hazard)


def _coarse(curves: CoxCurves, bends: IntArray) -> CoxCurves:
    return CoxCurves(curves.coefficients, coarsened(curves.cumulative_hazard, bends))
