"""How often the forest's interval covers, on simulated cohorts whose truth is known."""

import dataclasses
import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from joblib import Parallel, delayed

from models.arrays import FloatArray
from models.averaging.background import average_over, informative_facts
from models.curves import given_survived
from models.factors import Patient
from models.forest.forest import ForestModel
from models.horizons import HORIZONS_MONTHS
from models.prediction import interval
from studies.population import Population, simulated_population
from training.published.evidence import load_published_cohort
from training.published.fits.background import tabulate_background
from training.published.fits.bags import grow_bags
from training.published.fits.forest import ForestPlan, assemble_forest
from training.published.plan import (
    BAGS_PER_RECONSTRUCTION,
    DEFAULT_RECONSTRUCTIONS,
    DEFAULT_SEED,
    forest_plan,
)

Progress = Callable[[Iterable[FloatArray], int], Iterable[FloatArray]]


@dataclass(frozen=True)
class Simulation:
    """What is simulated.

    Attributes
    ----------
    n_patients : tuple of int
        Sizes of the cohorts.
    repetitions : int
        Cohorts of each size, at least 2.
    n_bags : int
        Bags grown on each cohort; by default as many as the default forest has in all.
    n_jobs : int
        Processes that work at the same time; the figures do not depend on it.
    """

    n_patients: tuple[int, ...] = (110, 400)
    repetitions: int = 200
    n_bags: int = BAGS_PER_RECONSTRUCTION * DEFAULT_RECONSTRUCTIONS
    seed: int = DEFAULT_SEED
    n_jobs: int = 2


@dataclass(frozen=True, eq=False)
class Coverage:
    """Forests on cohorts of one size, and the truth. Figures are by question and horizon.

    Attributes
    ----------
    truth : ndarray, shape=(n_questions, n_horizons)
    survival, lower, upper : ndarray, shape=(n_repetitions, n_questions, n_horizons)
        As a forest on each cohort answers.
    within : ndarray, shape=(n_repetitions, n_questions, n_horizons)
        Estimated variance of log(-log(survival)).
    """

    n_patients: int
    truth: FloatArray
    survival: FloatArray
    lower: FloatArray
    upper: FloatArray
    within: FloatArray

    @property
    def expected(self) -> FloatArray:
        """The expected prediction: the mean over the repetitions."""
        mean: FloatArray = self.survival.mean(axis=0)
        return mean

    @property
    def bias(self) -> FloatArray:
        """The expected prediction less the truth."""
        return self.expected - self.truth

    @property
    def of_expected(self) -> FloatArray:
        """Share of the intervals that hold the expected prediction."""
        return self._covering(self.expected)

    @property
    def of_truth(self) -> FloatArray:
        """Share of the intervals that hold the truth."""
        return self._covering(self.truth)

    @property
    def width(self) -> FloatArray:
        """Mean width of the intervals."""
        mean: FloatArray = (self.upper - self.lower).mean(axis=0)
        return mean

    @property
    def variance_ratio(self) -> FloatArray:
        """Mean estimated variance over the variance of the predictions, both of the survival."""
        margin = 0.5 / self.n_patients  # as clamped by the forest
        clamped = np.clip(self.survival, margin, 1.0 - margin)
        derivative = clamped * np.log(clamped)
        estimated = (self.within * derivative**2).mean(axis=0)
        ratio: FloatArray = estimated / self.survival.var(axis=0, ddof=1)
        return ratio

    def _covering(self, value: FloatArray) -> FloatArray:
        share: FloatArray = ((self.lower <= value) & (value <= self.upper)).mean(axis=0)
        return share


def questions() -> Mapping[tuple[str, str, str, str], Patient]:
    """Give the patients asked about, by DFI, local recurrence, nodules and the other factors."""
    cells = {
        (f"{'>' if long else '<='} 12", "yes" if recurrent else "no", nodules, "averaged"): Patient(
            disease_free_interval_months=24.0 if long else 3.0,
            local_recurrence=bool(recurrent),
            nodule_count=1 if nodules == "1" else 3,
        )
        for long, recurrent, nodules in itertools.product((0, 1), (0, 1), ("1", ">= 2"))
    }
    favourable = Patient(
        disease_free_interval_months=24.0,
        local_recurrence=False,
        nodule_count=1,
        laterality="unilateral",
        complete_resection=True,
        largest_nodule_cm=2.0,
        primary_site="extremity",
    )
    unfavourable = Patient(
        disease_free_interval_months=3.0,
        local_recurrence=True,
        nodule_count=3,
        laterality="bilateral",
        complete_resection=False,
        largest_nodule_cm=5.0,
        primary_site="trunk_wall",
    )
    return {
        **cells,
        ("> 12", "no", "1", "favourable"): favourable,
        ("<= 12", "yes", ">= 2", "unfavourable"): unfavourable,
        ("averaged", "averaged", "averaged", "averaged"): Patient(),
    }


def measure_coverage(simulation: Simulation, progress: Progress) -> tuple[Coverage, ...]:
    """Draw cohorts, grow a forest on each and ask it, for each size of cohort.

    Parameters
    ----------
    progress : callable
        Passes the answers through and shows how far the work is.
    """
    published = load_published_cohort()
    population = simulated_population(published)
    plan = dataclasses.replace(
        forest_plan(published, simulation.seed), bags_per_reconstruction=simulation.n_bags
    )
    return tuple(_measure(population, plan, simulation, n, progress) for n in simulation.n_patients)


def _measure(
    population: Population,
    plan: ForestPlan,
    simulation: Simulation,
    n_patients: int,
    progress: Progress,
) -> Coverage:
    seeds = np.random.SeedSequence([simulation.seed, n_patients]).spawn(simulation.repetitions)
    answers = Parallel(n_jobs=simulation.n_jobs, return_as="generator")(
        delayed(_answers_of_one_forest)(population, plan, n_patients, seed) for seed in seeds
    )
    answered = np.array(list(progress(answers, simulation.repetitions)))
    survival, lower, upper, within = np.moveaxis(answered, 2, 0)
    truth = [
        population.mean_survival(
            average_over(population.profiles, plan.columns, informative_facts(p, plan.columns))
        )[list(HORIZONS_MONTHS)]
        for p in questions().values()
    ]
    return Coverage(n_patients, np.array(truth), survival, lower, upper, within)


def _answers_of_one_forest(
    population: Population, plan: ForestPlan, n_patients: int, seed: np.random.SeedSequence
) -> FloatArray:
    """Grow a forest on one cohort and ask it everything."""
    rng = np.random.default_rng(seed)
    cohort = population.draw(rng, n_patients)
    bags = grow_bags(
        [cohort],
        plan.bags_per_reconstruction,
        plan.hyperparameters,
        seed=int(rng.integers(2**31)),
        n_jobs=1,
    )
    background = tabulate_background([cohort.design])
    forest = assemble_forest(bags, background, n_patients, plan)
    return np.array([_answer(forest, patient) for patient in questions().values()])


def _answer(forest: ForestModel, patient: Patient) -> FloatArray:
    """Give survival, limits and variance as served, shape=(4, n_horizons)."""
    facts = informative_facts(patient, forest.columns)
    over = average_over(forest.background, forest.columns, facts)
    limits = interval(forest, over)
    curves = (
        given_survived(forest.mean_survival(over), 0),
        limits.lower,
        limits.upper,
        forest.variance(over).total,
    )
    return np.array(curves)[:, list(HORIZONS_MONTHS)]
