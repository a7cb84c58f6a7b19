"""The background: who the unknown facts are averaged over.

A background is a table of distinct profiles (rows of term values) with weights. Averaging a
model over it with some factors held at the patient's values is the one operation behind
unknown inputs and behind explanations alike: the prediction with a factor unknown *is* the
coalition without it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.factors import FactorValue, Patient
from models.terms import Columns, FloatArray, Linear, Threshold

BoolArray = NDArray[np.bool_]
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
    reconstruction_weights : ndarray, shape=(n_reconstructions, n_profiles)
        The same for each reconstruction alone; each row sums to 1.
    """

    profiles: FloatArray
    weights: FloatArray
    reconstruction_weights: FloatArray


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
    by_reconstruction = background.reconstruction_weights[:, possible] @ merge
    return Background(
        profiles=distinct,
        weights=weights / weights.sum(),
        reconstruction_weights=by_reconstruction / by_reconstruction.sum(axis=1, keepdims=True),
    )


def _impossible(profiles: FloatArray, columns: Columns, facts: Facts) -> BoolArray:
    """Mark profiles with one nodule on both sides."""
    single = _is_single_nodule(profiles, columns)
    sides = [i for i, term in enumerate(columns.terms) if term.factor == "laterality"]
    if not sides:
        return single & (facts.get("laterality") == "bilateral")
    return single & _any(profiles[:, i] == columns.terms[i].encode("bilateral") for i in sides)


def _is_single_nodule(profiles: FloatArray, columns: Columns) -> BoolArray:
    """Mark profiles that can only be of one nodule, as far as the terms tell."""
    marks = [np.zeros(len(profiles), dtype=bool)]
    for i, term in enumerate(columns.terms):
        if term.factor != "nodule_count":
            continue
        if isinstance(term, Threshold) and term.encode(1) < term.encode(SEVERAL):
            marks.append(profiles[:, i] == 0.0)
        elif isinstance(term, Linear):
            marks.append(profiles[:, i] < SEVERAL)
    return _any(marks)


def _any(marks: Iterable[BoolArray]) -> BoolArray:
    one: BoolArray = np.logical_or.reduce(list(marks))
    return one


def values_if_known(
    background: Background, columns: Columns, facts: Facts, factor: str
) -> Collection[Background]:
    """Average once for each value that an unknown factor takes in the background.

    Values that the given facts make impossible are left out.
    """
    positions = columns.of(factor)
    averaged = average_over(background, columns, facts)
    values = []
    for pattern in np.unique(averaged.profiles[:, positions], axis=0):
        profiles = averaged.profiles.copy()
        profiles[:, positions] = pattern
        fixed = Background(profiles, averaged.weights, averaged.reconstruction_weights)
        values.append(average_over(fixed, columns, facts))
    return values


def linked_coalitions(background: Background, columns: Columns, facts: Facts) -> list[Linked]:
    """Find the coalitions whose average must leave profiles out.

    Holding a patient on both sides makes the profiles with one nodule impossible, and holding
    one nodule those on both sides, unless the other of the two facts is held as well.
    """
    found = []
    for held, other in (("laterality", "nodule_count"), ("nodule_count", "laterality")):
        if held not in facts:
            continue
        fact = {held: facts[held]}
        profiles = background.profiles.copy()
        profiles[:, columns.of(held)] = columns.encode(held, facts[held])
        possible = ~_impossible(profiles, columns, fact)
        if possible.all():
            continue
        weights = np.where(possible, background.weights, 0.0)
        outside = frozenset({other} & facts.keys())
        found.append(Linked(frozenset({held}), outside, weights / weights.sum()))
    return found
