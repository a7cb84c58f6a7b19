"""The columns of a model for all patients at once."""

from collections.abc import Mapping

import numpy as np

from models.arrays import FloatArray, IntArray
from models.terms import Columns
from training.registry.registry import FactorColumn


def design_matrix(columns: Columns, factors: Mapping[str, FactorColumn]) -> FloatArray:
    """Encode completely known factors by the very terms that predictions use.

    Each distinct value is encoded once, so that a hundred thousand patients take no longer than
    their distinct values.

    Parameters
    ----------
    factors : mapping of str to ndarray, shape=(n_patients,)
        Holds all factors of the model, without an unknown value.

    Returns
    -------
    ndarray, shape=(n_patients, n_terms)
    """
    n_patients = len(next(iter(factors.values())))
    design = np.empty((n_patients, len(columns.terms)))
    for factor in columns.factors:
        distinct, position = _distinct(factors[factor])
        encoded = np.array([columns.encode(factor, value) for value in distinct])
        design[:, columns.of(factor)] = encoded[position]
    return design


def _distinct(values: FactorColumn) -> tuple[list[float | bool | str], IntArray]:
    if values.dtype == np.float64:
        numbers, position = np.unique(values, return_inverse=True)
        return numbers.tolist(), position
    levels = list(dict.fromkeys(values))
    numbered = {level: number for number, level in enumerate(levels)}
    return levels, np.array([numbered[value] for value in values])
