"""Patients to grow trees on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.arrays import FloatArray


@dataclass(frozen=True, eq=False)
class Cohort:
    """Patients to grow bags on.

    Attributes
    ----------
    design : ndarray, shape=(n_patients, n_terms)
    months : ndarray of int, shape=(n_patients,)
    died : ndarray of bool, shape=(n_patients,)
    """

    design: FloatArray
    months: NDArray[np.int64]
    died: NDArray[np.bool_]
