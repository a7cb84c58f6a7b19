"""What models made of hazards share: averages over profiles, their variance, their explanation."""

from collections.abc import Iterator
from math import prod
from typing import Protocol

import numpy as np

from models.averaging import Averaging
from models.interval import Variance, sample_variance, variance_between
from models.known import Known
from models.terms import FloatArray
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

    def log_log(self, profiles: FloatArray, weights: FloatArray, months: Months) -> FloatArray:
        """Compute log(-log(S)) of `mean_survival`."""
        ...


def mean_survivals(
    averaging: Averaging, curves: Curves, known: Known, months: Months
) -> FloatArray:
    """Mean survival of rows, given the first month.

    Returns
    -------
    ndarray, shape=(..., n_rows, n_months)
        With an axis for the models of a stack, where it is one.
    """
    rows, means = [], []
    for some, profiles, others in averaging.profiles(known):
        rows.append(some)
        means.append(curves.mean_survival(profiles, others.weights, months))
    if len(rows) == 1:
        return means[0]
    found: FloatArray = np.concatenate(means, axis=-2)[..., np.argsort(np.concatenate(rows)), :]
    return found


def variances(
    averaging: Averaging,
    draws: Curves,
    reconstructions: Curves,
    n_patients: int,
    known: Known,
    months: Months,
) -> Variance:
    """Variance of the mean survival of rows, given the first month; see `variance_of`."""
    within, between = np.empty((2, len(known), len(months)))
    alone = averaging.background.reconstruction_weights
    step = max(1, AT_ONCE // (len(months) * N_DRAWS))
    for rows, profiles, others in averaging.profiles(known):
        for start in range(0, len(rows), step):
            some = slice(start, start + step)
            drawn = draws.log_log(profiles[some], others.weights, months)
            within[rows[some]] = sample_variance(drawn)
            own = reconstructions.mean_survival(
                profiles[some], others.reconstruction_weights, months
            )
            between[rows[some]] = variance_between(own, n_patients)
    return Variance(within, between, len(alone))


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
