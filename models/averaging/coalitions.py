"""All coalitions of a patient's facts, as averages over the background.

A coalition holds some facts at the patient's values and leaves the rest to each profile. All of
them are laid out at once, so that a model is asked for all their probabilities together.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from models.arrays import BoolArray, FloatArray, IntArray
from models.averaging.averaging import Averaging
from models.averaging.design_matrix import EVERYONE, DesignMatrix, RowPattern
from models.explanation import shapley_matrix

Value = Callable[[FloatArray], FloatArray]
"""Takes profiles, shape=(..., n_terms), and gives shape=(..., n_values)."""

AT_ONCE = 1 << 14
"""Profiles that are asked about together: more would not stay in a processor's cache."""


@dataclass(frozen=True, eq=False)
class Coalitions:
    """The coalitions of rows of one pattern.

    Attributes
    ----------
    players : tuple of str
    numbers : list of int
        Their numbers among all players.
    columns : ndarray of bool, shape=(n_coalitions, n_terms)
        The columns of the factors that each holds.
    admitted : ndarray of int, shape=(n_coalitions,)
        Over whom each is averaged.
    """

    players: tuple[str, ...]
    numbers: list[int]
    columns: BoolArray
    admitted: IntArray

    def values(self, averaging: Averaging, row: FloatArray, value: Value) -> FloatArray:
        """Average a value of profiles in every coalition of a row.

        Parameters
        ----------
        row : ndarray, shape=(n_terms,)
        value : Value

        Returns
        -------
        ndarray, shape=(n_coalitions, n_values)
        """
        profiles = averaging.background.profiles
        step = max(1, AT_ONCE // len(profiles))
        found = []
        for start in range(0, len(self.columns), step):
            some = slice(start, start + step)
            mixed = np.where(self.columns[some, None], row, profiles)
            weights = averaging.weights[self.admitted[some], None]
            found.append(np.matmul(weights, value(mixed))[:, 0])
        return np.concatenate(found)


Values = Callable[[Coalitions, FloatArray], FloatArray]
"""Takes a row's coalitions and the row, and gives shape=(n_coalitions, n_values)."""


def players_of(averaging: Averaging) -> tuple[str, ...]:
    """Name those whose contributions `row_shapley_values` gives, in order."""
    return tuple(dict.fromkeys([*averaging.positions, "laterality"]))


def row_shapley_values(
    averaging: Averaging, design: DesignMatrix, values_of: Values, n_values: int
) -> FloatArray:
    """Compute the Shapley values of rows, exactly 0 for unknown factors.

    Returns
    -------
    ndarray, shape=(n_rows, n_players, n_values)
    """
    shared = np.zeros((len(design), len(players_of(averaging)), n_values))
    for pattern, rows in design.patterns.items():
        coalitions = _coalitions(averaging, pattern)
        weights = shapley_matrix(len(coalitions.players))
        for row in rows.tolist():
            values = values_of(coalitions, design.values[row])
            shared[row, coalitions.numbers] = weights @ values
    return shared


@lru_cache(maxsize=64)
def _coalitions(averaging: Averaging, pattern: RowPattern) -> Coalitions:
    factors = [f for f, (first, *_) in averaging.positions.items() if not pattern.is_unknown[first]]
    players = (*factors, *(["laterality"] if pattern.stands_in else []))
    holds = (np.arange(1 << len(players))[:, None] >> np.arange(len(players))) & 1 == 1
    columns = np.zeros((len(holds), len(pattern.is_unknown)), dtype=bool)
    for number, factor in enumerate(factors):
        columns[:, averaging.positions[factor]] = holds[:, [number]]
    admitted = np.full(len(holds), EVERYONE)
    for link in averaging.linked(pattern.excludes, is_settled=pattern.is_settled):
        inside, outside = (
            holds[:, [player in one for player in players]].any(axis=1)
            for one in (link.inside, link.outside)
        )
        admitted[inside & ~outside] = pattern.excludes
    everybody = players_of(averaging)
    numbers = [everybody.index(player) for player in players]
    return Coalitions(players, numbers, columns, admitted)
