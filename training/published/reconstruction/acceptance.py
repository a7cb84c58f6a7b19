"""Whether a pseudo-cohort reproduces the published tables: a comparison row by row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sksurv.linear_model import CoxPHSurvivalAnalysis
from sksurv.util import Surv

from training.estimators.batched_likelihood import RiskSets, standard_errors
from training.published.evidence import AdjustedContrast, Contrast, PublishedCohort
from training.published.reconstruction.cohort import PseudoCohort
from training.published.reconstruction.simulation import agrees

if TYPE_CHECKING:
    from models.arrays import FloatArray

HAZARD_RATIO_TOLERANCE = 0.02
STANDARD_ERROR_TOLERANCE = 0.20

IMPLIED = {"bilateral": "nodules_ge2"}
"""Whoever is exposed to the first is exposed to the second: two lungs hold two nodules."""


@dataclass(frozen=True)
class Comparison:
    """One published row beside the same row of a pseudo-cohort.

    Attributes
    ----------
    name : str
        Name of the contrast.
    adjusted : bool
        Whether the row belongs to the multivariable model.
    published_log_hazard_ratio, published_standard_error : float
    log_hazard_ratio, standard_error : float
        As fitted in the pseudo-cohort.
    """

    name: str
    adjusted: bool
    published_log_hazard_ratio: float
    published_standard_error: float
    log_hazard_ratio: float
    standard_error: float

    @property
    def hazard_ratio_error(self) -> float:
        """(HR fitted - HR published) / HR published."""
        return float(np.expm1(self.log_hazard_ratio - self.published_log_hazard_ratio))

    @property
    def standard_error_ratio(self) -> float:
        """Standard error over the published one."""
        return self.standard_error / self.published_standard_error

    @property
    def is_within_tolerance(self) -> bool:
        """Whether hazard ratio and standard error are close enough to the published ones."""
        return (
            abs(self.hazard_ratio_error) <= HAZARD_RATIO_TOLERANCE
            and abs(self.standard_error_ratio - 1) <= STANDARD_ERROR_TOLERANCE
        )


def compare(cohort: PseudoCohort, published: PublishedCohort) -> tuple[Comparison, ...]:
    """Refit every published row; univariable rows first, in the published order."""
    single = [_fit(cohort, [row], adjusted=False)[0] for row in published.contrasts]
    return (*single, *_fit(cohort, published.adjusted, adjusted=True))


def find_faults(cohort: PseudoCohort, published: PublishedCohort) -> tuple[str, ...]:
    """Name everything in which a pseudo-cohort differs from the publication.

    Returns
    -------
    tuple of str
        Empty if the cohort is acceptable.
    """
    rows = [row for row in compare(cohort, published) if not row.is_within_tolerance]
    faults = [f"{'adjusted' if row.adjusted else 'univariable'} {row.name}" for row in rows]
    faults += [f"margin of {c.name}" for c in published.contrasts if not _has_margin(cohort, c)]
    faults += [f"{name} without {implied}" for name, implied in _impossible(cohort)]
    if not agrees(cohort.months, cohort.died, published):
        faults.append("deaths or survival")
    return tuple(faults)


def _fit(
    cohort: PseudoCohort, rows: Sequence[Contrast | AdjustedContrast], *, adjusted: bool
) -> list[Comparison]:
    x = np.column_stack([cohort.exposure(row.name) for row in rows])
    known = ~np.isnan(x).any(axis=1)
    x, months, died = x[known], cohort.months[known], cohort.died[known]
    model = CoxPHSurvivalAnalysis(ties="efron", tol=1e-12, n_iter=100)
    beta: FloatArray = model.fit(x, Surv.from_arrays(died, months)).coef_
    errors = standard_errors(RiskSets.of(months, died), x, beta)
    return [
        Comparison(row.name, adjusted, row.log_hazard_ratio, row.standard_error, b, se)
        for row, b, se in zip(rows, beta.tolist(), errors.tolist(), strict=True)
    ]


def _has_margin(cohort: PseudoCohort, contrast: Contrast) -> bool:
    column = cohort.exposure(contrast.name)
    counts = ((column == 0).sum(), (column == 1).sum(), np.isnan(column).sum())
    return counts == (contrast.n_reference, contrast.n_exposed, contrast.n_missing)


def _impossible(cohort: PseudoCohort) -> list[tuple[str, str]]:
    return [
        (name, implied)
        for name, implied in IMPLIED.items()
        if np.any((cohort.exposure(name) == 1) & (cohort.exposure(implied) == 0))
    ]
