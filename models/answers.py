"""The numbers of many predictions: one row for each different patient."""

from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray, IntArray
from models.averaging.design_matrix import DesignMatrix
from models.curves import medians_and_restricted_means
from models.explanation import Contributions
from models.interval import limits_of
from models.kernels import intervals
from models.query import Query
from models.survival_model import SurvivalModel
from models.timegrid import Months, numbers

AtHorizon = tuple[int, float, float, float, float]
"""Month, survival, lower limit, upper limit, average of the cohort."""

Range = tuple[str, list[float], list[float]]
"""An unknown factor, and the lowest and the highest probability at each horizon."""


@dataclass(frozen=True, eq=False)
class Answers:
    """What a model answers to a question about rows of known facts.

    Attributes
    ----------
    months : ndarray of int, shape=(n_months,)
        Those with limits: all from the one survived, or that one and the horizons.
    survival, lower, upper : ndarray, shape=(n_rows, n_months)
    horizons : list of list of AtHorizon
        By row.
    medians : list of int or None
        By row; see `models.curves.medians_and_restricted_means`.
    restricted_means : list of float
        Likewise.
    scenarios : list of tuple of (float, float)
        Each row's probability at the last month, by the mean that is assumed; empty where that
        month is no horizon.
    ranges : list of list of Range
        By row.
    contributions : Contributions or None
        At the horizons, of the probability from the operation on.
    """

    months: IntArray
    survival: FloatArray
    lower: FloatArray
    upper: FloatArray
    horizons: list[list[AtHorizon]]
    medians: list[int | None]
    restricted_means: list[float]
    scenarios: list[tuple[tuple[float, float], ...]]
    ranges: list[list[Range]]
    contributions: Contributions | None


def answer(model: SurvivalModel, design: DesignMatrix, query: Query) -> Answers:
    """Ask a model about rows of known facts."""
    survived, horizons = query.survived_months, query.horizons_months
    every_month = model.grid.months_from(survived)
    curve = survival = model.mean_survivals(design, every_month)
    months: Months = every_month
    places = numbers(horizons, survived)
    if not query.curve:
        months, survival = query.months, curve[:, numbers(query.months, survived)]
        places = numbers(range(1, len(months)))
    limits = limits_of(survival, model.variances(design, months), model.n_patients)
    at_horizons = intervals.read_off(survival, limits.lower, limits.upper, places)
    months_and_means = list(zip(horizons, _average(model, query), strict=True))
    medians, restricted_means = medians_and_restricted_means(curve, survived)
    return Answers(
        numbers(months),
        survival,
        limits.lower,
        limits.upper,
        [
            [
                (month, *numbers_there, mean)
                for (month, mean), numbers_there in zip(months_and_means, of_row, strict=True)
            ]
            for of_row in at_horizons
        ],
        medians,
        restricted_means,
        _scenarios(model, design, query, curve[:, -1]),
        _ranges(model, design, query),
        model.contributions(design, horizons) if query.explain else None,
    )


def _average(model: SurvivalModel, query: Query) -> list[float]:
    """Give the cohort's probability at the horizons, given months survived."""
    if not query.survived_months:
        average = model.cohort_survival[list(query.horizons_months)]
    else:
        nothing = model.averaging.encode([{}])
        average = model.mean_survivals(nothing, query.months)[0, 1:]
    found: list[float] = average.tolist()
    return found


def _scenarios(
    model: SurvivalModel, design: DesignMatrix, query: Query, last: FloatArray
) -> list[tuple[tuple[float, float], ...]]:
    """Find the probability at the last month, by the mean that is assumed, of each row.

    Where all is known, a factor on the cumulative hazard is a power of the survival.
    """
    if model.grid.longest_month not in query.horizons_months:
        return [()] * len(design)
    factors = model.scenarios.items()
    rows = [tuple([(mean, own**f) for mean, f in factors]) for own in last.tolist()]
    if design.is_complete:
        return rows
    found = model.scenario_survivals(design, query.survived_months)
    by_average = [survival.tolist() for survival in found.values()]
    for row in np.flatnonzero(~design.complete).tolist():
        rows[row] = tuple((mean, own[row]) for mean, own in zip(found, by_average, strict=True))
    return rows


def _ranges(model: SurvivalModel, design: DesignMatrix, query: Query) -> list[list[Range]]:
    """Find the lowest and highest at the horizons, by factor unknown, of each row."""
    found: list[list[Range]] = [[] for _ in range(len(design))]
    substituted = model.averaging.substituted(design)
    if substituted is None:
        return found
    survival = model.mean_survivals(substituted.design, query.months)[:, 1:]
    lowest = np.minimum.reduceat(survival, substituted.first).tolist()
    highest = np.maximum.reduceat(survival, substituted.first).tolist()
    for (row, factor), low, high in zip(substituted.asked, lowest, highest, strict=True):
        found[row].append((factor, low, high))
    return found
