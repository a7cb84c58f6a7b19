"""The random survival forest in array form: the mean of its trees, grown as little bags.

A bag is a small forest grown on half of one cohort's patients, drawn without replacement. Source:
Ishwaran et al., Ann Appl Stat 2008;2:841-860; for the bags, see `models.forest.little_bags`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.arrays import FloatArray, IntArray
from models.averaging.averaging import Averaging
from models.averaging.background import Background, Facts
from models.averaging.design_matrix import DesignMatrix
from models.curves import given_survived
from models.explanation import Attribution, Contributions
from models.forest.leaf_masks import LeafMasks
from models.forest.leaf_tables import LeafTables, n_tabulated
from models.forest.leaves import Leaves
from models.forest.little_bags import LittleBags
from models.forest.merged import Merged, merge
from models.interval import Variance, variance_between
from models.kernels import forests, intervals
from models.outcome import Outcome
from models.terms import Columns
from models.timegrid import Months, TimeGrid, columns_of

DISAGREEMENT = 0.10
"""Share of the cohorts that may differ in a contribution's sign."""

TABULATED = 1 << 20
"""Numbers that tables of leaves may hold; a larger forest does without them."""

TOGETHER = 32
"""Rows that are computed at once: more would not stay in a processor's cache."""

AT_ONCE = 1 << 20
"""Weights of leaves that are held at once."""


@dataclass(frozen=True, eq=False)
class ForestModel:
    """A served forest.

    Trees stand in the order of their bags, bags in the order of their cohorts, equally many in
    each. A cohort is one reconstruction of the published evidence, or one imputation of a registry.

    Attributes
    ----------
    leaf_survival : ndarray, shape=(n_leaves, n_months)
        Survival in each leaf.
    first_leaf : ndarray of int, shape=(n_trees,)
        Where each tree's leaves begin.
    bags_per_cohort, trees_per_bag : int
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
    bags_per_cohort: int
    trees_per_bag: int
    scenarios: Mapping[float, float]

    @property
    def n_cohorts(self) -> int:
        """Cohorts that the forest was grown on."""
        return len(self.first_leaf) // self._trees_each

    @cached_property
    def averaging(self) -> Averaging:
        """The background in the model's columns."""
        return Averaging(self.background, self.columns)

    @cached_property
    def merged(self) -> Merged:
        """The leaves, equal ones as one."""
        n_leaves = np.diff(self.first_leaf, append=len(self.leaf_survival))
        tree = np.repeat(np.arange(len(self.first_leaf)), n_leaves)
        return merge(self.leaves, self.leaf_survival, tree // self._trees_each)

    @cached_property
    def reader(self) -> LeafMasks:
        """What finds the weights of leaves, by tables where they are small."""
        boxes, parts = self.merged.boxes, self.merged.parts
        masks = boxes.masks(self.background.profiles)
        kind = LeafTables if n_tabulated(boxes, parts) <= TABULATED else LeafMasks
        return kind(boxes, self.averaging, masks, parts)

    @cached_property
    def _bags(self) -> LittleBags:
        return LittleBags(
            self.merged.box_of_leaf.astype(np.int64),
            np.ascontiguousarray(self.leaf_survival),
            np.append(self.first_leaf, len(self.leaf_survival)).astype(np.int64),
            self.bags_per_cohort,
            self.trees_per_bag,
        )

    def survival(self, profiles: FloatArray) -> FloatArray:
        """Survival curves of profiles.

        Parameters
        ----------
        profiles : ndarray, shape=(n_profiles, n_terms)

        Returns
        -------
        ndarray, shape=(n_profiles, n_months)
        """
        held = self.merged.boxes.contains(profiles).astype(np.float64)
        return held.T @ self.merged.survival / len(self.first_leaf)

    @cached_property
    def cohort_survival(self) -> FloatArray:
        """Mean survival over the background, shape=(n_months,)."""
        return self.mean_survival(self.background)

    def mean_survival(self, over: Background, survived_months: int = 0) -> FloatArray:
        """Mean survival over the profiles, given months survived."""
        box_weights = self.merged.boxes.contains(over.profiles) @ over.weights
        mean: FloatArray = box_weights @ self.merged.survival / len(self.first_leaf)
        return given_survived(mean, survived_months)

    def variance(self, over: Background, survived_months: int = 0) -> Variance:
        """Variance of the mean survival over profiles, given months survived.

        Within: between the bags of a cohort, less the noise of their trees; both on the
        survival scale, brought to log(-log(S)) by its derivative at the mean. It is floored at
        what as many patients, all of them alike and fully followed, would leave uncertain:
        where few die, the spread between bags is itself uncertain, and too small just where
        survival happens to look best.
        Between: of the cohorts' own forests over their own backgrounds.
        """
        held = self.merged.boxes.contains(over.profiles)
        parts = self.merged.parts
        own = (held[parts.leaf] * over.cohort_weights[parts.cohort]).sum(axis=1)
        months = self.grid.months_from(survived_months)
        found = self._variance((held @ over.weights)[None], own[None], months)
        return Variance(found.within[0], found.between[0], found.n_cohorts)

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
        found = self.contributions(self.averaging.encode([facts]), horizons_months)
        return found.of(0, facts, factors)

    def mean_survivals(self, design: DesignMatrix, months: Months) -> FloatArray:
        """Mean survival of rows, given the first month, shape=(n_rows, n_months)."""
        mean = self.reader.means(design, columns_of(self.merged.survival, months))
        return mean / mean[:, :1]

    def variances(self, design: DesignMatrix, months: Months) -> Variance:
        """Variance of the mean survival of rows, given the first month; see `variance`."""
        parts = [
            self._variance(self.reader.shares(rows), self.reader.own_shares(rows), months)
            for rows in design.chunks(self._together)
        ]
        if len(parts) == 1:
            return parts[0]
        return Variance(
            within=np.concatenate([part.within for part in parts]),
            between=np.concatenate([part.between for part in parts]),
            n_cohorts=self.n_cohorts,
        )

    def scenario_survivals(
        self, design: DesignMatrix, survived_months: int = 0
    ) -> dict[float, FloatArray]:
        """Survival at the last month in each scenario, given months survived, shape=(n_rows,)."""
        if not self.scenarios:
            return {}
        factors = np.array(list(self.scenarios.values()))[:, None]
        months = (survived_months, self.grid.longest_month)
        found = self.mean_survivals(design, months)[:, 1] ** factors  # where all is known
        if not design.is_complete:
            both = self.merged.survival[:, list(months)] / len(self.first_leaf)
            self._average_powers(design, both, factors, found)
        return dict(zip(self.scenarios, found, strict=True))

    def _average_powers(
        self, design: DesignMatrix, both: FloatArray, factors: FloatArray, found: FloatArray
    ) -> None:
        """Put averages of powers in the place of powers of averages, where they differ."""
        for pattern, rows in design.patterns.items():
            weights = self.averaging.weights[pattern.admitted]
            for row in rows.tolist() if any(pattern.is_unknown) else ():
                leaf, inside = self.reader.inside(pattern, design.values[row])
                survival = (inside.T @ both[leaf]) ** factors[:, :, None]
                now, last = (weights @ survival).T
                found[:, row] = last / now

    def contributions(self, design: DesignMatrix, months: Sequence[int]) -> Contributions:
        """Explain the mean survival of rows at some months, leaf by leaf."""
        values = [self._box_values(month) for month in months]
        players = len(self.merged.boxes.factors) + 1
        alone = np.empty((len(design), players, self.n_cohorts, len(months)))
        for start in range(0, len(design), self._together):
            some = slice(start, start + self._together)
            weights = self.reader.contributions(design.take(some)).transpose(0, 2, 1)
            for number, value in enumerate(values):
                alone[some, ..., number] = weights @ value
        mean, differ = forests.agreement(alone)
        return Contributions(
            players=self._players,
            survival=mean,
            determined=differ <= DISAGREEMENT * self.n_cohorts,
            log_hazard=None,
        )

    def explanation_cost(self, n_known: int) -> int:  # noqa: ARG002  # as the seam has it
        """Count the numbers that one explanation passes over."""
        return self.reader.cost

    @property
    def _together(self) -> int:
        return max(1, min(TOGETHER, AT_ONCE // self.merged.boxes.has_condition.size))

    @property
    def _trees_each(self) -> int:
        return self.bags_per_cohort * self.trees_per_bag

    @cached_property
    def _players(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*self.merged.boxes.factors, "laterality"]))

    def _box_values(self, month: int) -> FloatArray:
        """Find each box's worth to each cohort, shape=(n_boxes, n_cohorts)."""
        if self._all_box_values is not None:
            values: FloatArray = self._all_box_values[month]
            return values
        return self._worth(self.merged.part_survival[:, month])

    @cached_property
    def _all_box_values(self) -> FloatArray | None:
        """The same for all months, shape=(n_months, ...); None where that would be too large."""
        survival = self.merged.part_survival
        n_boxes, n_months = self.merged.survival.shape
        if n_boxes * n_months * self.n_cohorts > TABULATED:
            return None
        return np.array([self._worth(survival[:, month]) for month in range(n_months)])

    def _worth(self, part_survival: FloatArray) -> FloatArray:
        parts = self.merged.parts
        values = np.zeros((len(self.merged.survival), self.n_cohorts))
        values[parts.leaf, parts.cohort] = part_survival
        return values / self._trees_each

    def _variance(self, shares: FloatArray, own: FloatArray, months: Months) -> Variance:
        """Compute the variance from the leaves' weights; see `variance`.

        Parameters
        ----------
        shares : ndarray, shape=(n_rows, n_boxes)
        own : ndarray, shape=(n_rows, n_parts)
        """
        mean = forests.weighted_sums(shares, columns_of(self.merged.survival, months))
        mean /= len(self.first_leaf)
        spread = self._bags.spread(shares, mean, months)
        return Variance(
            within=intervals.on_log_log_scale(spread, mean / mean[:, :1], self.n_patients),
            between=self._between(own, months),
            n_cohorts=self.n_cohorts,
        )

    def _between(self, own: FloatArray, months: Months) -> FloatArray:
        """Variance between the cohorts' own forests, shape=(n_rows, n_months)."""
        survival = columns_of(self.merged.part_survival, months)
        cohort = self.merged.parts.cohort
        alone = forests.grouped_sums(own, cohort, self.n_cohorts, survival)
        return variance_between(alone / alone[..., :1], self.n_patients)
