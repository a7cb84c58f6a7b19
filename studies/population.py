"""A population whose survival is known: the truth against which an interval can be checked."""

import itertools
from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray
from models.averaging.background import Background
from models.timegrid import TimeGrid
from training.estimators.cohort import Cohort
from training.published.evidence import PublishedCohort
from training.published.fits.baseline import hazard_factor
from training.published.plan import FOREST_CONTRASTS, GRID, LONGEST_MONTH

HAZARD_RATIOS = {
    "dfi_gt12": 0.44,
    "local_recurrence": 1.6,
    "nodules_ge2": 1.6,
    "bilateral": 1.3,
    "complete_resection": 0.8,
    "largest_nodule_gt3cm": 1.1,
    "extremity_primary": 0.85,
}
"""Assumed: between the published hazard ratios and 1."""

HAZARD_SHAPE = 1.1
"""Assumed: the middle of the Weibull shapes of the reconstructions, 0.7 to 1.5."""


@dataclass(frozen=True, eq=False)
class Population:
    """Seven factors of known frequency and a Weibull proportional-hazards model.

    Factors are independent of each other, but that nobody is bilateral with one nodule.

    Attributes
    ----------
    profiles : Background
        Every possible profile and its share.
    log_hazard_ratios : ndarray, shape=(n_factors,)
    hazard_60 : float
        Cumulative hazard at 60 months for a profile of zeros.
    accrual_months : int
        Censoring is uniform from 0 to this.
    """

    profiles: Background
    log_hazard_ratios: FloatArray
    hazard_60: float
    accrual_months: int

    def mean_survival(self, over: Background, grid: TimeGrid = GRID) -> FloatArray:
        """Compute the true mean survival over profiles, shape=(n_months,)."""
        relative_hazard = np.exp(over.profiles @ self.log_hazard_ratios)
        hazard = self.hazard_60 * (grid.months / LONGEST_MONTH) ** HAZARD_SHAPE
        mean: FloatArray = over.weights @ np.exp(-relative_hazard[:, None] * hazard)
        return mean

    def draw(self, rng: np.random.Generator, n_patients: int) -> Cohort:
        """Draw a cohort, its times in whole months; at equal times deaths precede censorings."""
        drawn = rng.choice(len(self.profiles.weights), n_patients, p=self.profiles.weights)
        design = self.profiles.profiles[drawn]
        relative_hazard = np.exp(design @ self.log_hazard_ratios)
        hazards_at_death = rng.exponential(size=n_patients) / (relative_hazard * self.hazard_60)
        death_month = np.ceil(LONGEST_MONTH * hazards_at_death ** (1 / HAZARD_SHAPE))
        last_month = np.ceil(rng.uniform(0, self.accrual_months, n_patients))
        months = np.maximum(np.minimum(death_month, last_month), 1).astype(np.int64)
        return Cohort(design, months, death_month <= last_month)


def simulated_population(published: PublishedCohort) -> Population:
    """Give the forest's factors their published frequencies, and the published mean at month 60."""
    by_name = {contrast.name: contrast for contrast in published.contrasts}
    frequency = {name: by_name[name].n_exposed / published.n_patients for name in FOREST_CONTRASTS}
    profiles, shares = _profiles(frequency)
    log_hazard_ratios = np.log([HAZARD_RATIOS[name] for name in FOREST_CONTRASTS])
    return Population(
        profiles=Background(profiles, shares, shares[None]),
        log_hazard_ratios=log_hazard_ratios,
        hazard_60=hazard_factor(
            np.exp(-np.exp(profiles @ log_hazard_ratios)), shares, published.survival_60.value
        ),
        accrual_months=published.accrual_months,
    )


def _profiles(frequency: dict[str, float]) -> tuple[FloatArray, FloatArray]:
    """List every profile with a share above 0."""
    profiles, shares = [], []
    for profile in itertools.product((0.0, 1.0), repeat=len(frequency)):
        exposed = dict(zip(frequency, profile, strict=True))
        chance = {**frequency, "bilateral": _bilateral(frequency, exposed)}
        share = np.prod([p if exposed[name] else 1 - p for name, p in chance.items()])
        if share > 0:
            profiles.append(profile)
            shares.append(float(share))
    return np.array(profiles), np.array(shares)


def _bilateral(frequency: dict[str, float], exposed: dict[str, float]) -> float:
    """Give the chance of both sides: none with one nodule, so that it is higher with several."""
    return frequency["bilateral"] / frequency["nodules_ge2"] if exposed["nodules_ge2"] else 0.0
