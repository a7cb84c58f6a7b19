"""Kaplan-Meier curves with numbers at risk, and log-rank tests, by every factor.

The estimates are scikit-survival's. What leaves this module is coarse: see
`training.registry.disclosure`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sksurv.compare import compare_survival
from sksurv.nonparametric import kaplan_meier_estimator
from sksurv.util import Surv

from models.arrays import BoolArray, FloatArray, IntArray
from training.registry.description.chi_squared import ChiSquaredTest, ShownTest
from training.registry.description.grouping import Group, Grouping
from training.registry.description.patients import Patients
from training.registry.disclosure import (
    Shown,
    coarse_months,
    coarse_share,
    last_shown_month,
    show_count,
    show_parts,
)

MONTHS_BETWEEN_RISKS = 12
FEWER_WHILE_AT_RISK = "fewer than 5 with the event while 10 or more are at risk"


@dataclass(frozen=True)
class SurvivalCurve:
    """A group's Kaplan-Meier curve, as it is shown.

    Attributes
    ----------
    n, events : Shown
    months : tuple of int
        Where the curve is told; the first is 0. Empty where it is not shown.
    survival, lower, upper : tuple of float
        At those months, with 95 % limits (log(-log) scale); straight between them.
    until_month : int
        How far it is drawn.
    at_risk : tuple of Shown
        Every 12 months, from 0.
    why_not : str or None
        Why there is no curve.
    """

    label: str
    n: Shown
    events: Shown
    months: tuple[int, ...]
    survival: tuple[float, ...]
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    until_month: int
    at_risk: tuple[Shown, ...]
    why_not: str | None

    def at(self, month: int) -> tuple[float, float, float] | None:
        """Read survival and its limits at a month; None beyond the curve."""
        if not self.months or month > self.until_month:
            return None
        survival, lower, upper = (
            float(np.interp(month, self.months, curve))
            for curve in (self.survival, self.lower, self.upper)
        )
        return survival, lower, upper

    @property
    def median_months(self) -> int | None:
        """First month by which survival is down to a half; None where it is not."""
        months = range(self.until_month + 1)
        reached = (m for m in months if (told := self.at(m)) is not None and told[0] <= 0.5)  # noqa: PLR2004  # the median
        return next(reached, None)


@dataclass(frozen=True)
class FactorCurves:
    """The curves of one factor's groups; the log-rank test is between those that are shown."""

    factor: str
    label: str
    curves: tuple[SurvivalCurve, ...]
    log_rank: ShownTest | None


def draw_overall(patients: Patients) -> SurvivalCurve:
    """Estimate the curve of all patients."""
    everybody = Group("All patients", patients.everybody)
    n, events = show_count(len(patients.months)), show_count(int(patients.event.sum()))
    months = np.arange(0, int(patients.months.max()) + 1, MONTHS_BETWEEN_RISKS)
    risks = tuple(show_count(int((patients.months >= month).sum())) for month in months)
    return _curve(patients, everybody, (n, events, risks))


def draw_factor(patients: Patients, grouping: Grouping) -> FactorCurves:
    """Estimate the curves of one factor's groups, and compare them."""
    told = [g for g in grouping.groups if patients.why_not_told(g.members) is None]
    sizes = show_parts(grouping.counts(patients.everybody))
    events = show_parts(grouping.counts(patients.event))
    risks = _numbers_at_risk(patients, told)
    curves = tuple(
        _curve(patients, group, (n, e, risks[told.index(group)] if group in told else ()))
        for group, n, e in zip(grouping.groups, sizes, events, strict=False)
    )
    log_rank = (
        compare_groups(patients.months, patients.event, [group.members for group in told]).shown()
        if len(told) > 1
        else None
    )
    return FactorCurves(grouping.factor, grouping.label, curves, log_rank)


def compare_groups(
    times: IntArray | FloatArray, event: BoolArray, groups: Sequence[BoolArray]
) -> ChiSquaredTest:
    """Test whether groups differ, by the log-rank test.

    Parameters
    ----------
    times : ndarray, shape=(n_patients,)
    event : ndarray of bool, shape=(n_patients,)
    groups : sequence of ndarray of bool, shape=(n_patients,)
        Two or more, disjoint, each with an event; patients in none take no part.
    """
    belongs = np.any(groups, axis=0)
    group = np.argmax(groups, axis=0)[belongs]
    chi_squared, _ = compare_survival(Surv.from_arrays(event[belongs], times[belongs]), group)
    return ChiSquaredTest(float(chi_squared), len(groups) - 1)


def _numbers_at_risk(patients: Patients, told: Sequence[Group]) -> list[tuple[Shown, ...]]:
    """Count by group and month; the rest of the patients at risk is a part that is not shown."""
    by_month = []
    for month in range(0, int(patients.months.max()) + 1, MONTHS_BETWEEN_RISKS):
        at_risk = patients.months >= month
        parts = [int((group.members & at_risk).sum()) for group in told]
        by_month.append(show_parts([*parts, int(at_risk.sum()) - sum(parts)]))
    return [tuple(month[i] for month in by_month) for i in range(len(told))]


def _curve(
    patients: Patients, group: Group, shown: tuple[Shown, Shown, tuple[Shown, ...]]
) -> SurvivalCurve:
    n, events, at_risk = shown
    why_not = patients.why_not_told(group.members)
    months, event = patients.months[group.members], patients.event[group.members]
    until = last_shown_month(months)
    steps = coarse_months(np.bincount(months[event & (months <= until)], minlength=1))
    if why_not is not None or len(steps) == 1:
        return SurvivalCurve(
            group.label, n, events, (), (), (), (), 0, (), why_not or FEWER_WHILE_AT_RISK
        )
    estimate = estimate_survival(months, event, steps)
    survival, lower, upper = (
        tuple(map(float, coarse_share(part, len(months)))) for part in estimate
    )
    n_risks = until // MONTHS_BETWEEN_RISKS + 1
    return SurvivalCurve(
        group.label,
        n,
        events,
        tuple(map(int, steps)),
        survival,
        lower,
        upper,
        until,
        at_risk[:n_risks],
        None,
    )


def estimate_survival(
    times: IntArray | FloatArray, event: BoolArray, at: IntArray | FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Estimate survival with 95 % limits, log(-log), at some times.

    Parameters
    ----------
    times : ndarray, shape=(n_patients,)
    event : ndarray of bool, shape=(n_patients,)
        With an event at least.
    at : ndarray, shape=(n_at,)

    Returns
    -------
    survival, lower, upper : ndarray, shape=(n_at,)
        1, 1, 1 before the first event.
    """
    steps, survival, limits = kaplan_meier_estimator(event, times, conf_type="log-log")
    index = np.searchsorted(steps, at, side="right")
    curves = (np.concatenate([[1.0], curve])[index] for curve in (survival, *limits))
    estimate, lower, upper = (np.asarray(curve, dtype=np.float64) for curve in curves)
    return estimate, lower, upper
