"""What fitting a large registry costs, and what bounding the forest loses."""

import resource
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context

import numpy as np
from joblib.externals.loky import get_reusable_executor
from sksurv.ensemble import RandomSurvivalForest
from sksurv.linear_model import CoxPHSurvivalAnalysis
from sksurv.metrics import concordance_index_censored
from sksurv.util import Surv

from models.arrays import FloatArray
from models.forest.forest import ForestModel
from models.terms import Columns, Level
from models.timegrid import TimeGrid
from studies.simulated_registry import SimulatedPopulation, Truth
from training.bundle.arrays import forest_arrays
from training.bundle.export import array_bytes
from training.estimators.cohort import Cohort
from training.published.plan import DEFAULT_SEED
from training.registry.fits.background import background_of
from training.registry.fits.bags import TreeGrowth, within_grid
from training.registry.fits.design import design_matrix
from training.registry.fits.forest import (
    RegistryForestPlan,
    forest_columns,
    grow_registry_forest,
    prepare_groves,
)
from training.registry.fits.microaggregation import Groups, microaggregate
from training.registry.fits.tuning import Tuning, TuningBudget, tune
from training.registry.registry import EVENT, Registry

CHUNK = 1_000
"""Patients predicted at once."""


@dataclass(frozen=True)
class ScaleSetting:
    """What is measured.

    Attributes
    ----------
    n_patients : tuple of int
        Sizes of the registries.
    n_unbounded : int
        Size at which the unbounded forest is grown beside the bounded one.
    n_fresh : int
        New patients on whom predictions are judged.
    n_bags, n_trees : int
        Bags of the bounded forest; trees of the unbounded one.
    """

    n_patients: tuple[int, ...] = (10_000, 100_000)
    n_unbounded: int = 10_000
    n_fresh: int = 20_000
    n_bags: int = 100
    n_trees: int = 500
    longest_month: int = 60
    budget: TuningBudget = field(default_factory=TuningBudget)
    seed: int = DEFAULT_SEED
    n_jobs: int = 2


@dataclass(frozen=True, eq=False)
class ScaleFit:
    """A registry's forest, as fitted in a process of its own.

    Attributes
    ----------
    seconds : mapping of str to float
        By step.
    peak_bytes : int
        Memory of the process, and of its workers as if each had been as large as the largest.
    n_bytes : int
        Of the forest's arrays in a bundle.
    """

    forest: ForestModel
    groups: Groups
    tuning: Tuning
    seconds: Mapping[str, float]
    peak_bytes: int
    n_bytes: int


@dataclass(frozen=True)
class Judged:
    """How well new patients are predicted.

    Attributes
    ----------
    concordance : float
        Harrell's, of the mean survival over the time grid.
    error : float
        Root mean square of predicted less true survival at the longest month.
    """

    concordance: float
    error: float


@dataclass(frozen=True, eq=False)
class ScaleMeasurement:
    """One size of registry; `unbounded` is None where that was not grown."""

    registry: Registry
    fitted: ScaleFit
    bounded: Judged
    truth: Judged
    unbounded: Judged | None


def measure_scale(setting: ScaleSetting) -> tuple[ScaleMeasurement, ...]:
    """Draw registries, fit each in a process of its own, and judge its forest on new patients."""
    return tuple(_measure(setting, n_patients) for n_patients in setting.n_patients)


def _measure(setting: ScaleSetting, n_patients: int) -> ScaleMeasurement:
    rng = np.random.default_rng([setting.seed, n_patients])
    registry, _ = SimulatedPopulation().draw(rng, n_patients)
    fresh = SimulatedPopulation().draw(rng, setting.n_fresh)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        fitted = process.submit(fit_registry, setting, registry).result()
    columns, growth = fitted.forest.columns, fitted.tuning.growth
    design = design_matrix(columns, fresh[0].factors)
    unbounded = None
    if n_patients == setting.n_unbounded:
        unbounded = _judge(
            setting, fresh, _predict_unbounded(setting, registry, columns, growth, design)
        )
    months = np.arange(setting.longest_month + 1)
    return ScaleMeasurement(
        registry,
        fitted,
        bounded=_judge(setting, fresh, predict_by_leaf(fitted.forest, design)),
        truth=_judge(setting, fresh, fresh[1].survival(months)),
        unbounded=unbounded,
    )


class _Clock:
    """Seconds by step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, step: str) -> None:
        now = time.perf_counter()
        self.seconds[step] = now - self._last
        self._last = now


def fit_registry(setting: ScaleSetting, registry: Registry) -> ScaleFit:
    """Fit Cox and forest, and measure time and memory; to be run in a process of its own."""
    clock = _Clock()
    columns = forest_columns(registry.factors, list(registry.factors))
    cohort = cohort_of(registry, columns)
    grid = TimeGrid(setting.longest_month)
    groves = prepare_groves([cohort], columns, grid)
    clock.lap("preparing")
    fit_plain_cox(cohort, columns, setting.longest_month)
    clock.lap("Cox")
    groups = microaggregate(registry.factors)
    clock.lap("microaggregation")
    tuning = tune(groves[0], budget=setting.budget, seed=setting.seed, n_jobs=setting.n_jobs)
    clock.lap("tuning")
    plan = RegistryForestPlan(
        columns,
        "overall_survival",
        grid,
        setting.seed,
        n_bags=setting.n_bags,
        growth=tuning.growth,
    )
    background = background_of(groups, columns, 1)
    forest = grow_registry_forest(groves, background, plan, n_jobs=setting.n_jobs)
    clock.lap("forest")
    n_bytes = len(array_bytes(forest_arrays(forest)))
    return ScaleFit(forest, groups, tuning, clock.seconds, _peak_bytes(setting.n_jobs), n_bytes)


def cohort_of(registry: Registry, columns: Columns) -> Cohort:
    """Encode a complete registry's overall survival."""
    follow_up = registry.follow_up["overall_survival"]
    design = design_matrix(columns, registry.factors)
    return Cohort(design, follow_up.months, follow_up.cause == EVENT)


def fit_plain_cox(cohort: Cohort, columns: Columns, longest_month: int) -> CoxPHSurvivalAnalysis:
    """Fit scikit-survival's Cox model; of every factor with levels, the last is the reference."""
    last = {term.factor: i for i, term in enumerate(columns.terms) if isinstance(term, Level)}
    several = {factor: i for factor, i in last.items() if len(columns.of(factor)) > 1}
    design = np.delete(cohort.design, list(several.values()), axis=1)
    seen = within_grid(cohort, longest_month)
    estimator = CoxPHSurvivalAnalysis(ties="efron")
    return estimator.fit(design, Surv.from_arrays(seen.died, seen.months))


def _peak_bytes(n_jobs: int) -> int:
    get_reusable_executor().shutdown(wait=True)  # so that the workers are counted
    own, largest = (
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    unit = 1 if sys.platform == "darwin" else 1024
    return (own + n_jobs * largest) * unit


def _predict_unbounded(
    setting: ScaleSetting,
    registry: Registry,
    columns: Columns,
    growth: TreeGrowth,
    design: FloatArray,
) -> FloatArray:
    """Predict by scikit-survival's forest: all patients, any depth, the values as they are."""
    cohort = within_grid(cohort_of(registry, columns), setting.longest_month)
    forest = RandomSurvivalForest(
        setting.n_trees,
        min_samples_leaf=growth.min_samples_leaf,
        min_samples_split=2 * growth.min_samples_leaf,
        max_features=growth.max_features,
        random_state=setting.seed,
        n_jobs=setting.n_jobs,
    ).fit(cohort.design, Surv.from_arrays(cohort.died, cohort.months))
    months = np.arange(setting.longest_month + 1)
    at = np.searchsorted(forest.unique_times_, months, side="right")

    def predict(rows: FloatArray) -> FloatArray:
        curves = forest.predict_survival_function(rows, return_array=True)
        return np.column_stack([np.ones(len(rows)), curves])[:, at]

    return _in_chunks(predict, design)


def predict_by_leaf(forest: ForestModel, design: FloatArray) -> FloatArray:
    """Predict as the forest does, leaf by leaf: for many patients far faster.

    Returns
    -------
    ndarray, shape=(n_patients, n_months)
    """
    columns = np.asfortranarray(design.astype(np.float32).astype(np.float64))
    total = np.zeros((len(design), forest.leaf_survival.shape[1]))
    for low, high, survival in zip(
        forest.leaves.low, forest.leaves.high, forest.leaf_survival, strict=True
    ):
        inside = np.ones(len(design), dtype=bool)
        for i in np.flatnonzero(np.isfinite(low)):
            inside &= columns[:, i] > low[i]
        for i in np.flatnonzero(np.isfinite(high)):
            inside &= columns[:, i] <= high[i]
        total[inside] += survival
    return total / len(forest.first_leaf)


def _in_chunks(predict: Callable[[FloatArray], FloatArray], design: FloatArray) -> FloatArray:
    starts = range(0, len(design), CHUNK)
    return np.concatenate([predict(design[start : start + CHUNK]) for start in starts])


def _judge(setting: ScaleSetting, fresh: tuple[Registry, Truth], survival: FloatArray) -> Judged:
    registry, truth = fresh
    follow_up = registry.follow_up["overall_survival"]
    seen = follow_up.months <= setting.longest_month
    concordance = concordance_index_censored(
        (follow_up.cause == EVENT) & seen,
        np.minimum(follow_up.months, setting.longest_month),
        -survival.mean(axis=1),
    )[0]
    true = truth.survival(np.array([setting.longest_month]))[:, 0]
    return Judged(float(concordance), float(np.sqrt(np.mean((survival[:, -1] - true) ** 2))))
