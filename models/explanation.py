r"""Exact interventional Shapley values over a background.

For players N and a value v(S), the prediction with only the factors of S known,

.. math:: \phi_i = \sum_{S \subseteq N \setminus \{i\}}
    \frac{|S|!\,(|N|-|S|-1)!}{|N|!}\,\{v(S \cup \{i\}) - v(S)\}

They add up to v(N) - v({}): the prediction minus the cohort average. Sources: Shapley 1953;
Janzing et al., AISTATS 2020 (interventional); Krzyzinski et al., Knowl-Based Syst 2023;262:110234
(SurvSHAP(t), the same quantity for survival functions, estimated there, exact here).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np
from numpy.typing import NDArray

from models.terms import FloatArray

Coalition = frozenset[str]


@dataclass(frozen=True)
class Attribution:
    """What one factor adds to a survival probability.

    Attributes
    ----------
    contribution : ndarray, shape=(n_horizons,)
        Its Shapley value at each horizon; 0 for a factor unknown or unused.
    determined : ndarray of bool, shape=(n_horizons,)
        Whether the reconstructions agree on its sign.
    log_hazard : float or None
        Its Shapley value on the log hazard; None where a model has none.
    """

    contribution: FloatArray
    determined: NDArray[np.bool_]
    log_hazard: float | None


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
