"""Cumulative incidence by cause, where patients can die of another one first.

Aalen and Johansen's estimate, by scikit-survival: the probability of having died of a cause by a
month, the other causes being what they are. One minus Kaplan-Meier is higher, because it censors
them.

References
----------
Aalen and Johansen, Scand J Stat 1978;5:141.
"""

from dataclasses import dataclass

import numpy as np
from sksurv.nonparametric import cumulative_incidence_competing_risks

from models.arrays import FloatArray, IntArray
from training.registry.description.patients import Patients
from training.registry.disclosure import (
    SMALLEST_CELL,
    Shown,
    coarse_months,
    coarse_share,
    last_shown_month,
    show_parts,
)
from training.registry.registry import COMPETING, EVENT

CAUSES = {EVENT: "The event", COMPETING: "Death of another cause"}


@dataclass(frozen=True)
class IncidenceCurve:
    """The cumulative incidence of one cause, as it is shown.

    Attributes
    ----------
    events : Shown
    months : tuple of int
        Where the curve is told; the first is 0. Empty where there are fewer than 5 events.
    incidence : tuple of float
        At those months; straight between them.
    until_month : int
        How far it is drawn.
    """

    label: str
    events: Shown
    months: tuple[int, ...]
    incidence: tuple[float, ...]
    until_month: int

    def at(self, month: int) -> float | None:
        """Read the incidence at a month; None beyond the curve."""
        if not self.months or month > self.until_month:
            return None
        return float(np.interp(month, self.months, self.incidence))


def draw_incidence(patients: Patients) -> tuple[IncidenceCurve, ...]:
    """Estimate the cumulative incidence of every cause; nothing where there is but one."""
    counts = [int((patients.cause == cause).sum()) for cause in CAUSES]
    if min(counts) == 0:
        return ()
    shown = show_parts([*counts, len(patients.months) - sum(counts)])
    until = last_shown_month(patients.months)
    return tuple(
        _curve(patients, cause, events, until) for cause, events in zip(CAUSES, shown, strict=False)
    )


def _curve(patients: Patients, cause: int, events: Shown, until: int) -> IncidenceCurve:
    seen = patients.months[(patients.cause == cause) & (patients.months <= until)]
    if len(seen) < SMALLEST_CELL:
        return IncidenceCurve(CAUSES[cause], events, (), (), 0)
    steps = coarse_months(np.bincount(seen))
    incidence = estimate_incidence(patients.months, patients.cause, steps)[cause - 1]
    shown = coarse_share(incidence, len(patients.months))
    return IncidenceCurve(
        CAUSES[cause], events, tuple(map(int, steps)), tuple(map(float, shown)), until
    )


def estimate_incidence(
    times: IntArray | FloatArray, cause: IntArray, at: IntArray | FloatArray
) -> FloatArray:
    """Estimate the cumulative incidence of every cause at some times.

    Parameters
    ----------
    times : ndarray, shape=(n_patients,)
    cause : ndarray of int, shape=(n_patients,)
        0 censored, then 1, 2, ..., each of which occurs.
    at : ndarray, shape=(n_at,)

    Returns
    -------
    ndarray, shape=(n_causes, n_at)
    """
    steps, incidence = cumulative_incidence_competing_risks(cause, times)
    index = np.searchsorted(steps, at, side="right")
    started = np.column_stack([np.zeros(len(incidence) - 1), incidence[1:]])
    estimate: FloatArray = started[:, index]
    return estimate
