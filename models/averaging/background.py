"""The background: who the unknown facts are averaged over.

A background is a table of distinct profiles (rows of term values) with weights. Averaging a
model over it with some factors held at the patient's values is the one operation behind
unknown inputs and behind explanations alike: the prediction with a factor unknown *is* the
coalition without it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.arrays import BoolArray, FloatArray
from models.factors import FactorValue, Patient
from models.terms import Columns, Linear, Threshold

Facts = Mapping[str, FactorValue]

STANDS_IN = frozenset({"laterality"})
"""Factors that can say something of a model's factor without being one of its factors."""


SEVERAL = 2
"""Nodules on both sides are at least so many."""


@dataclass(frozen=True)
class Background:
    """Distinct profiles and their weights.

    Attributes
    ----------
    profiles : ndarray, shape=(n_profiles, n_terms)
    weights : ndarray, shape=(n_profiles,)
        Sum to 1.
    cohort_weights : ndarray, shape=(n_cohorts, n_profiles)
        The same for each cohort alone, a reconstruction or an imputation; each row sums to 1.
    """

    profiles: FloatArray
    weights: FloatArray
    cohort_weights: FloatArray


@dataclass(frozen=True)
class Linked:
    """Coalitions over which the average runs over fewer background rows.

    Attributes
    ----------
    inside, outside : frozenset of str
        The coalitions meant are those that hold all of `inside` and none of `outside`.
    weights : ndarray, shape=(n_profiles,)
        The background's weights in these coalitions, which sum to 1.
    """

    inside: frozenset[str]
    outside: frozenset[str]
    weights: FloatArray


def informative_facts(patient: Patient, columns: Columns) -> dict[str, FactorValue]:
    """Select the facts about a patient that bear on a model.

    These are the known factors of the model. Bilateral metastases are at least two nodules:
    where the model counts nodules and their number is unknown, the laterality stands in, even
    in a model without a term for it.
    """
    known = {name: getattr(patient, name) for name in columns.factors}
    facts = {name: value for name, value in known.items() if value is not None}
    nodules_wanted = "nodule_count" in columns.factors and "nodule_count" not in facts
    if nodules_wanted and patient.laterality == "bilateral":
        facts["laterality"] = patient.laterality
    return facts


def average_over(background: Background, columns: Columns, facts: Facts) -> Background:
    """Hold some factors at the patient's values and average over the rest.

    Every profile of the background takes the given facts; profiles that become impossible
    (one nodule, yet on both sides) are left out, equal ones merged, weights made to sum to 1.

    Parameters
    ----------
    facts : mapping of factor to value
        May name factors without a term; they only decide what is impossible.

    Returns
    -------
    Background
        A single profile when all the model's factors are given.
    """
    profiles = background.profiles.copy()
    for factor, value in facts.items():
        profiles[:, columns.of(factor)] = columns.encode(factor, value)
    possible = ~_impossible(profiles, columns, facts)
    distinct, group = np.unique(profiles[possible], axis=0, return_inverse=True)
    merge = np.zeros((group.size, len(distinct)))
    merge[np.arange(group.size), group.ravel()] = 1.0
    weights = background.weights[possible] @ merge
    by_cohort = background.cohort_weights[:, possible] @ merge
    return Background(
        profiles=distinct,
        weights=weights / weights.sum(),
        cohort_weights=by_cohort / by_cohort.sum(axis=1, keepdims=True),
    )


def _impossible(profiles: FloatArray, columns: Columns, facts: Facts) -> BoolArray:
    """Mark profiles with one nodule on both sides."""
    single = counts_single_nodule(profiles, columns)
    if not columns.of("laterality"):
        return single & (facts.get("laterality") == "bilateral")
    return single & lies_on_both_sides(profiles, columns)


def counts_single_nodule(profiles: FloatArray, columns: Columns) -> BoolArray:
    """Mark profiles that can only be of one nodule, as far as the terms tell."""
    marks = [profiles[:, column] < several for column, several in single_nodule_marks(columns)]
    return np.logical_or.reduce(marks) if marks else np.zeros(len(profiles), dtype=bool)


def lies_on_both_sides(profiles: FloatArray, columns: Columns) -> BoolArray:
    """Mark profiles with nodules on both sides; none where the model has no term for it."""
    marks = [profiles[:, column] == bilateral for column, bilateral in both_sides_marks(columns)]
    return np.logical_or.reduce(marks) if marks else np.zeros(len(profiles), dtype=bool)


def single_nodule_marks(columns: Columns) -> list[tuple[int, float]]:
    """List the columns that tell one nodule from more, each with its value for several.

    Below that value there can only be one.
    """
    return [
        (i, term.encode(SEVERAL))
        for i, term in enumerate(columns.terms)
        if term.factor == "nodule_count"
        and isinstance(term, Threshold | Linear)
        and term.encode(1) < term.encode(SEVERAL)
    ]


def both_sides_marks(columns: Columns) -> list[tuple[int, float]]:
    """List the columns that tell the sides, each with its value for both."""
    return [(i, columns.terms[i].encode("bilateral")) for i in columns.of("laterality")]
