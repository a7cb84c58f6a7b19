"""Simulated follow-up: times that agree with the published survival and deaths."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from models.arrays import BoolArray, FloatArray, IntArray
from training.estimators.kaplan_meier import estimate_survival
from training.published.evidence import PublishedCohort
from training.published.reconstruction.errors import CohortNotFound

HORIZON_MONTHS = 60
SURVIVAL_TOLERANCE = 0.01
MAX_DRAWS = 20_000


@dataclass(frozen=True, eq=False)
class SimulatedFollowUp:
    """Observed times and the adjusted factors they were drawn for.

    Attributes
    ----------
    months : ndarray of int, shape=(n_patients,)
    died : ndarray of bool, shape=(n_patients,)
    core : ndarray, shape=(n_patients, n_adjusted)
        The factors of the adjusted model, 0 or 1.
    """

    months: IntArray
    died: BoolArray
    core: FloatArray


def simulate_follow_up(
    rng: np.random.Generator, published: PublishedCohort, hazard_shape: float
) -> SimulatedFollowUp:
    """Draw follow-up until deaths and Kaplan-Meier(60) are as published.

    Times follow a Weibull proportional-hazards model with the published adjusted coefficients,
    scaled so that the cohort's mean survival at 60 months is the published one; patients enter
    uniformly over the accrual window and are followed to its end (Bender et al., Stat Med
    2005;24:1713).

    Raises
    ------
    CohortNotFound
        If `MAX_DRAWS` draws do not agree.
    """
    for _ in range(MAX_DRAWS):
        follow_up = _draw(rng, published, hazard_shape)
        if agrees(follow_up.months, follow_up.died, published):
            return follow_up
    raise CohortNotFound(
        f"no follow-up of hazard shape {hazard_shape:.2f} has the published deaths and survival"
    )


def agrees(months: IntArray, died: BoolArray, published: PublishedCohort) -> bool:
    """Tell whether deaths and Kaplan-Meier(60) are as published."""
    survival = estimate_survival(months, died, HORIZON_MONTHS)
    return (
        published.deaths_lowest <= died.sum() <= published.deaths_highest
        and abs(survival - published.survival_60.value) <= SURVIVAL_TOLERANCE
    )


def draw_column(rng: np.random.Generator, n_exposed: int, n_patients: int) -> FloatArray:
    """Draw who is exposed (1) among patients, with an exact count."""
    return rng.permutation((np.arange(n_patients) < n_exposed).astype(np.float64))


def _draw(
    rng: np.random.Generator, published: PublishedCohort, hazard_shape: float
) -> SimulatedFollowUp:
    n = published.n_patients
    exposed = {contrast.name: contrast.n_exposed for contrast in published.contrasts}
    core = np.column_stack([draw_column(rng, exposed[row.name], n) for row in published.adjusted])
    relative_hazard = np.exp(core @ [row.log_hazard_ratio for row in published.adjusted])
    hazard_60 = baseline_hazard(relative_hazard, published.survival_60.value)
    hazards_at_death = rng.exponential(size=n) / (relative_hazard * hazard_60)
    death_month = np.ceil(HORIZON_MONTHS * hazards_at_death ** (1 / hazard_shape))
    last_month = np.ceil(rng.uniform(0, published.accrual_months, size=n))
    months = np.maximum(np.minimum(death_month, last_month), 1).astype(np.int64)
    return SimulatedFollowUp(months, death_month <= last_month, core)


def baseline_hazard(relative_hazard: FloatArray, mean_survival: float) -> float:
    """Solve for the baseline cumulative hazard that gives the cohort a mean survival."""

    def excess(log_hazard: float) -> float:
        return float(np.exp(-np.exp(log_hazard) * relative_hazard).mean()) - mean_survival

    return float(np.exp(brentq(excess, -20, 20)))
