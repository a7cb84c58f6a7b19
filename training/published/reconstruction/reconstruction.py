"""From published tables to pseudo-cohorts: simulate, search, check, repeat."""

from collections.abc import Iterator

import numpy as np
from joblib import Parallel, delayed
from threadpoolctl import threadpool_limits

from models.arrays import BoolArray, FloatArray
from training.estimators.batched_likelihood import RiskSets
from training.published.evidence import Contrast, PublishedCohort
from training.published.reconstruction.acceptance import IMPLIED, find_faults
from training.published.reconstruction.cohort import PseudoCohort
from training.published.reconstruction.errors import CohortNotFound
from training.published.reconstruction.search import SearchTarget, search
from training.published.reconstruction.simulation import (
    SimulatedFollowUp,
    draw_column,
    simulate_follow_up,
)

HAZARD_SHAPES = (0.7, 1.5)
MAX_COHORTS = 500
MAX_COLUMNS = 20


def reconstruct(
    published: PublishedCohort, *, n_cohorts: int, seed: int, n_jobs: int
) -> Iterator[PseudoCohort]:
    """Yield pseudo-cohorts that reproduce the published tables.

    Parameters
    ----------
    published : PublishedCohort
    n_cohorts : int
        How many. Their hazard shapes fill `HAZARD_SHAPES` evenly, so that another number gives
        other cohorts.
    seed : int
    n_jobs : int
        Processes to work in; the cohorts do not depend on it.

    Yields
    ------
    PseudoCohort
        One after the other, in an order that the seed determines.

    Raises
    ------
    CohortNotFound
        If the tables cannot be met in a bounded number of attempts.
    """
    shape_seed, *seeds = np.random.SeedSequence(seed).spawn(n_cohorts + 1)
    shapes = draw_hazard_shapes(np.random.default_rng(shape_seed), n_cohorts)
    work = (
        delayed(reconstruct_one)(published, cohort_seed, shape)
        for cohort_seed, shape in zip(seeds, shapes.tolist(), strict=True)
    )
    yield from Parallel(n_jobs=n_jobs, return_as="generator")(work)


def draw_hazard_shapes(rng: np.random.Generator, n_cohorts: int) -> FloatArray:
    """Draw one Weibull shape in each of equally wide strata, in random order."""
    lowest, highest = HAZARD_SHAPES
    positions = (rng.permutation(n_cohorts) + rng.uniform(size=n_cohorts)) / n_cohorts
    return lowest + (highest - lowest) * positions


def reconstruct_one(
    published: PublishedCohort, seed: np.random.SeedSequence, hazard_shape: float
) -> PseudoCohort:
    """Reconstruct one cohort whose follow-up has a given Weibull shape.

    Linear algebra runs in one thread, so that its rounding does not depend on the machine's load.

    Raises
    ------
    CohortNotFound
        If none of `MAX_COHORTS` simulated cohorts can be made to meet the tables.
    """
    rng = np.random.default_rng(seed)
    with threadpool_limits(limits=1):
        for _ in range(MAX_COHORTS):
            follow_up = simulate_follow_up(rng, published, hazard_shape)
            exposures = _find_exposures(rng, follow_up, published)
            if exposures is None:
                continue
            names = tuple(contrast.name for contrast in published.contrasts)
            table = np.column_stack([exposures[name] for name in names])
            cohort = PseudoCohort(follow_up.months, follow_up.died, table, names, hazard_shape)
            if not find_faults(cohort, published):
                return cohort
    raise CohortNotFound(f"no cohort of hazard shape {hazard_shape:.2f} meets the tables")


def _find_exposures(
    rng: np.random.Generator, follow_up: SimulatedFollowUp, published: PublishedCohort
) -> dict[str, FloatArray] | None:
    """Find every column: the adjusted factors jointly, then each other one on its own."""
    core = _find_core(rng, follow_up, published)
    if core is None:
        return None
    exposures = {row.name: core[:, j] for j, row in enumerate(published.adjusted)}
    for contrast in published.contrasts:
        if contrast.name in exposures:
            continue
        implied = IMPLIED.get(contrast.name)
        allowed = np.ones(len(core), dtype=bool) if implied is None else exposures[implied] == 1
        column = _find_column(rng, follow_up, contrast, allowed)
        if column is None:
            return None
        exposures[contrast.name] = column
    return exposures


def _find_core(
    rng: np.random.Generator, follow_up: SimulatedFollowUp, published: PublishedCohort
) -> FloatArray | None:
    row_of = {contrast.name: contrast for contrast in published.contrasts}
    together = tuple(range(len(published.adjusted)))
    targets = [SearchTarget.of((j,), [row_of[published.adjusted[j].name]]) for j in together]
    targets.append(SearchTarget.of(together, published.adjusted))
    everybody = np.ones(published.n_patients, dtype=bool)
    risk_sets = RiskSets.of(follow_up.months, follow_up.died)
    return search(rng, risk_sets, follow_up.core, targets, everybody)


def _find_column(
    rng: np.random.Generator, follow_up: SimulatedFollowUp, contrast: Contrast, allowed: BoolArray
) -> FloatArray | None:
    """Find who is exposed to one contrast, among those `allowed` to be."""
    for _ in range(MAX_COLUMNS):
        known = draw_column(rng, contrast.n_missing, len(allowed)) == 0
        swappable = allowed[known]
        start = np.zeros(swappable.size)
        start[swappable] = draw_column(rng, contrast.n_exposed, swappable.sum())
        risk_sets = RiskSets.of(follow_up.months[known], follow_up.died[known])
        target = SearchTarget.of((0,), [contrast])
        found = search(rng, risk_sets, start[:, None], [target], swappable)
        if found is not None:
            column = np.full(len(allowed), np.nan)
            column[known] = found[:, 0]
            return column
    return None
