"""The forest of a registry, assembled from its little bags."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from models.averaging.background import Background
from models.factors import FACTORS
from models.forest.forest import ForestModel
from models.forest.leaves import Leaves
from models.outcome import Outcome
from models.terms import Columns, Level, Linear, Term
from models.timegrid import TimeGrid
from training.estimators.boxes import Boxes
from training.estimators.cohort import Cohort
from training.registry.disclosure import SMALLEST_CELL
from training.registry.fits.bags import Grove, TreeGrowth, grow_registry_bags, within_grid
from training.registry.fits.lattice import choose_bins
from training.registry.registry import FactorColumn

FEWEST_BAGS = 100
TREES_PER_BAG = 10

SURVIVAL_DIGITS = 5
"""Digits of a leaf's survival; what lies beyond is far below any interval, and packs badly."""


@dataclass(frozen=True)
class RegistryForestPlan:
    """What is decided before the forest of a registry is grown.

    Attributes
    ----------
    n_bags : int
        In all; they are divided equally over the imputations, rounded up.
    growth : TreeGrowth
        As given, or as tuned.
    """

    columns: Columns
    outcome: Outcome
    grid: TimeGrid
    seed: int
    n_bags: int = FEWEST_BAGS
    trees_per_bag: int = TREES_PER_BAG
    growth: TreeGrowth = field(default_factory=TreeGrowth)
    experimental: bool = False

    def bags_per_imputation(self, n_imputations: int) -> int:
        """Bags of each imputation: at least two, so that there is a variance between them."""
        return max(2, -(-self.n_bags // n_imputations))


def forest_columns(
    factors: Mapping[str, FactorColumn], names: Sequence[str], *, least: int = SMALLEST_CELL
) -> Columns:
    """Choose a forest's terms: numbers as they are, true, and every level that is not rare.

    Parameters
    ----------
    factors : mapping of str to ndarray, shape=(n_patients,)
        May hold unknown values.
    names : sequence of str
        Factors of the model, in order.
    least : int
        Patients who have a level, and patients who have another: with fewer of either it is no
        term.
    """
    return Columns(tuple(term for name in names for term in _terms_of(name, factors[name], least)))


def _terms_of(factor: str, values: FactorColumn, least: int) -> list[Term]:
    kind = FACTORS[factor].kind
    if kind in {"number", "integer"}:
        return [Linear(factor=factor)]
    levels: list[bool | str] = [True] if kind == "boolean" else list(FACTORS[factor].levels)
    n_known = sum(value is not None for value in values)
    counts = {level: int((values == level).sum()) for level in levels}
    shown = [level for level in levels if least <= counts[level] <= n_known - least]
    return [Level(factor=factor, level=level) for level in _without_mirror(shown, counts, n_known)]


def _without_mirror(
    shown: list[bool | str], counts: Mapping[bool | str, int], n_known: int
) -> list[bool | str]:
    """Leave out the first of two levels that are all there are: it mirrors the second."""
    if len(shown) == 2 and sum(counts[level] for level in shown) == n_known:  # noqa: PLR2004  # two
        return shown[1:]
    return shown


def prepare_groves(cohorts: Sequence[Cohort], columns: Columns, grid: TimeGrid) -> list[Grove]:
    """Cut every column into bins, and end follow-up with the time grid.

    Parameters
    ----------
    cohorts : sequence of Cohort
        The same patients, one for each imputation; one alone when nothing is missing.
    """
    bins = choose_bins([cohort.design for cohort in cohorts], columns)
    return [
        Grove(
            bins.number(cohort.design),
            within_grid(cohort, grid.longest_month),
            bins,
            grid.longest_month,
        )
        for cohort in cohorts
    ]


def grow_registry_forest(
    groves: Sequence[Grove], background: Background, plan: RegistryForestPlan, *, n_jobs: int
) -> ForestModel:
    """Grow all bags and put them into one served forest.

    Parameters
    ----------
    groves : sequence of Grove
        See `prepare_groves`.
    background : Background
        Microaggregated; see `training.registry.fits.microaggregation`.
    """
    bags_each = plan.bags_per_imputation(len(groves))
    boxes = grow_registry_bags(
        groves, bags_each, plan.trees_per_bag, plan.growth, seed=plan.seed, n_jobs=n_jobs
    )
    return assemble_registry_forest(
        boxes, background, len(groves[0].cohort.months), bags_each, plan
    )


def assemble_registry_forest(
    boxes: Boxes, background: Background, n_patients: int, bags_each: int, plan: RegistryForestPlan
) -> ForestModel:
    """Make the served forest from all its leaves."""
    factors = tuple(term.factor for term in plan.columns.terms)
    return ForestModel(
        name="forest",
        outcome=plan.outcome,
        experimental=plan.experimental,
        n_patients=n_patients,
        grid=plan.grid,
        columns=plan.columns,
        background=background,
        leaves=Leaves(boxes.low, boxes.high, factors),
        leaf_survival=np.round(boxes.survival, SURVIVAL_DIGITS),
        first_leaf=boxes.first_leaf,
        bags_per_cohort=bags_each,
        trees_per_bag=plan.trees_per_bag,
        scenarios={},
    )
