"""The random survival forest in array form: the mean of its trees, grown as little bags.

A bag is a small forest grown on half of one cohort's patients, drawn without replacement. The
spread between the bags of a cohort, less the noise of their trees, estimates the sampling
variance of the whole. Sources: Ishwaran et al., Ann Appl Stat 2008;2:841-860 (survival forests);
Sexton and Laake, Comput Stat Data Anal 2009;53:801-811, and Athey, Tibshirani and Wager,
Ann Stat 2019;47:1148-1178 (little bags).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.background import Background, Facts, linked_coalitions
from models.curves import given_survived
from models.explanation import Attribution
from models.interval import Variance, variance_between
from models.leaves import IntArray, Leaves
from models.outcome import Outcome
from models.terms import Columns, FloatArray
from models.timegrid import TimeGrid

DISAGREEMENT = 0.10
"""Share of the reconstructions that may differ in a contribution's sign."""


@dataclass(frozen=True, eq=False)
class ForestModel:
    """A served forest.

    Trees stand in the order of their bags, bags in the order of their reconstructions, equally
    many in each.

    Attributes
    ----------
    leaf_survival : ndarray, shape=(n_leaves, n_months)
        Survival in each leaf.
    first_leaf : ndarray of int, shape=(n_trees,)
        Where each tree's leaves begin.
    bags_per_reconstruction, trees_per_bag : int
    scenarios : mapping of float to float
        For each assumed mean survival of the cohort at the last month, the factor on every
        cumulative hazard that brings it about.
    """

    name: str
    outcome: Outcome
    experimental: bool
    n_patients: int
    grid: TimeGrid
    columns: Columns
    background: Background
    leaves: Leaves
    leaf_survival: FloatArray
    first_leaf: IntArray
    bags_per_reconstruction: int
    trees_per_bag: int
    scenarios: Mapping[float, float]

    @property
    def n_reconstructions(self) -> int:
        """Reconstructions that the forest was grown on."""
        return len(self.first_leaf) // (self.bags_per_reconstruction * self.trees_per_bag)

    def survival(self, profiles: FloatArray) -> FloatArray:
        """Survival curves of profiles.

        Parameters
        ----------
        profiles : ndarray, shape=(n_profiles, n_terms)

        Returns
        -------
        ndarray, shape=(n_profiles, n_months)
        """
        held = self.leaves.contains(profiles).astype(np.float64)
        return held.T @ self.leaf_survival / len(self.first_leaf)

    @cached_property
    def cohort_survival(self) -> FloatArray:
        """Mean survival over the background, shape=(n_months,)."""
        return self.mean_survival(self.background)

    def mean_survival(self, over: Background, survived_months: int = 0) -> FloatArray:
        """Mean survival over the profiles, given months survived."""
        leaf_weights = self.leaves.contains(over.profiles) @ over.weights
        mean: FloatArray = leaf_weights @ self.leaf_survival / len(self.first_leaf)
        return given_survived(mean, survived_months)

    def variance(self, over: Background, survived_months: int = 0) -> Variance:
        """Variance of the mean survival over profiles, given months survived.

        Within: between the bags of a reconstruction, less the noise of their trees; both on the
        survival scale, brought to log(-log(S)) by its derivative at the mean. It is floored at
        what as many patients, all of them alike and fully followed, would leave uncertain:
        where few die, the spread between bags is itself uncertain, and too small just where
        survival happens to look best.
        Between: of the reconstructions' own forests over their own backgrounds.
        """
        held = self.leaves.contains(over.profiles)
        trees = self._trees(held @ over.weights)
        own_weights = over.reconstruction_weights[self._reconstruction_of_leaf()]
        own = self._grouped(self._trees((held * own_weights).sum(axis=1))).mean(axis=(1, 2))
        survival = given_survived(trees.mean(axis=0), survived_months)
        return Variance(
            within=self._within(_influence(trees, survived_months), survival),
            between=variance_between(given_survived(own, survived_months), self.n_patients),
            n_reconstructions=self.n_reconstructions,
        )

    def scenario_mean_survival(self, over: Background) -> dict[float, FloatArray]:
        """Mean survival if the cohort's mean were another one, by that mean."""
        survival = self.survival(over.profiles)
        return {
            average: over.weights @ survival**factor for average, factor in self.scenarios.items()
        }

    def attribute(
        self, facts: Facts, factors: Collection[str], horizons_months: Sequence[int]
    ) -> dict[str, Attribution]:
        """Explain the mean survival at each horizon, leaf by leaf."""
        contributions = self.leaves.leaf_contributions(
            {factor: self.columns.encode(factor, value) for factor, value in facts.items()},
            self.background.profiles,
            self.background.weights,
            linked_coalitions(self.background, self.columns, facts),
        )
        at_horizons = self.leaf_survival[:, list(horizons_months)]
        nothing = np.zeros((self.n_reconstructions, len(horizons_months)))
        by_reconstruction = {
            factor: self._grouped(self._trees(share, at_horizons)).mean(axis=(1, 2))
            for factor, share in contributions.items()
        }
        return {factor: _attribution(by_reconstruction.get(factor, nothing)) for factor in factors}

    def _trees(self, leaf_weights: FloatArray, values: FloatArray | None = None) -> FloatArray:
        """Weighted sum of each tree's leaves, shape=(n_trees, n_months)."""
        chosen = self.leaf_survival if values is None else values
        summed: FloatArray = np.add.reduceat(leaf_weights[:, None] * chosen, self.first_leaf)
        return summed

    def _grouped(self, trees: FloatArray) -> FloatArray:
        """Arrange trees as (n_reconstructions, n_bags, n_trees, n_months)."""
        grouped: FloatArray = trees.reshape(
            -1, self.bags_per_reconstruction, self.trees_per_bag, trees.shape[1]
        )
        return grouped

    def _reconstruction_of_leaf(self) -> IntArray:
        n_leaves = np.diff([*self.first_leaf, len(self.leaf_survival)])
        trees_each = self.bags_per_reconstruction * self.trees_per_bag
        tree = np.repeat(np.arange(len(self.first_leaf)), n_leaves)
        return tree // trees_each

    def _within(self, trees: FloatArray, survival: FloatArray) -> FloatArray:
        grouped = self._grouped(trees)
        between_bags = grouped.mean(axis=2).var(axis=1, ddof=1).mean(axis=0)
        noise = grouped.var(axis=2, ddof=1).mean(axis=(0, 1)) / self.trees_per_bag
        margin = 0.5 / self.n_patients
        clamped = np.clip(survival, margin, 1.0 - margin)
        derivative = 1.0 / (clamped * np.log(clamped))
        least = clamped * (1.0 - clamped) / self.n_patients
        within: FloatArray = np.maximum(between_bags - noise, least) * derivative**2
        return within


def _influence(trees: FloatArray, survived_months: int) -> FloatArray:
    """Linearise each tree's part in the mean of S(t) over the mean of S(s).

    Trees differ in S(s), and one alone may have 0 there; with R the ratio of the means, a
    tree's part is R + (S_tree(t) - R S_tree(s)) / mean S(s).
    """
    mean = trees.mean(axis=0)
    ratio = given_survived(mean, survived_months)
    later, now = trees[:, survived_months:], trees[:, survived_months, None]
    influence: FloatArray = ratio + (later - ratio * now) / mean[survived_months]
    return influence


def _attribution(by_reconstruction: FloatArray) -> Attribution:
    contribution = by_reconstruction.mean(axis=0)
    differs = np.sign(by_reconstruction) != np.sign(contribution)
    return Attribution(contribution, differs.mean(axis=0) <= DISAGREEMENT, log_hazard=None)
