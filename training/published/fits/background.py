"""The background of a model: the distinct profiles of its training cohorts, with their shares."""

from collections.abc import Sequence

import numpy as np

from models.arrays import FloatArray
from models.averaging.background import Background


def tabulate_background(designs: Sequence[FloatArray]) -> Background:
    """Count the distinct profiles over all reconstructions, and in each alone.

    Parameters
    ----------
    designs : sequence of ndarray, shape=(n_patients, n_terms)
        One for each reconstruction, all of the same size.
    """
    profiles, group = np.unique(np.concatenate(designs), axis=0, return_inverse=True)
    by_cohort = np.array(
        [
            np.bincount(groups, minlength=len(profiles)) / len(groups)
            for groups in np.split(group.ravel(), len(designs))
        ]
    )
    return Background(profiles, by_cohort.mean(axis=0), by_cohort)
