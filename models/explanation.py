r"""Exact interventional Shapley values over a background.

For players N and a value v(S), the prediction with only the factors of S known,

.. math:: \phi_i = \sum_{S \subseteq N \setminus \{i\}}
    \frac{|S|!\,(|N|-|S|-1)!}{|N|!}\,\{v(S \cup \{i\}) - v(S)\}

They add up to v(N) - v({}): the prediction minus the cohort average. Sources: Shapley 1953;
Janzing et al., AISTATS 2020 (interventional); Krzyzinski et al., Knowl-Based Syst 2023;262:110234
(SurvSHAP(t), the same quantity for survival functions, estimated there, exact here).
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import factorial

import numpy as np
from numpy.typing import NDArray

from models.arrays import FloatArray

Coalition = frozenset[str]


@dataclass(frozen=True)
class Attribution:
    """What one factor adds to a survival probability.

    Attributes
    ----------
    contribution : ndarray, shape=(n_horizons,)
        Its Shapley value at each horizon; 0 for a factor unknown or unused.
    determined : ndarray of bool, shape=(n_horizons,)
        Whether the cohorts agree on its sign.
    log_hazard : float or None
        Its Shapley value on the log hazard; None where a model has none.
    """

    contribution: FloatArray
    determined: NDArray[np.bool_]
    log_hazard: float | None


@dataclass(frozen=True)
class Contributions:
    """What factors add to the survival probabilities of several rows.

    Attributes
    ----------
    players : tuple of str
        The factors, in order.
    survival : ndarray, shape=(n_rows, n_players, n_horizons)
    determined : ndarray of bool, shape=(n_rows, n_players, n_horizons)
    log_hazard : ndarray, shape=(n_rows, n_players), or None
    """

    players: tuple[str, ...]
    survival: FloatArray
    determined: NDArray[np.bool_]
    log_hazard: FloatArray | None

    def of(
        self, row: int, facts: Collection[str], factors: Collection[str]
    ) -> dict[str, Attribution]:
        """Give one row's by factor, exactly 0 for those that are no facts of it."""
        number = {player: i for i, player in enumerate(self.players) if player in facts}
        n_horizons = self.survival.shape[2]
        nothing = Attribution(
            np.zeros(n_horizons),
            np.ones(n_horizons, dtype=bool),
            None if self.log_hazard is None else 0.0,
        )
        return {
            factor: Attribution(
                self.survival[row, number[factor]],
                self.determined[row, number[factor]],
                None if self.log_hazard is None else float(self.log_hazard[row, number[factor]]),
            )
            if factor in number
            else nothing
            for factor in factors
        }


def coalitions_of(players: Iterable[str]) -> list[Coalition]:
    """List every subset of the players, the empty one first and all of them last."""
    everyone = tuple(players)
    return [
        frozenset(members)
        for size in range(len(everyone) + 1)
        for members in combinations(everyone, size)
    ]


def shapley_values(
    players: Iterable[str], value: Callable[[Coalition], FloatArray]
) -> dict[str, FloatArray]:
    """Enumerate all coalitions and return each player's Shapley value.

    Parameters
    ----------
    players : iterable of str
    value : callable
        The value of a coalition, an array of any one shape. Called once for each of the
        2**n coalitions.

    Returns
    -------
    dict of str to ndarray
        In the shape of the value; empty when there are no players.
    """
    everyone = tuple(players)
    n = len(everyone)
    values = {coalition: value(coalition) for coalition in coalitions_of(everyone)}
    contributions = {player: 0.0 * values[frozenset()] for player in everyone}
    for coalition, worth in values.items():
        for player in everyone:
            if player not in coalition:
                size = len(coalition)
                weight = factorial(size) * factorial(n - size - 1) / factorial(n)
                contributions[player] += weight * (values[coalition | {player}] - worth)
    return contributions


@lru_cache(maxsize=16)
def shapley_matrix(n_players: int) -> FloatArray:
    """Tabulate the weight of every coalition in every player's Shapley value.

    Returns
    -------
    ndarray, shape=(n_players, 2 ** n_players)
        Bit i of a coalition's number says whether it holds player i.
    """
    holds = np.arange(1 << n_players) >> np.arange(n_players)[:, None] & 1 == 1
    size = holds.sum(axis=0)
    joined = [factorial(s - 1) * factorial(n_players - s) for s in range(1, n_players + 1)]
    weights = np.array([0, *joined, 0]) / factorial(n_players)
    matrix: FloatArray = np.where(holds, weights[size], -weights[size + 1])
    return matrix
