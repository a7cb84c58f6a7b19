"""How often the interval of a registry's Cox model covers the truth, where the model is right.

Patients have an age, a local recurrence and one or several nodules; their times are Weibull with
hazards proportional in just these terms. The truth is therefore known, and the model, fitted
without a penalty, is correctly specified: whatever coverage lacks, the interval lacks.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from joblib import Parallel, delayed

from models.arrays import FloatArray
from models.averaging.background import Facts, average_over
from models.cox.cox import CoxModel
from models.horizons import HORIZONS_MONTHS
from models.interval import limits_of
from models.terms import Columns, Level, Linear, Threshold
from models.timegrid import TimeGrid
from training.published.fits.background import tabulate_background
from training.registry.fits.cox import CoxSettings, fit_registry_cox
from training.registry.fits.design import design_matrix
from training.registry.fits.imputation import impute
from training.registry.registry import FactorColumn, FollowUp

COLUMNS = Columns(
    (
        Linear(factor="age_years"),
        Level(factor="local_recurrence", level=True),
        Threshold(factor="nodule_count", operator=">=", cut=2),
    )
)
EFFECTS = np.array([0.015, 0.5, 0.45])
"""Log hazard ratios: of a year, of a recurrence, of several nodules."""

GRID = TimeGrid(60)
SHAPE = 1.1
HAZARD_60 = 0.25
"""Cumulative hazard at 60 months of a patient of age 0 with one nodule and no recurrence."""

QUESTIONS: Mapping[str, Facts] = {
    "age 50, one nodule": {"age_years": 50.0, "local_recurrence": False, "nodule_count": 1},
    "age 50, several, recurrence": {
        "age_years": 50.0,
        "local_recurrence": True,
        "nodule_count": 4,
    },
    "age 20, one nodule": {"age_years": 20.0, "local_recurrence": False, "nodule_count": 1},
    "age 75, several, recurrence": {
        "age_years": 75.0,
        "local_recurrence": True,
        "nodule_count": 4,
    },
    "age 50, the rest unknown": {"age_years": 50.0},
    "several nodules, the rest unknown": {"nodule_count": 4},
    "all unknown": {},
}

Progress = Callable[[Iterable[FloatArray], int], Iterable[FloatArray]]


@dataclass(frozen=True)
class RegistrySimulation:
    """What is simulated.

    Attributes
    ----------
    missing : float
        Share of unknown values of recurrence and nodules among those who died; a third of it
        among the others, so that what is complete is not a fair sample.
    n_imputations : int
        1 when nothing is missing.
    """

    n_patients: int = 400
    n_repetitions: int = 200
    missing: float = 0.0
    n_imputations: int = 1
    seed: int = 20241122
    n_jobs: int = 2


@dataclass(frozen=True, eq=False)
class RegistryCoverage:
    """Truth and answers.

    Attributes
    ----------
    truth : ndarray, shape=(n_questions, n_horizons)
    survival, lower, upper : ndarray, shape=(n_repetitions, n_questions, n_horizons)
    """

    simulation: RegistrySimulation
    truth: FloatArray
    survival: FloatArray
    lower: FloatArray
    upper: FloatArray

    @property
    def covered(self) -> FloatArray:
        """Share of the repetitions whose limits hold the truth."""
        holds = (self.lower <= self.truth) & (self.truth <= self.upper)
        share: FloatArray = holds.mean(axis=0)
        return share


def measure_registry_coverage(
    simulation: RegistrySimulation, progress: Progress
) -> RegistryCoverage:
    """Draw, fit and ask, as often as the simulation says; equal seeds give equal answers."""
    seeds = np.random.SeedSequence(simulation.seed).spawn(simulation.n_repetitions)
    answers = Parallel(n_jobs=simulation.n_jobs, return_as="generator")(
        delayed(_answer)(simulation, seed) for seed in seeds
    )
    survival, lower, upper = np.moveaxis(
        np.array(list(progress(answers, simulation.n_repetitions))), 1, 0
    )
    return RegistryCoverage(simulation, true_survival(), survival, lower, upper)


def true_survival() -> FloatArray:
    """Average the exact survival over unknown factors, shape=(n_questions, n_horizons)."""
    factors = _draw_factors(np.random.default_rng(0), 200_000)
    design = design_matrix(COLUMNS, factors)
    hazard = HAZARD_60 * (np.array(HORIZONS_MONTHS) / GRID.longest_month) ** SHAPE
    rows = []
    for facts in QUESTIONS.values():
        held = design.copy()
        for factor, value in facts.items():
            held[:, COLUMNS.of(factor)] = COLUMNS.encode(factor, value)
        rows.append(np.exp(-np.exp(held @ EFFECTS)[:, None] * hazard).mean(axis=0))
    return np.array(rows)


def _answer(simulation: RegistrySimulation, seed: np.random.SeedSequence) -> FloatArray:
    """Give survival and limits, shape=(3, n_questions, n_horizons)."""
    model = _fit(simulation, np.random.default_rng(seed))
    rows = []
    for facts in QUESTIONS.values():
        over = average_over(model.background, COLUMNS, facts)
        survival = model.mean_survival(over)
        limits = limits_of(survival, model.variance(over), simulation.n_patients)
        rows.append([c[list(HORIZONS_MONTHS)] for c in (survival, limits.lower, limits.upper)])
    return np.moveaxis(np.array(rows), 1, 0)


def _fit(simulation: RegistrySimulation, rng: np.random.Generator) -> CoxModel:
    factors = _draw_factors(rng, simulation.n_patients)
    follow_up = _draw_follow_up(rng, design_matrix(COLUMNS, factors))
    shown = _with_unknown(rng, factors, follow_up, simulation.missing)
    completed = impute(
        shown,
        COLUMNS.factors,
        follow_up,
        n_imputations=simulation.n_imputations,
        seed=int(rng.integers(2**31)),
    )
    designs = [design_matrix(COLUMNS, imputed) for imputed in completed]
    fit = fit_registry_cox(
        designs, follow_up, CoxSettings(COLUMNS, GRID, penalty=0.0, seed=int(rng.integers(2**31)))
    )
    return CoxModel(
        name="cox",
        outcome="overall_survival",
        experimental=False,
        n_patients=simulation.n_patients,
        grid=GRID,
        columns=COLUMNS,
        background=tabulate_background(designs),
        served=fit.served,
        draws=fit.draws,
        cohort_curves=fit.imputation_curves,
        scenarios={},
    )


def _draw_factors(rng: np.random.Generator, n: int) -> dict[str, FactorColumn]:
    recurrence = rng.random(n) < 0.3  # noqa: PLR2004  # as often as in the published cohort
    nodules = np.minimum(rng.geometric(np.where(recurrence, 0.3, 0.45)), 30)
    return {
        "age_years": np.round(np.clip(rng.normal(50.0, 15.0, n), 18.0, 90.0)),
        "local_recurrence": recurrence.astype(object),
        "nodule_count": nodules.astype(np.float64),
    }


def _draw_follow_up(rng: np.random.Generator, design: FloatArray) -> FollowUp:
    n_patients = len(design)
    hazard = HAZARD_60 * np.exp(design @ EFFECTS)
    dies = GRID.longest_month * (rng.exponential(size=n_patients) / hazard) ** (1 / SHAPE)
    leaves = np.ceil(rng.uniform(12.0, 120.0, n_patients))
    dies = np.maximum(np.ceil(dies), 1)
    died = dies <= leaves
    months = np.minimum(dies, leaves).astype(np.int64)
    return FollowUp(months, died.astype(np.int64), np.ones(n_patients, dtype=bool))


def _with_unknown(
    rng: np.random.Generator,
    factors: Mapping[str, FactorColumn],
    follow_up: FollowUp,
    missing: float,
) -> dict[str, FactorColumn]:
    chance = missing * np.where(follow_up.cause == 1, 1.0, 1 / 3)
    shown = dict(factors)
    for factor in ("local_recurrence", "nodule_count"):
        column = factors[factor].copy()
        column[rng.random(len(chance)) < chance] = None if column.dtype == object else np.nan
        shown[factor] = column
    return shown
