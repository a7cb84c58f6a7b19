r"""Tuning a registry's forest: a small grid, fixed beforehand, judged out of bag.

Every candidate grows the same number of pilot trees. A patient is predicted by the trees that
were not grown on him or her, and the error is the integrated Brier score, weighted by the inverse
probability of being followed,

.. math:: \frac{1}{L} \sum_{t=1}^{L} \frac{1}{n} \sum_i \Bigl\{
    \frac{S_i(t)^2\,1(T_i \le t, \delta_i = 1)}{G(T_i-)}
    + \frac{(1 - S_i(t))^2\,1(T_i > t)}{G(t-)} \Bigr\},

with T the time, or the end of follow-up where delta is 0, and G the probability of being followed.
It is a proper score, as a concordance is not. The smallest error wins; at equal errors the first
in the grid, which is the smoothest. Sources: Graf et al., Stat Med 1999;18:2529-2545 (the score);
Breiman, Mach Learn 2001;45:5-32, and Ishwaran et al., Ann Appl Stat 2008;2:841-860 (out of bag);
Gneiting and Raftery, J Am Stat Assoc 2007;102:359-378 (proper scores).
"""

import dataclasses
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from joblib import Parallel, delayed

from models.arrays import BoolArray, FloatArray, IntArray
from models.forest.leaves import Leaves
from training.estimators.cohort import Cohort
from training.registry.fits.bags import Grove, TreeGrowth


@dataclass(frozen=True)
class TuningBudget:
    """What tuning may cost, and what it chooses from.

    Attributes
    ----------
    min_samples_leaf, max_features : tuple
        The grid, the smoothest first.
    n_trees : int
        Pilot trees of each candidate.
    most_patients : int
        Patients that pilot trees are grown on, at most.
    most_judged : int
        Patients of these whose predictions are judged, at most.
    """

    min_samples_leaf: tuple[int, ...] = (40, 20, 10)
    max_features: tuple[str | float, ...] = ("sqrt", 0.33, 0.5)
    n_trees: int = 50
    most_patients: int = 10_000
    most_judged: int = 2_000


@dataclass(frozen=True)
class Candidate:
    """One point of the grid and its error out of bag."""

    min_samples_leaf: int
    max_features: str | float
    error: float


@dataclass(frozen=True)
class Tuning:
    """What was tried, and what was chosen.

    Attributes
    ----------
    n_patients : int
        Whom the pilot trees were grown on.
    n_judged : int
        Whose predictions were judged.
    """

    growth: TreeGrowth
    candidates: tuple[Candidate, ...]
    budget: TuningBudget
    n_patients: int
    n_judged: int
    measure: str = field(default="integrated Brier score out of bag", init=False)

    def as_dict(self) -> dict[str, Any]:
        """Give what the manifest keeps, in JSON's types."""
        return dataclasses.asdict(self)


def tune(
    grove: Grove,
    growth: TreeGrowth | None = None,
    budget: TuningBudget | None = None,
    *,
    seed: int,
    n_jobs: int,
) -> Tuning:
    """Choose the smallest leaf and the number of terms tried; all else is as in `growth`.

    Parameters
    ----------
    grove : Grove
        Of the first imputation.
    """
    start, budget = growth or TreeGrowth(), budget or TuningBudget()
    rng = np.random.default_rng(seed)
    patients = _some(rng, len(grove.cohort.months), budget.most_patients)
    judged = _some(rng, len(patients), budget.most_judged)
    tried = [
        dataclasses.replace(start, min_samples_leaf=leaf, max_features=features)
        for leaf in budget.min_samples_leaf
        for features in budget.max_features
    ]
    pilot = _part_of(grove, patients)
    errors = Parallel(n_jobs=n_jobs)(
        delayed(_error_of)(pilot, judged, one, budget.n_trees, seed) for one in tried
    )
    return Tuning(
        growth=tried[int(np.argmin(np.round(errors, 6)))],
        candidates=tuple(
            Candidate(one.min_samples_leaf, one.max_features, round(float(error), 6))
            for one, error in zip(tried, errors, strict=True)
        ),
        budget=budget,
        n_patients=len(patients),
        n_judged=len(judged),
    )


def _some(rng: np.random.Generator, n: int, most: int) -> IntArray:
    return np.sort(rng.choice(n, min(n, most), replace=False))


def _part_of(grove: Grove, patients: IntArray) -> Grove:
    cohort = grove.cohort
    part = Cohort(cohort.design[:0], cohort.months[patients], cohort.died[patients])
    return dataclasses.replace(grove, numbers=grove.numbers[patients], cohort=part)


def _error_of(pilot: Grove, judged: IntArray, growth: TreeGrowth, n_trees: int, seed: int) -> float:
    survival, known = predict_out_of_bag(pilot, judged, growth, n_trees, seed)
    cohort, whom = pilot.cohort, judged[known]
    return integrated_brier_score(survival[known], cohort.months[whom], cohort.died[whom])


def predict_out_of_bag(
    pilot: Grove, judged: IntArray, growth: TreeGrowth, n_trees: int, seed: int
) -> tuple[FloatArray, BoolArray]:
    """Predict patients by the trees that were not grown on them.

    Returns
    -------
    survival : ndarray, shape=(n_judged, n_months)
    known : ndarray of bool, shape=(n_judged,)
        False for whom every tree was grown on.
    """
    rng = np.random.default_rng(seed)
    n_patients = len(pilot.cohort.months)
    total = np.zeros((len(judged), pilot.longest_month + 1))
    counted = np.zeros(len(judged))
    rows = pilot.bins.highest(pilot.numbers[judged])
    for _ in range(n_trees):
        sample = np.sort(rng.choice(n_patients, growth.sample_size(n_patients), replace=False))
        tree = pilot.tree_on(sample, growth, rng)
        outside = np.flatnonzero(~np.isin(judged, sample))
        held = Leaves(tree.low, tree.high, tuple(map(str, range(rows.shape[1])))).contains(
            rows[outside]
        )
        total[outside] += tree.survival[held.argmax(axis=0)]
        counted[outside] += 1
    return total / np.maximum(counted, 1)[:, None], counted > 0


def integrated_brier_score(survival: FloatArray, months: IntArray, died: BoolArray) -> float:
    """Compute the score over all months of the grid but month 0.

    At equal times deaths come first, so that who leaves in a month is known to live through it.

    Parameters
    ----------
    survival : ndarray, shape=(n_patients, n_months)
    months : ndarray of int, shape=(n_patients,)
        Within the grid.
    died : ndarray of bool, shape=(n_patients,)
    """
    grid = np.arange(survival.shape[1])
    followed = _followed_to(months, died, survival.shape[1])
    gone = died[:, None] & (months[:, None] <= grid)
    there = (months[:, None] > grid) | (~died[:, None] & (months[:, None] == grid))
    squares = gone * survival**2 / followed[months, None] + there * (1.0 - survival) ** 2 / followed
    return float(squares[:, 1:].mean())


def _followed_to(months: IntArray, died: BoolArray, n_months: int) -> FloatArray:
    """Estimate the probability of not having left before each month, shape=(n_months,)."""
    left = np.bincount(months[~died], minlength=n_months)
    at_risk = np.bincount(months, minlength=n_months)[::-1].cumsum()[::-1]
    surviving = at_risk - np.bincount(months[died], minlength=n_months)
    stays = 1.0 - left / np.maximum(surviving, 1)
    followed = np.concatenate([[1.0], np.cumprod(stays[:-1])])
    never_zero: FloatArray = np.maximum(followed, 1.0 / len(months))
    return never_zero
