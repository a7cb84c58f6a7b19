"""Univariable and multivariable hazard ratios, in the shape of the published tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from models.arrays import BoolArray, FloatArray
from models.factors import FACTORS
from models.terms import Columns, Level, Linear, Term, Threshold
from training.registry.description.chi_squared import ShownTest
from training.registry.description.cox import DescriptiveFit, NotEstimable, fit_cox
from training.registry.description.grouping import (
    Group,
    Grouping,
    boundary_label,
    is_known,
    label_of,
)
from training.registry.description.patients import Patients
from training.registry.description.proportional_hazards import (
    check_proportional_hazards,
    transform_times,
)
from training.registry.disclosure import SMALLEST_CELL, Shown, show_parts
from training.registry.registry import FactorColumn

REFERENCE = "reference"
NOT_ESTIMABLE = "not estimable"
NO_VARIATION = "no second group to compare with"
NORMAL_95 = float(norm.ppf(0.975))


@dataclass(frozen=True)
class HazardRatio:
    """An estimated hazard ratio with 95 % limits and Wald's p, rounded as published tables are.

    `digits` counts the decimals that are left: two, or three for a factor's unit.
    """

    ratio: float
    lower: float
    upper: float
    p: float
    digits: int


@dataclass(frozen=True)
class HazardRatioRow:
    """One group of a table; where there is no estimate, `note` says why."""

    label: str
    n: Shown
    events: Shown
    estimate: HazardRatio | None
    note: str = ""


@dataclass(frozen=True)
class FactorHazardRatios:
    """One factor: its groups, and the test that their hazards are proportional."""

    factor: str
    label: str
    rows: tuple[HazardRatioRow, ...]
    drift: ShownTest | None


@dataclass(frozen=True)
class Multivariable:
    """One model of several terms.

    Attributes
    ----------
    n, events : Shown
        Complete cases.
    rows : tuple of HazardRatioRow
        By term.
    drifts : mapping of str to ShownTest
        By the term's name.
    all_terms : ShownTest or None
    """

    n: Shown
    events: Shown
    terms: tuple[str, ...]
    rows: tuple[HazardRatioRow, ...]
    drifts: Mapping[str, ShownTest]
    all_terms: ShownTest | None


def compare_levels(patients: Patients, grouping: Grouping) -> FactorHazardRatios:
    """Fit one factor by itself; the reference is its first group, or the largest of several.

    Groups with fewer than 5 patients, with or without the event, take no part.
    """
    why = [patients.why_not_told(group.members) for group in grouping.groups]
    told = [group for group, reason in zip(grouping.groups, why, strict=True) if reason is None]
    reference = _reference(told)
    others = [group for group in told if group is not reference]
    fit, drift = _fit_groups(patients, reference, others)
    sizes = show_parts(grouping.counts(patients.everybody))
    events = show_parts(grouping.counts(patients.event))

    def row(group: Group, reason: str | None, n: Shown, n_events: Shown) -> HazardRatioRow:
        if reason is not None:
            return HazardRatioRow(group.label, n, n_events, None, reason)
        if group is reference:
            note = REFERENCE if others else NO_VARIATION
            return HazardRatioRow(group.label, n, n_events, None, note)
        if fit is None:
            return HazardRatioRow(group.label, n, n_events, None, NOT_ESTIMABLE)
        return HazardRatioRow(group.label, n, n_events, _ratio(fit, others.index(group)))

    rows = tuple(map(row, grouping.groups, why, sizes, events))
    unknown = HazardRatioRow("unknown", sizes[-1], events[-1], None)
    return FactorHazardRatios(grouping.factor, grouping.label, (*rows, unknown), drift)


def _reference(told: Sequence[Group]) -> Group | None:
    if len(told) <= 2:  # noqa: PLR2004  # no against yes, low against high
        return told[0] if told else None
    return max(told, key=lambda group: int(group.members.sum()))


def _fit_groups(
    patients: Patients, reference: Group | None, others: Sequence[Group]
) -> tuple[DescriptiveFit | None, ShownTest | None]:
    if reference is None or not others:
        return None, None
    used: BoolArray = np.any([g.members for g in (reference, *others)], axis=0)
    design = np.column_stack([group.members[used] for group in others]).astype(np.float64)
    try:
        fit = fit_cox(design, patients.months[used], patients.event[used])
    except NotEstimable:
        return None, None
    return fit, _drifts(patients, used, fit, {})[1]


def _drifts(
    patients: Patients,
    used: BoolArray,
    fit: DescriptiveFit,
    terms: Mapping[str, Sequence[int]],
) -> tuple[Mapping[str, ShownTest], ShownTest | None]:
    g = transform_times(fit, patients.months[used], patients.event[used])
    try:
        by_term, all_terms = check_proportional_hazards(fit, g, terms)
    except NotEstimable:
        return {}, None
    return {name: test.shown() for name, test in by_term.items()}, all_terms.shown()


def _ratio(fit: DescriptiveFit, column: int, digits: int = 2) -> HazardRatio:
    beta, se = float(fit.coefficients[column]), float(fit.standard_errors[column])
    lower, ratio, upper = np.round(np.exp(beta + NORMAL_95 * se * np.array([-1, 0, 1])), digits)
    p = round(float(2 * norm.sf(abs(beta / se))), 3)
    return HazardRatio(float(ratio), float(lower), float(upper), p, digits)


def fit_terms(
    patients: Patients, factors: Mapping[str, FactorColumn], columns: Columns
) -> Multivariable:
    """Fit a model's terms together, in the patients of whom all its factors are known.

    Parameters
    ----------
    factors : mapping of str to ndarray, shape=(n_patients,)
        Of the same patients.
    columns : Columns
        A term whose 0 or 1 stands for fewer than 5 patients with or without the event takes no
        part; so does one of a factor that the registry does not have.
    """
    terms = [term for term in columns.terms if term.factor in factors]
    known = [is_known(factors[factor]) for factor in dict.fromkeys(t.factor for t in terms)]
    complete: BoolArray = np.all([patients.everybody, *known], axis=0)
    design = np.column_stack(
        [np.zeros((int(complete.sum()), 0)), *(_encode(t, factors, complete) for t in terms)]
    )
    why = [_why_not(patients, complete, term, x) for term, x in zip(terms, design.T, strict=True)]
    used = [i for i, reason in enumerate(why) if reason is None]
    fit = _fit_or_none(patients, complete, design[:, used])
    drifts, all_terms = (
        _drifts(patients, complete, fit, {terms[i].name: [at] for at, i in enumerate(used)})
        if fit is not None
        else ({}, None)
    )
    ratios = (
        {i: _ratio(fit, at, 2 if _is_binary(terms[i]) else 3) for at, i in enumerate(used)}
        if fit is not None
        else {}
    )
    rows = [
        _term_row(patients, complete, term, design[:, i], ratios.get(i), why[i] or NOT_ESTIMABLE)
        for i, term in enumerate(terms)
    ]
    n, _ = show_parts([int(complete.sum()), int((~complete).sum())])
    events, _ = show_parts(
        [int((complete & patients.event).sum()), int((~complete & patients.event).sum())]
    )
    return Multivariable(
        n, events, tuple(term.name for term in terms), tuple(rows), drifts, all_terms
    )


def _encode(term: Term, factors: Mapping[str, FactorColumn], complete: BoolArray) -> FloatArray:
    return np.array([term.encode(value) for value in factors[term.factor][complete]])


def _is_binary(term: Term) -> bool:
    return isinstance(term, Threshold | Level)


def _why_not(patients: Patients, complete: BoolArray, term: Term, x: FloatArray) -> str | None:
    sides = (x == 0, x == 1) if _is_binary(term) else (np.ones(len(x), dtype=np.bool_),)
    for side in sides:
        members = complete.copy()
        members[complete] = side
        reason = patients.why_not_told(members)
        if reason is not None:
            return reason
    return None


def _fit_or_none(
    patients: Patients, complete: BoolArray, design: FloatArray
) -> DescriptiveFit | None:
    if design.shape[1] == 0 or int((complete & patients.event).sum()) < SMALLEST_CELL:
        return None
    try:
        return fit_cox(design, patients.months[complete], patients.event[complete])
    except NotEstimable:
        return None


def label_of_term(term: Term) -> str:
    """Write what a term's hazard ratio compares."""
    factor = FACTORS[term.factor]
    if isinstance(term, Threshold):
        return f"{factor.label} {boundary_label(term)}"
    if isinstance(term, Level):
        return f"{factor.label}: {label_of(factor, term.level)}"
    unit = f", for each {unit.removesuffix('s')}" if (unit := factor.unit) else ""
    return (
        f"{factor.label}{unit}"
        if isinstance(term, Linear)
        else f"{factor.label}, bend {term.number}"
    )


def _term_row(
    patients: Patients,
    complete: BoolArray,
    term: Term,
    x: FloatArray,
    ratio: HazardRatio | None,
    reason: str,
) -> HazardRatioRow:
    exposed = complete.copy()
    exposed[complete] = x == 1 if _is_binary(term) else True
    rest = ~exposed
    n, *_ = show_parts([int(exposed.sum()), int((rest & complete).sum()), int((~complete).sum())])
    events, *_ = show_parts(
        [int((members & patients.event).sum()) for members in (exposed, rest & complete, ~complete)]
    )
    return HazardRatioRow(label_of_term(term), n, events, ratio, "" if ratio else reason)
