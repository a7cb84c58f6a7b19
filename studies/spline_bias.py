"""The bias of a spline, a line and a cut against effects that are known and bent.

The log hazard falls with the disease-free interval as 1.1 (1 - exp(-months / 14)) and is lowest at
the age of 50, from where it rises with the square. What is estimated is the difference from a
reference: 12 months, 50 years.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from joblib import Parallel, delayed

from models.arrays import FloatArray
from models.terms import Columns, Linear, Term, Threshold
from models.timegrid import TimeGrid
from training.registry.configuration.knots import find_knots, spline_terms
from training.registry.fits.cox import CoxSettings, fit_registry_cox
from training.registry.fits.design import design_matrix
from training.registry.registry import FactorColumn, FollowUp

INTERVAL, AGE = "disease_free_interval_months", "age_years"
REFERENCES = {INTERVAL: 12.0, AGE: 50.0}
VALUES: Mapping[str, FloatArray] = {
    INTERVAL: np.array([0.0, 3.0, 6.0, 12.0, 18.0, 24.0, 36.0, 48.0, 60.0]),
    AGE: np.array([25.0, 30.0, 40.0, 50.0, 60.0, 70.0, 75.0]),
}
SHAPES = ("3 knots", "4 knots", "5 knots", "a line", "a cut at the reference")

GRID = TimeGrid(60)
HAZARD_60 = 1.0

Progress = Callable[[Iterable[FloatArray], int], Iterable[FloatArray]]


@dataclass(frozen=True)
class SplineSimulation:
    """Patients, repetitions and seed of the simulated registries."""

    n_patients: int = 400
    n_repetitions: int = 200
    seed: int = 20241122
    n_jobs: int = 2


@dataclass(frozen=True, eq=False)
class SplineBias:
    """Estimated differences in log hazard from the reference.

    Attributes
    ----------
    estimates : mapping of factor to ndarray, shape=(n_repetitions, n_shapes, n_values)
    """

    simulation: SplineSimulation
    estimates: Mapping[str, FloatArray]

    def bias(self, factor: str) -> FloatArray:
        """Mean estimate less the truth, shape=(n_shapes, n_values)."""
        mean: FloatArray = self.estimates[factor].mean(axis=0)
        return mean - true_effect(factor, VALUES[factor])


def true_effect(factor: str, values: FloatArray) -> FloatArray:
    """Difference in log hazard from the reference."""
    curve = _interval_effect if factor == INTERVAL else _age_effect
    return curve(values) - curve(np.array([REFERENCES[factor]]))


def measure_spline_bias(simulation: SplineSimulation, progress: Progress) -> SplineBias:
    """Draw and fit, as often as the simulation says; equal seeds give equal estimates."""
    seeds = np.random.SeedSequence(simulation.seed).spawn(simulation.n_repetitions)
    fits = Parallel(n_jobs=simulation.n_jobs, return_as="generator")(
        delayed(_estimate)(simulation.n_patients, seed) for seed in seeds
    )
    estimates = np.array(list(progress(fits, simulation.n_repetitions)))
    n_values = len(VALUES[INTERVAL])
    return SplineBias(
        simulation, {INTERVAL: estimates[..., :n_values], AGE: estimates[..., n_values:]}
    )


def _interval_effect(months: FloatArray) -> FloatArray:
    effect: FloatArray = -1.1 * (1.0 - np.exp(-months / 14.0))
    return effect


def _age_effect(years: FloatArray) -> FloatArray:
    effect: FloatArray = 0.9 * ((years - 50.0) / 30.0) ** 2
    return effect


def _estimate(n_patients: int, seed: np.random.SeedSequence) -> FloatArray:
    """Fit each shape to both factors of one registry, shape=(n_shapes, n_values of both)."""
    rng = np.random.default_rng(seed)
    factors = _draw_factors(rng, n_patients)
    follow_up = _draw_follow_up(rng, factors)
    return np.array([_effects_of(shape, factors, follow_up) for shape in range(len(SHAPES))])


def _effects_of(shape: int, factors: Mapping[str, FactorColumn], follow_up: FollowUp) -> FloatArray:
    terms = [_terms(shape, factor, factors[factor].astype(np.float64)) for factor in VALUES]
    columns = Columns(tuple(term for of_factor in terms for term in of_factor))
    design = design_matrix(columns, factors)
    fit = fit_registry_cox([design], follow_up, CoxSettings(columns, GRID, penalty=0.0, seed=0))
    differences = []
    for factor, values in VALUES.items():
        encoded = np.array([columns.encode(factor, float(value)) for value in values])
        reference = columns.encode(factor, REFERENCES[factor])
        differences.append((encoded - reference) @ fit.pooled.coefficients[columns.of(factor)])
    return np.concatenate(differences)


def _terms(shape: int, factor: str, values: FloatArray) -> tuple[Term, ...]:
    if SHAPES[shape] == "a line":
        return (Linear(factor=factor),)
    if SHAPES[shape].endswith("knots"):
        return spline_terms(factor, find_knots(factor, values, int(SHAPES[shape][0])))
    return (Threshold(factor=factor, operator=">", cut=REFERENCES[factor]),)


def _draw_factors(rng: np.random.Generator, n: int) -> dict[str, FactorColumn]:
    interval = np.round(np.minimum(np.exp(rng.normal(np.log(15.0), 0.95, n)), 300.0), 1)
    synchronous = rng.random(n) < 0.15  # noqa: PLR2004  # assumed
    return {
        INTERVAL: np.where(synchronous, 0.0, interval),
        AGE: np.round(np.clip(rng.normal(50.0, 16.0, n), 18.0, 90.0)),
    }


def _draw_follow_up(rng: np.random.Generator, factors: Mapping[str, FactorColumn]) -> FollowUp:
    interval, age = (factors[name].astype(np.float64) for name in (INTERVAL, AGE))
    hazard = HAZARD_60 * np.exp(_interval_effect(interval) + _age_effect(age))
    n_patients = len(hazard)
    dies = np.ceil(GRID.longest_month * rng.exponential(size=n_patients) / hazard)
    leaves = np.ceil(rng.uniform(12.0, 120.0, n_patients))
    died = dies <= leaves
    months = np.minimum(dies, leaves).astype(np.int64)
    return FollowUp(months, died.astype(np.int64), np.ones(n_patients, dtype=bool))
