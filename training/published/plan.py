"""What the default bundle is made of, decided before training."""

import math

from models.terms import Columns, Level, Term, Threshold
from models.timegrid import TimeGrid
from training.published.evidence import Contrast, ExternalEvidence, PublishedCohort
from training.published.fits.assembly import CoxPlan
from training.published.fits.bags import Hyperparameters
from training.published.fits.baseline import Anchor
from training.published.fits.coefficients import Adjustment, NormalPrior, Shrinkage
from training.published.fits.forest import ForestPlan

LONGEST_MONTH = 60
"""The only month at which the publication gives a survival probability."""

SHRINKAGE = 0.55
"""Heuristic uniform shrinkage for the 15 candidates among which the three were picked (I28)."""

SENSITIVITY_SHRINKAGES = (0.81, 1.0)
"""As if only three candidates had been looked at, and no shrinkage at all."""

GRID = TimeGrid(LONGEST_MONTH)

FOREST_CONTRASTS = (
    "dfi_gt12",
    "local_recurrence",
    "nodules_ge2",
    "bilateral",
    "complete_resection",
    "largest_nodule_gt3cm",
    "extremity_primary",
)

BAGS_PER_RECONSTRUCTION = 10

DEFAULT_SEED = 20241122
DEFAULT_RECONSTRUCTIONS = 20


def cox_plan(
    cohort: PublishedCohort, external: ExternalEvidence, seed: int, shrinkage: float = SHRINKAGE
) -> CoxPlan:
    """Plan the served Cox model: three terms, the DFI by its prior, the others shrunk."""
    prior = external.dfi_prior
    by_prior = NormalPrior(math.log(prior.hazard_ratio), prior.standard_deviation)
    terms = tuple(term_of(contrast) for contrast in adjusted_contrasts(cohort))
    adjustments: tuple[Adjustment, ...] = tuple(
        by_prior if term.factor == "disease_free_interval_months" else Shrinkage(shrinkage)
        for term in terms
    )
    return _plan(cohort, terms, adjustments, seed)


def published_scale_plan(cohort: PublishedCohort, seed: int) -> CoxPlan:
    """Plan the Cox model as published: no shrinkage and no prior."""
    terms = tuple(term_of(contrast) for contrast in adjusted_contrasts(cohort))
    return _plan(cohort, terms, (Shrinkage(1.0),) * len(terms), seed)


def forest_plan(cohort: PublishedCohort, seed: int) -> ForestPlan:
    """Plan the forest: seven factors, little bags."""
    by_name = {contrast.name: contrast for contrast in cohort.contrasts}
    return ForestPlan(
        columns=Columns(tuple(term_of(by_name[name]) for name in FOREST_CONTRASTS)),
        bags_per_reconstruction=BAGS_PER_RECONSTRUCTION,
        hyperparameters=Hyperparameters(),
        scenarios=tuple(scenario.survival_60 for scenario in cohort.scenarios),
        grid=GRID,
        seed=seed,
    )


def adjusted_contrasts(cohort: PublishedCohort) -> tuple[Contrast, ...]:
    """Give the definitions of the factors in the published multivariable model, in its order."""
    by_name = {contrast.name: contrast for contrast in cohort.contrasts}
    return tuple(by_name[row.name] for row in cohort.adjusted)


def term_of(contrast: Contrast) -> Term:
    """Express a published contrast as a model term."""
    if isinstance(contrast.value, (bool, str)):
        return Level(factor=contrast.factor, level=contrast.value)
    if contrast.operator == "==":
        raise TypeError(f"{contrast.name}: a number needs a boundary, > or >=")
    return Threshold(factor=contrast.factor, operator=contrast.operator, cut=float(contrast.value))


def _plan(
    cohort: PublishedCohort,
    terms: tuple[Term, ...],
    adjustments: tuple[Adjustment, ...],
    seed: int,
) -> CoxPlan:
    survival = cohort.survival_60
    return CoxPlan(
        columns=Columns(terms),
        adjustments=adjustments,
        anchor=Anchor(survival.value, survival.lower, survival.upper),
        scenarios=tuple(scenario.survival_60 for scenario in cohort.scenarios),
        grid=GRID,
        seed=seed,
    )
