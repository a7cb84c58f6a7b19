"""What models made of hazards share: averages over profiles, their variance, their explanation."""

from collections.abc import Iterator
from math import prod
from typing import Protocol

import numpy as np

from models.arrays import FloatArray
from models.averaging.averaging import Averaging
from models.averaging.design_matrix import DesignMatrix
from models.interval import NEVER_ZERO, Variance
from models.timegrid import Months

N_DRAWS = 256
"""About how many draws a model has."""

AT_ONCE = 1 << 18
"""Probabilities that are computed together: more would not stay in a processor's cache."""


class Curves(Protocol):
    """One model of hazards, or a stack of them."""

    def mean_survival(
        self, profiles: FloatArray, weights: FloatArray, months: Months
    ) -> FloatArray:
        """Mean survival over profiles, given the first month.

        Parameters
        ----------
        profiles : ndarray, shape=(n_rows, n_profiles, n_terms)
        weights : ndarray, shape=(n_profiles,) or (n_models, n_profiles)

        Returns
        -------
        ndarray, shape=(..., n_rows, n_months)
        """
        ...

    def log_log_variance(
        self, profiles: FloatArray, weights: FloatArray, months: Months, margin: float
    ) -> FloatArray:
        """Variance over a stack of models of log(-log(S)), S being `mean_survival`.

        Parameters
        ----------
        margin : float
            S is clamped to [margin, 1 - margin].

        Returns
        -------
        ndarray, shape=(n_rows, n_months)
        """
        ...


def mean_survivals(
    averaging: Averaging, curves: Curves, design: DesignMatrix, months: Months
) -> FloatArray:
    """Mean survival of rows, given the first month.

    Returns
    -------
    ndarray, shape=(..., n_rows, n_months)
        With an axis for the models of a stack, where it is one.
    """
    rows, means = [], []
    for some, profiles, others in averaging.profiles(design):
        rows.append(some)
        means.append(curves.mean_survival(profiles, others.weights, months))
    if len(rows) == 1:
        return means[0]
    found: FloatArray = np.concatenate(means, axis=-2)[..., np.argsort(np.concatenate(rows)), :]
    return found


def variances(
    averaging: Averaging,
    draws: Curves,
    cohort_curves: Curves,
    n_patients: int,
    design: DesignMatrix,
    months: Months,
) -> Variance:
    """Variance of the mean survival of rows, given the first month; see `variance_of`."""
    within, between = np.zeros((2, len(design), len(months)))
    n_alone = len(averaging.background.cohort_weights)
    step = max(1, AT_ONCE // (len(months) * N_DRAWS))
    for rows, profiles, others in averaging.profiles(design):
        for start in range(0, len(rows), step):
            some = slice(start, start + step)
            within[rows[some]] = draws.log_log_variance(
                profiles[some], others.weights, months, NEVER_ZERO
            )
            if n_alone > 1:
                between[rows[some]] = cohort_curves.log_log_variance(
                    profiles[some], others.cohort_weights, months, 0.5 / n_patients
                )
    return Variance(within, between, n_alone)


def blocks(shape: tuple[int, ...], n_months: int) -> Iterator[slice]:
    """Cut the last axis, the profiles, so that not too much is computed together."""
    n_profiles = shape[-1]
    step = max(1, AT_ONCE * n_profiles // (prod(shape) * n_months))
    for start in range(0, n_profiles, step):
        yield slice(start, start + step)


def weigh_survivors(weights: FloatArray, cumulative_hazard: FloatArray) -> FloatArray:
    """Weigh profiles by who of them is alive, as the averages given a month survived do.

    Relative to the profile that fares best, so that nothing vanishes where hardly anyone is alive.

    Parameters
    ----------
    weights : ndarray, shape=(n_profiles,) or (n_models, 1, n_profiles)
    cumulative_hazard : ndarray, shape=(..., n_rows, n_profiles)
        Of each profile, up to the month survived.

    Returns
    -------
    ndarray, shape=(..., n_rows, n_profiles)
        Each sums to 1 over the profiles.
    """
    least = cumulative_hazard.min(axis=-1, keepdims=True)
    alive = weights * np.exp(least - cumulative_hazard)
    shares: FloatArray = alive / alive.sum(axis=-1, keepdims=True)
    return shares
