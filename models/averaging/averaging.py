"""Averages over the background of whatever is unknown, settled once for a model.

What `models.averaging.background` defines for one patient at a time is prepared here for many: over
whom is averaged, which profiles they leave for the unknown factors, and which values an unknown
factor may turn out to have. All of it is structure of the background; no answer is kept.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import isnan

import numpy as np
from numpy.typing import NDArray

from models.arrays import BoolArray, FloatArray
from models.averaging.background import (
    Background,
    Facts,
    Linked,
    both_sides_marks,
    counts_single_nodule,
    lies_on_both_sides,
    single_nodule_marks,
)
from models.averaging.design_matrix import EVERYONE, ONE_SIDED, SEVERAL, DesignMatrix
from models.terms import Columns

CACHE_SIZE = 256
"""Sets of unknown factors whose distinct profiles are kept."""


@dataclass(frozen=True)
class Substituted:
    """Rows with the values that an unknown factor may turn out to have.

    Attributes
    ----------
    design : DesignMatrix
        A row for each value.
    asked : list of (int, str)
        The row that it is substituted in and the factor, for each run of values.
    first : list of int
        Where each run begins.
    """

    design: DesignMatrix
    asked: list[tuple[int, str]]
    first: list[int]


@dataclass(frozen=True, eq=False)
class Averaging:
    """A background seen through the columns of a model."""

    background: Background
    columns: Columns

    @cached_property
    def positions(self) -> dict[str, list[int]]:
        """The columns of each factor."""
        return {factor: self.columns.of(factor) for factor in self.columns.factors}

    @cached_property
    def admits(self) -> BoolArray:
        """Which profiles belong to those over whom is averaged, shape=(3, n_profiles)."""
        profiles = self.background.profiles
        admits = np.ones((3, len(profiles)), dtype=bool)
        admits[SEVERAL] = ~counts_single_nodule(profiles, self.columns)
        admits[ONE_SIDED] = ~lies_on_both_sides(profiles, self.columns)
        return admits

    @cached_property
    def everybody(self) -> FloatArray:
        """The background's profiles, one after the other in memory."""
        return np.ascontiguousarray(self.background.profiles)

    @cached_property
    def weights(self) -> FloatArray:
        """Their weights, shape=(3, n_profiles); each row sums to 1."""
        return _shares(np.where(self.admits, self.background.weights, 0.0))

    @cached_property
    def cohort_weights(self) -> FloatArray:
        """The same in each cohort, shape=(3, n_cohorts, n_profiles)."""
        alone = self.background.cohort_weights
        return _shares(np.where(self.admits[:, None], alone, 0.0))

    def encode(self, facts: Iterable[Facts]) -> DesignMatrix:
        """Write the facts of patients that bear on the model as rows."""
        rows, stands_in = [], []
        for one in facts:
            rows.append(self._row(one))
            stands_in.append(self._stands_in(one))
        return self._design_matrix(rows, stands_in)

    def profiles(
        self, design: DesignMatrix
    ) -> Iterator[tuple[NDArray[np.intp], FloatArray, Background]]:
        """Fill up rows with what the unknown factors may be, pattern by pattern.

        Yields
        ------
        rows : ndarray of int
            Numbers of the rows that are filled up with the same.
        profiles : ndarray, shape=(n_rows, n_profiles, n_terms)
        others : Background
            With the weights of the profiles.
        """
        if design.is_complete:
            yield np.arange(len(design)), design.values[:, None], self._nothing_open
            return
        for pattern, rows in design.patterns.items():
            others = self._others(pattern.is_unknown, pattern.admitted)
            mine = design.values[rows, None]
            yield rows, np.where(pattern.is_unknown, others.profiles, mine), others

    def substituted(self, design: DesignMatrix) -> Substituted | None:
        """Substitute for each unknown factor every value that those averaged over have.

        None where nothing is unknown.
        """
        if design.is_complete:
            return None
        found: list[tuple[int, str]] = []
        values: list[FloatArray] = []
        lengths: list[int] = []
        admitted = design.admitted.tolist()
        for factor, places in self.positions.items():
            for number in np.flatnonzero(np.isnan(design.values[:, places[0]])).tolist():
                candidates = self._candidates[factor][admitted[number]]
                rows = np.repeat(design.values[number : number + 1], len(candidates), axis=0)
                rows[:, places] = candidates
                found.append((number, factor))
                values.append(rows)
                lengths.append(len(candidates))
        of = np.repeat([number for number, _ in found], lengths)
        first = np.cumsum([0, *lengths[:-1]]).tolist()
        return Substituted(
            self._still_excluding(np.concatenate(values), design.take(of)), found, first
        )

    @cached_property
    def excluding(self) -> tuple[int, ...]:
        """What rows of this model can exclude."""
        return tuple(one for one in (SEVERAL, ONE_SIDED) if not self.admits[one].all())

    def link(self, excludes: int, *, is_settled: bool) -> Linked:
        """Describe the coalitions of rows that exclude the same; see `DesignMatrix`."""
        return self._links[excludes, is_settled]

    @cached_property
    def _links(self) -> dict[tuple[int, bool], Linked]:
        keys = [(one, settled) for one in (SEVERAL, ONE_SIDED) for settled in (False, True)]
        return {key: self._linked(*key) for key in keys}

    def _linked(self, excludes: int, is_settled: bool) -> Linked:  # noqa: FBT001  # a key's parts
        facts = ("laterality", "nodule_count")
        held, other = facts if excludes == SEVERAL else reversed(facts)
        outside = frozenset({other}) if is_settled else frozenset()
        return Linked(frozenset({held}), outside, self.weights[excludes])

    def linked(self, excludes: int, *, is_settled: bool) -> tuple[Linked, ...]:
        """List the linked coalitions of rows, at most one."""
        return () if excludes == EVERYONE else (self.link(excludes, is_settled=is_settled),)

    def _row(self, facts: Facts) -> list[float]:
        row = [np.nan] * len(self.columns.terms)
        for factor, value in facts.items():
            for place in self.positions.get(factor, ()):
                row[place] = self.columns.terms[place].encode(value)
        return row

    def _stands_in(self, facts: Facts) -> bool:
        return "laterality" not in self.positions and facts.get("laterality") == "bilateral"

    def _design_matrix(self, rows: list[list[float]], stands_in: list[bool]) -> DesignMatrix:
        """Find out what each row excludes; a comparison with NaN, the unknown, is false."""
        single, both_sides = self._marks
        excludes, is_settled = [], []
        for row, sides_stand_in in zip(rows, stands_in, strict=True):
            found = EVERYONE
            if sides_stand_in or any(row[i] == bilateral for i, bilateral in both_sides):
                found = SEVERAL if SEVERAL in self.excluding else found
            if any(row[i] < several for i, several in single):
                found = ONE_SIDED if ONE_SIDED in self.excluding else found
            excludes.append(found)
            sides_known = sides_stand_in or self._is_known(row, "laterality")
            is_settled.append(sides_known and self._is_known(row, "nodule_count"))
        return DesignMatrix(
            np.array(rows, dtype=np.float64).reshape(len(rows), len(self.columns.terms)),
            np.array(excludes, dtype=np.int64),
            np.array(is_settled, dtype=bool),
            np.array(stands_in, dtype=bool),
        )

    @cached_property
    def _marks(self) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
        return single_nodule_marks(self.columns), both_sides_marks(self.columns)

    def _is_known(self, row: list[float], factor: str) -> bool:
        return factor in self.positions and not isnan(row[self.positions[factor][0]])

    def _still_excluding(self, values: FloatArray, before: DesignMatrix) -> DesignMatrix:
        """Let substituted values exclude more; what the row excluded before stays so."""
        after = self._design_matrix(values.tolist(), before.stands_in.tolist())
        was = before.admitted
        excludes = np.where(was == EVERYONE, after.excludes, was)
        return DesignMatrix(
            values, excludes, after.is_settled & (was == EVERYONE), before.stands_in
        )

    @cached_property
    def _nothing_open(self) -> Background:
        """What fills up a row of which all is known: one profile, all of whose columns it takes."""
        n_alone = len(self.background.cohort_weights)
        nothing = np.zeros((1, len(self.columns.terms)))
        return Background(nothing, np.ones(1), np.ones((n_alone, 1)))

    @cached_property
    def _candidates(self) -> dict[str, list[FloatArray]]:
        """The distinct values of each factor's columns in those over whom is averaged."""
        profiles = self.background.profiles
        return {
            factor: [np.unique(profiles[admits][:, places], axis=0) for admits in self.admits]
            for factor, places in self.positions.items()
        }

    @cached_property
    def _others(self) -> Callable[[tuple[bool, ...], int], Background]:
        return lru_cache(CACHE_SIZE)(self._distinct)

    def _distinct(self, is_unknown: tuple[bool, ...], admitted: int) -> Background:
        """Merge the profiles that differ in nothing unknown; known columns become 0."""
        rows = self.admits[admitted]
        profiles = np.where(is_unknown, self.background.profiles[rows], 0.0)
        distinct, group = np.unique(profiles, axis=0, return_inverse=True)
        merge = (group.ravel()[:, None] == np.arange(len(distinct))).astype(np.float64)
        return Background(
            distinct,
            _shares(self.weights[admitted, rows] @ merge),
            _shares(self.cohort_weights[admitted][:, rows] @ merge),
        )


def _shares(weights: FloatArray) -> FloatArray:
    shares: FloatArray = weights / weights.sum(axis=-1, keepdims=True)
    return shares
