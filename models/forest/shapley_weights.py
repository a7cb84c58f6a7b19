r"""Shapley weights of the leaves of a tree: what each leaf weighs in each factor's Shapley value.

A leaf asks conditions. For a patient x and a background row z, the row with x's values on a
coalition S and z's elsewhere falls into the leaf iff x satisfies the conditions in S and z those
outside. With A the conditions that x alone satisfies and B those that z alone does, the leaf
counts for exactly the coalitions that hold A and miss B, and

.. math::
    \phi_i = \frac{(|A|-1)!\,|B|!}{(|A|+|B|)!} \quad (i \in A), \qquad
    \phi_i = -\frac{|A|!\,(|B|-1)!}{(|A|+|B|)!} \quad (i \in B).

Conditions are bits of a mask. Sources: Lundberg et al., Nat Mach Intell 2020;2:56-67
(interventional tree values); Laberge and Pequignot, arXiv:2209.15123 (the sums over coalitions).
"""

from functools import lru_cache
from math import factorial

import numpy as np

from models.arrays import FloatArray, IntArray

BROKEN, MET, OPEN = range(3)
"""A condition that a patient's known value does not satisfy, or does; or the value is unknown."""


def leaf_shapley_weights(
    needed: IntArray,
    barred: IntArray,
    n_conditions: int,
    also_needed: IntArray | int = 0,
    also_barred: IntArray | int = 0,
) -> FloatArray:
    """Weigh leaves in the Shapley values of their conditions and of two more players.

    Parameters
    ----------
    needed, barred : ndarray of int
        A and B, as masks.
    also_needed, also_barred : int or ndarray of int
        1 where a further player, without a condition, belongs to A, or to B.

    Returns
    -------
    ndarray, shape=(n_conditions + 2, ...)
        The two further players come last.
    """
    n_needed = np.bitwise_count(needed) + also_needed
    n_barred = np.bitwise_count(barred) + also_barred
    gains, losses = _coefficients(n_conditions + 2)
    gain, loss = gains[n_needed, n_barred], losses[n_needed, n_barred]
    parts = np.empty((n_conditions + 2, *gain.shape))
    for bit in range(n_conditions):
        np.multiply(gain, needed >> bit & 1, out=parts[bit])
        parts[bit] -= loss * (barred >> bit & 1)
    parts[-2] = gain * also_needed
    parts[-1] = -loss * also_barred
    return parts


def states_of(n_conditions: int) -> IntArray:
    """List all states of some conditions, shape=(3 ** n_conditions, n_conditions).

    The state of condition j is digit j of the row's number in base 3.
    """
    places = 3 ** np.arange(n_conditions)
    return np.arange(3**n_conditions)[:, None] // places % 3


@lru_cache(maxsize=64)
def mask_retention(n_conditions: int) -> FloatArray:
    """Tell which background masks a leaf retains, by the patient's state.

    Returns
    -------
    ndarray, shape=(2 ** n_conditions, 3 ** n_conditions)
        1 where every condition is met by the patient, or open and satisfied by the background.
    """
    met, broken, masks, every = _grid(n_conditions)
    stays: FloatArray = (((masks | met) == every) & (broken == 0)).astype(np.float64)
    return stays


@lru_cache(maxsize=64)
def tabulated_shapley_weights(
    n_conditions: int, also_needed: int = 0, also_barred: int = 0
) -> FloatArray:
    """Weigh a leaf for every background mask and every state of the patient.

    Returns
    -------
    ndarray, shape=(2 ** n_conditions, n_conditions + 2, 3 ** n_conditions)
    """
    met, broken, masks, every = _grid(n_conditions)
    counts = (masks | met) == every
    parts = leaf_shapley_weights(
        met & ~masks, broken & masks, n_conditions, also_needed, also_barred
    )
    return np.where(counts, parts, 0.0).swapaxes(0, 1).copy()


def _grid(n_conditions: int) -> tuple[IntArray, IntArray, IntArray, int]:
    states = states_of(n_conditions)
    bits = 1 << np.arange(n_conditions)
    masks = np.arange(1 << n_conditions)[:, None]
    met, broken = (((states == state) * bits).sum(axis=1) for state in (MET, BROKEN))
    return met, broken, masks, (1 << n_conditions) - 1


@lru_cache(maxsize=64)
def _coefficients(most: int) -> tuple[FloatArray, FloatArray]:
    """Tabulate (a-1)! b! / (a+b)! and a! (b-1)! / (a+b)!, 0 where undefined."""
    gain = np.zeros((most + 1, most + 1))
    for a in range(1, most + 1):
        for b in range(most + 1):
            gain[a, b] = factorial(a - 1) * factorial(b) / factorial(a + b)
    return gain, gain.T.copy()
