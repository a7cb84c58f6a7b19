"""The served forest, assembled from the bags of all reconstructions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sksurv.ensemble import RandomSurvivalForest

from models.averaging.background import Background
from models.forest.forest import ForestModel
from models.forest.leaves import Leaves
from models.terms import Columns
from models.timegrid import TimeGrid
from training.estimators.boxes import boxes_of
from training.published.fits.bags import Hyperparameters
from training.published.fits.baseline import hazard_factor


@dataclass(frozen=True)
class ForestPlan:
    """What is decided before any tree is grown.

    Attributes
    ----------
    scenarios : tuple of float
        Assumed values of the cohort's mean survival at the last month.
    """

    columns: Columns
    bags_per_reconstruction: int
    hyperparameters: Hyperparameters
    scenarios: tuple[float, ...]
    grid: TimeGrid
    seed: int


def assemble_forest(
    bags: Sequence[Sequence[RandomSurvivalForest]],
    background: Background,
    n_patients: int,
    plan: ForestPlan,
) -> ForestModel:
    """Put all trees into one table of leaves, and set up the scenarios.

    Parameters
    ----------
    bags : sequence of sequence of RandomSurvivalForest
        For each reconstruction its bags.
    n_patients : int
        Patients in one reconstruction.
    """
    boxes = boxes_of((bag for bags_alone in bags for bag in bags_alone), plan.grid)
    factors = tuple(term.factor for term in plan.columns.terms)
    leaves = Leaves(boxes.low, boxes.high, factors)
    inside = leaves.contains(background.profiles).astype(np.float64)
    last_month = inside.T @ boxes.survival[:, -1] / len(boxes.first_leaf)
    return ForestModel(
        name="forest",
        outcome="overall_survival",
        experimental=True,
        n_patients=n_patients,
        grid=plan.grid,
        columns=plan.columns,
        background=background,
        leaves=leaves,
        leaf_survival=boxes.survival,
        first_leaf=boxes.first_leaf,
        bags_per_cohort=plan.bags_per_reconstruction,
        trees_per_bag=plan.hyperparameters.n_estimators,
        scenarios={
            survival: hazard_factor(last_month, background.weights, survival)
            for survival in plan.scenarios
        },
    )
