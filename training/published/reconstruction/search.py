"""Local search: swap exposed and unexposed patients until the fits equal the published rows.

A swap keeps the margins. A coefficient equals its target if the score at the target is 0, so
that I^-1 U, one Newton step from the target, measures the error without a fit. Each step looks
at a random handful of swaps and takes the best: what the targets leave open stays random.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.arrays import BoolArray, FloatArray
from training.estimators.batched_likelihood import RiskSets, score_and_information
from training.published.evidence import AdjustedContrast, Contrast

LOG_HAZARD_RATIO_TOLERANCE = 0.005
STANDARD_ERROR_TOLERANCE = 0.10
MISFIT_WEIGHT = 10  # of standard errors, which move in larger steps than coefficients
SWAPS_PER_STEP = 150
MAX_STEPS = 60


@dataclass(frozen=True, eq=False)
class SearchTarget:
    """What a joint Cox fit of some columns shall give.

    Attributes
    ----------
    columns : tuple of int
        The columns fitted together.
    log_hazard_ratios, standard_errors : ndarray, shape=(n_columns,)
    """

    columns: tuple[int, ...]
    log_hazard_ratios: FloatArray
    standard_errors: FloatArray

    @classmethod
    def of(
        cls, columns: tuple[int, ...], rows: Sequence[AdjustedContrast | Contrast]
    ) -> "SearchTarget":
        """Aim at published rows, one for each column."""
        return cls(
            columns,
            np.array([row.log_hazard_ratio for row in rows]),
            np.array([row.standard_error for row in rows]),
        )


def search(
    rng: np.random.Generator,
    risk_sets: RiskSets,
    table: FloatArray,
    targets: Sequence[SearchTarget],
    swappable: BoolArray,
) -> FloatArray | None:
    """Swap patients until every target is met.

    Parameters
    ----------
    rng : Generator
    risk_sets : RiskSets
    table : ndarray, shape=(n_patients, n_columns)
        Where the search starts, 0 or 1.
    targets : sequence of SearchTarget
    swappable : ndarray of bool, shape=(n_patients,)
        Who may be swapped.

    Returns
    -------
    ndarray, shape=(n_patients, n_columns), or None
        A table with the same margins that meets the targets; None if `MAX_STEPS` steps did not
        find one, or if none is near.
    """
    if not all(_can_inform(risk_sets, table[:, t.columns], t) for t in targets):
        return None
    loss = _losses(risk_sets, table[None], targets)[0]
    for step in range(MAX_STEPS):
        if loss == 0:
            return table
        candidates = _swap(rng, table, step % table.shape[1], swappable)
        losses = _losses(risk_sets, candidates, targets)
        best = int(losses.argmin())
        if losses[best] < loss:
            table, loss = candidates[best], losses[best]
    return None


def _can_inform(risk_sets: RiskSets, x: FloatArray, target: SearchTarget) -> bool:
    """Tell whether enough of the exposed died for the target's standard errors.

    The information of a single 0/1 column is at most d1 (D - d1) / D, if d1 of the D deaths are
    exposed (Jensen); in a joint fit it is less. A swap that changes d1 is a jump in the
    coefficient, which the search seldom survives, so that a start without hope is not searched.
    """
    n_deaths = risk_sets.died.sum()
    exposed_deaths = risk_sets.died @ x
    most = exposed_deaths * (n_deaths - exposed_deaths) / n_deaths
    longest = (1 + STANDARD_ERROR_TOLERANCE) * target.standard_errors
    return bool(np.all(most >= 1 / longest**2))


def _swap(
    rng: np.random.Generator, table: FloatArray, column: int, swappable: BoolArray
) -> FloatArray:
    """Give tables that differ from `table` by one swap, shape=(n_swaps, *table.shape)."""
    exposed = rng.choice(np.flatnonzero(swappable & (table[:, column] == 1)), SWAPS_PER_STEP)
    unexposed = rng.choice(np.flatnonzero(swappable & (table[:, column] == 0)), SWAPS_PER_STEP)
    candidates = np.repeat(table[None], SWAPS_PER_STEP, axis=0)
    swaps = np.arange(SWAPS_PER_STEP)
    candidates[swaps, exposed, column] = 0
    candidates[swaps, unexposed, column] = 1
    return candidates


def _losses(risk_sets: RiskSets, tables: FloatArray, targets: Sequence[SearchTarget]) -> FloatArray:
    """Give the squared excess over the tolerances, summed over the targets' rows."""
    parts = np.array([_loss(risk_sets, tables[..., t.columns], t) for t in targets])
    losses: FloatArray = parts.sum(axis=0)
    return losses


def _loss(risk_sets: RiskSets, x: FloatArray, target: SearchTarget) -> FloatArray:
    score, information = score_and_information(risk_sets, x, target.log_hazard_ratios)
    covariance = np.linalg.inv(information)
    error = np.einsum("cpq,cq->cp", covariance, score)
    ratio = np.sqrt(np.einsum("cpp->cp", covariance)) / target.standard_errors
    excess = np.maximum(np.abs(error) / LOG_HAZARD_RATIO_TOLERANCE - 1, 0)
    misfit = np.maximum(np.abs(ratio - 1) / STANDARD_ERROR_TOLERANCE - 1, 0)
    losses: FloatArray = (excess**2 + (MISFIT_WEIGHT * misfit) ** 2).sum(axis=1)
    return losses
