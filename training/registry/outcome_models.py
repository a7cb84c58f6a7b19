"""The models of one outcome, fitted on its imputations."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.arrays import FloatArray
from models.averaging.background import Background
from models.cox.cause_specific import CauseSpecificCurves, CauseSpecificModel
from models.cox.cox import CoxModel
from models.forest.forest import ForestModel
from models.outcome import Outcome
from models.terms import Columns
from models.timegrid import TimeGrid
from training.estimators.cohort import Cohort
from training.registry.completed import Factors
from training.registry.configuration.resolved import ResolvedForest, ResolvedOutcome
from training.registry.disclosure import STEP
from training.registry.fits.bags import TreeGrowth
from training.registry.fits.competing_cox import CompetingCox, fit_competing_cox
from training.registry.fits.cox import CoxSettings, RegistryCox, fit_registry_cox
from training.registry.fits.design import design_matrix
from training.registry.fits.forest import (
    RegistryForestPlan,
    grow_registry_forest,
    prepare_groves,
)
from training.registry.fits.tuning import Tuning, TuningBudget, tune
from training.registry.registry import EVENT, FollowUp


@dataclass(frozen=True, eq=False)
class OutcomeTask:
    """One outcome's patients, and what was decided about its models.

    Attributes
    ----------
    imputations : sequence of mapping of str to ndarray, shape=(n_included,)
    follow_up : FollowUp
        Of all patients.
    """

    outcome: Outcome
    decided: ResolvedOutcome
    imputations: Sequence[Factors]
    follow_up: FollowUp
    seed: int
    n_jobs: int

    @property
    def grid(self) -> TimeGrid:
        """The months of the curves."""
        return TimeGrid(self.decided.longest_month)

    @property
    def n_shown(self) -> int:
        """Patients, rounded down to a multiple of 5.

        Outcomes may differ in their patients by fewer than 5, and a bundle tells this number for
        each. It bounds probabilities near 0 and 1 only; rounded down, it makes intervals wider.
        """
        return max(STEP, self.decided.n_patients // STEP * STEP)


def fit_cox(
    task: OutcomeTask, columns: Columns, background: Background
) -> tuple[CoxModel, RegistryCox]:
    """Fit an outcome that has one hazard.

    Raises
    ------
    RegistryCannotCarry
    """
    fit = fit_registry_cox(_designs(task, columns), task.follow_up, _settings(task))
    model = CoxModel(
        name="cox",
        outcome=task.outcome,
        experimental=False,
        n_patients=task.n_shown,
        grid=task.grid,
        columns=columns,
        background=background,
        served=fit.served,
        draws=fit.draws,
        cohort_curves=fit.imputation_curves,
        scenarios={},
    )
    return model, fit


def fit_cause_specific(
    task: OutcomeTask, columns: Columns, background: Background
) -> tuple[CauseSpecificModel, CompetingCox]:
    """Fit both hazards of cancer-specific survival.

    Raises
    ------
    RegistryCannotCarry
    """
    fit = fit_competing_cox(_designs(task, columns), task.follow_up, _settings(task))
    model = CauseSpecificModel(
        name="cox",
        outcome=task.outcome,
        experimental=False,
        n_patients=task.n_shown,
        grid=task.grid,
        columns=columns,
        background=background,
        served=CauseSpecificCurves(fit.sarcoma.served, fit.other.served),
        draws=CauseSpecificCurves(fit.sarcoma.draws, fit.other.draws),
        cohort_curves=CauseSpecificCurves(
            fit.sarcoma.imputation_curves, fit.other.imputation_curves
        ),
    )
    return model, fit


def fit_forest(
    task: OutcomeTask, columns: Columns, background: Background, asked: ResolvedForest
) -> tuple[ForestModel, Tuning]:
    """Tune a forest and grow it."""
    included = task.follow_up.included
    months = task.follow_up.months[included]
    died = task.follow_up.cause[included] == EVENT
    cohorts = [Cohort(design, months, died) for design in _designs(task, columns)]
    groves = prepare_groves(cohorts, columns, task.grid)
    budget = TuningBudget(
        min_samples_leaf=asked.min_samples_leaf,
        max_features=asked.max_features,
        n_trees=asked.tuning_trees,
        most_patients=asked.tuning_patients,
    )
    tuning = tune(groves[0], TreeGrowth(), budget, seed=task.seed, n_jobs=task.n_jobs)
    plan = RegistryForestPlan(
        columns=columns,
        outcome=task.outcome,
        grid=task.grid,
        seed=task.seed,
        n_bags=asked.bags,
        trees_per_bag=asked.trees_per_bag,
        growth=tuning.growth,
    )
    grown = grow_registry_forest(groves, background, plan, n_jobs=task.n_jobs)
    return replace(grown, n_patients=task.n_shown), tuning


def _designs(task: OutcomeTask, columns: Columns) -> list[FloatArray]:
    return [design_matrix(columns, factors) for factors in task.imputations]


def _settings(task: OutcomeTask) -> CoxSettings:
    asked = task.decided.cox
    if asked is None:
        raise TypeError("no Cox model was decided on")
    return CoxSettings(Columns(asked.terms), task.grid, asked.penalty, task.seed)
