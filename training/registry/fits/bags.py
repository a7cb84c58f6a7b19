"""Little bags of a registry: trees of bounded size, each on different patients.

A bag holds half of the patients, drawn without replacement; each of its trees is grown on some of
that half, drawn without replacement again, so that the patients in a leaf are different ones.
However the trees draw within the half, the spread between bags, less the noise of the trees,
estimates the sampling variance: Athey, Tibshirani and Wager, Ann Stat 2019;47:1148-1178, 4.1.
At most so many patients for each tree, and so many conditions for each leaf, bound the time, the
memory, the size of the bundle and the cost of every explanation, which doubles with a condition.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from joblib import Parallel, delayed
from sksurv.tree import SurvivalTree
from sksurv.util import Surv

from models.arrays import FloatArray, IntArray
from training.estimators.boxes import Boxes
from training.estimators.cohort import Cohort
from training.registry.disclosure import SMALLEST_CELL
from training.registry.fits.counted_leaves import boxes_of_leaves, leaves_of
from training.registry.fits.lattice import Bins


@dataclass(frozen=True)
class TreeGrowth:
    """How each tree is grown.

    Attributes
    ----------
    min_samples_leaf, max_depth : int
        As scikit-survival has them.
    max_features : str or float
        Likewise.
    sample_share : float
        Of a bag's patients for each of its trees; 0.632 is what a bootstrap would hold.
    largest_sample : int
        Patients for each tree, at most.
    least : int
        Patients with the event, and patients without, in each leaf.
    """

    min_samples_leaf: int = 15
    max_features: str | float = "sqrt"
    max_depth: int = 6
    sample_share: float = 0.632
    largest_sample: int = 4000
    least: int = SMALLEST_CELL

    def as_dict(self) -> dict[str, int | float | str | bool]:
        """Give the hyperparameters as scikit-survival's keyword arguments."""
        return asdict(self)

    def sample_size(self, n_patients: int) -> int:
        """Patients of one tree, when its bag is half of so many."""
        return max(1, min(self.largest_sample, round(self.sample_share * (n_patients // 2))))


def within_grid(cohort: Cohort, longest_month: int) -> Cohort:
    """End the follow-up of everybody with the time grid."""
    seen = cohort.months <= longest_month
    return Cohort(cohort.design, np.minimum(cohort.months, longest_month), cohort.died & seen)


def grow_tree(
    numbers: FloatArray, cohort: Cohort, growth: TreeGrowth, rng: np.random.Generator
) -> SurvivalTree:
    """Grow one tree on all patients given, by the log-rank criterion.

    Parameters
    ----------
    numbers : ndarray, shape=(n_patients, n_terms)
        Of their bins.
    cohort : Cohort
        Their times, within the time grid.
    """
    tree = SurvivalTree(
        min_samples_leaf=growth.min_samples_leaf,
        min_samples_split=2 * growth.min_samples_leaf,
        max_depth=growth.max_depth,
        max_features=growth.max_features,
        random_state=int(rng.integers(2**31)),
        low_memory=True,
    )
    return tree.fit(numbers, Surv.from_arrays(cohort.died, cohort.months))


@dataclass(frozen=True, eq=False)
class Grove:
    """One cohort, ready to grow trees on.

    Attributes
    ----------
    numbers : ndarray, shape=(n_patients, n_terms)
        Of the bins of the design.
    cohort : Cohort
        Within the time grid.
    """

    numbers: FloatArray
    cohort: Cohort
    bins: Bins
    longest_month: int

    def tree_on(self, patients: IntArray, growth: TreeGrowth, rng: np.random.Generator) -> Boxes:
        """Grow one tree on some patients and read its leaves."""
        numbers = self.numbers[patients]
        cohort = self.cohort
        sample = Cohort(cohort.design[:0], cohort.months[patients], cohort.died[patients])
        tree = grow_tree(numbers, sample, growth, rng)
        leaves = list(leaves_of(tree, numbers, sample.died, self.bins, growth.least))
        return boxes_of_leaves(leaves, sample, self.longest_month, growth.least)


def grow_registry_bags(
    groves: Sequence[Grove],
    bags_per_grove: int,
    trees_per_bag: int,
    growth: TreeGrowth,
    *,
    seed: int,
    n_jobs: int,
) -> Boxes:
    """Grow the bags of every imputation; they do not depend on the number of processes.

    Returns
    -------
    Boxes
        Trees in the order of their bags, bags in the order of the imputations.
    """
    seeds = np.random.SeedSequence(seed).spawn(len(groves) * bags_per_grove)
    bags = Parallel(n_jobs=n_jobs)(
        delayed(_grow_bag)(groves[number // bags_per_grove], trees_per_bag, growth, bag_seed)
        for number, bag_seed in enumerate(seeds)
    )
    return join_boxes([tree for bag in bags for tree in bag])


def _grow_bag(
    grove: Grove, n_trees: int, growth: TreeGrowth, seed: np.random.SeedSequence
) -> list[Boxes]:
    rng = np.random.default_rng(seed)
    n_patients = len(grove.cohort.months)
    half = rng.choice(n_patients, n_patients // 2, replace=False)
    size = growth.sample_size(n_patients)
    return [
        grove.tree_on(np.sort(rng.choice(half, size, replace=False)), growth, rng)
        for _ in range(n_trees)
    ]


def join_boxes(trees: Sequence[Boxes]) -> Boxes:
    """Put the leaves of all trees into one table."""
    n_leaves = [len(tree.low) for tree in trees]
    return Boxes(
        np.concatenate([tree.low for tree in trees]),
        np.concatenate([tree.high for tree in trees]),
        np.concatenate([tree.survival for tree in trees]),
        np.cumsum([0, *n_leaves[:-1]]),
    )
