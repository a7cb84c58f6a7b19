"""Disclosure control: the one place that decides what is shown of counts of a hospital's patients.

- A count is shown as the nearest multiple of 5, one below 5 as `<5`; totals too, so that no sum,
  difference or complement of what is shown gives back a small cell. Percentages are computed from
  the counts as shown.
- Of the parts of a whole, another is withheld where `<5` and the whole would leave fewer than
  three values for the one below 5.
- A curve is told only at months by which at least 5 more events have happened, ends where fewer
  than 10 are at risk, and its heights are whole multiples of what 5 patients are of the group: a
  height says no more than a rounded count. Between those months it is drawn straight.
- A quantile is a mean of at least 5 patients' values; lowest and highest values are never shown.

Rounding bounds what can be *computed* from a report. It makes nothing anonymous.

References
----------
OpenSAFELY's practice for outputs: counts rounded, small ones redacted, Kaplan-Meier curves from
rounded counts. Griffiths, Greci, Kotrotsios, Parker, Scott, Welpton, Wolters and Woods, Handbook on
Statistical Disclosure Control for Outputs, Safe Data Access Professionals with the UK Data
Service, 2019 (frequency tables, percentiles, survival curves). Hundepool et al., Statistical
Disclosure Control, Wiley 2012 (the interval that an attacker is left with; microaggregation).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray, IntArray

SMALLEST_CELL = 5
STEP = 5
FEWEST_AT_RISK = 10
FEWEST_VALUES_LEFT = 3


@dataclass(frozen=True)
class Shown:
    """A count as it is shown.

    Attributes
    ----------
    nearest : int or None
        The multiple of 5; None where the count is below 5, or withheld.
    withheld : bool
        Not shown, because with it another count could be computed.
    """

    nearest: int | None
    withheld: bool = False

    def __str__(self) -> str:
        """`<5`, `withheld` where others would give it away, or the multiple of 5."""
        if self.withheld:
            return "withheld"
        return f"<{SMALLEST_CELL}" if self.nearest is None else str(self.nearest)

    @property
    def is_small(self) -> bool:
        """Whether it stands for a count below 5."""
        return self.nearest is None and not self.withheld

    @property
    def limits(self) -> tuple[int, float]:
        """The lowest and the highest count that it can stand for."""
        if self.withheld:
            return SMALLEST_CELL, np.inf
        if self.nearest is None:
            return 0, SMALLEST_CELL - 1
        return max(SMALLEST_CELL, self.nearest - STEP // 2), self.nearest + STEP // 2


def show_count(count: int) -> Shown:
    """Round a count to the nearest multiple of 5; below 5 only that it is."""
    return Shown(None if count < SMALLEST_CELL else STEP * ((int(count) + STEP // 2) // STEP))


def show_parts(parts: Sequence[int]) -> tuple[Shown, ...]:
    """Show the parts of a whole whose rounded count is shown as well.

    Parameters
    ----------
    parts : sequence of int
        All of them, the unknown included.

    Returns
    -------
    tuple of Shown
        In order. The smallest of those above 5 are withheld until what is shown leaves at least
        three of the values 1 to 4 for every part below 5.
    """
    shown = [show_count(part) for part in parts]
    whole = show_count(sum(parts))
    while any(_is_exposed(shown, i, whole) for i, part in enumerate(shown) if part.is_small):
        rest = [i for i, part in enumerate(shown) if part.nearest is not None]
        if not rest:
            break
        shown[min(rest, key=lambda i: parts[i])] = Shown(None, withheld=True)
    return tuple(shown)


def _is_exposed(parts: Sequence[Shown], i: int, whole: Shown) -> bool:
    others = [part.limits for j, part in enumerate(parts) if j != i]
    lowest = max(1, whole.limits[0] - sum(high for _, high in others))
    highest = min(SMALLEST_CELL - 1, whole.limits[1] - sum(low for low, _ in others))
    return highest - lowest + 1 < FEWEST_VALUES_LEFT


def share_of(part: Shown, whole: Shown) -> float | None:
    """Divide counts as shown; None where one of them is not."""
    if part.nearest is None or whole.nearest is None:
        return None
    return min(1.0, part.nearest / whole.nearest)


def coarse_share(share: FloatArray, n_patients: int) -> FloatArray:
    """Round shares of a group to whole multiples of what 5 of its patients are.

    Parameters
    ----------
    share : ndarray
        Fractions, for example survival by month.
    n_patients : int
        In the group, at least 5.

    Returns
    -------
    ndarray
        `k * 5 / n`, k whole and n the group's count as shown, so that a share tells no more than
        the count `share * n`, rounded to 5, would.
    """
    nearest = show_count(n_patients).nearest
    if nearest is None:
        raise ValueError("a share of fewer than 5 patients is not shown")
    unit = STEP / nearest
    coarse: FloatArray = np.clip(np.round(np.asarray(share) / unit) * STEP / nearest, 0, 1)
    return coarse


def coarse_months(events: IntArray, at_least: int = SMALLEST_CELL) -> IntArray:
    """Choose the months at which a curve is told, so that no change stands for a few patients.

    Parameters
    ----------
    events : ndarray of int, shape=(n_months,)
        Events in each month; `events[0]` belongs to month 0.
    at_least : int
        Events that lie between two months chosen: after the one, up to and with the other.

    Returns
    -------
    ndarray of int, shape=(n_steps + 1,)
        Months in rising order, the first is 0. An interval that the data end before it is full
        is merged into the one before, so that the last month is that of the last event. Where
        there are fewer than `at_least` events in all, only month 0.
    """
    months, waiting = [0], 0
    for month, count in enumerate(events):
        waiting += int(count)
        if waiting >= at_least and month > 0:
            months.append(month)
            waiting = 0
    if waiting and len(months) > 1:
        months[-1] = int(np.flatnonzero(events)[-1])
    return np.array(months, dtype=np.int64)


def last_shown_month(months: IntArray, every: int = 12) -> int:
    """Give the last month to which a curve is drawn.

    Parameters
    ----------
    months : ndarray of int, shape=(n_patients,)
        Observed times.
    every : int
        The month is a multiple of it, so that it is nobody's own.

    Returns
    -------
    int
        The last multiple at which at least 10 are at risk; 0 where there are fewer than 10.
    """
    if len(months) < FEWEST_AT_RISK:
        return 0
    tenth_longest = int(np.sort(months)[-FEWEST_AT_RISK])
    return tenth_longest // every * every


def group_values(values: FloatArray) -> FloatArray:
    """Replace each value by the mean of its group of at least 5 neighbours in rank.

    Microaggregation by individual ranking: groups of 5 in rising order, the last one larger. A
    quantile of the result is a mean of at least 5 patients' values.

    Parameters
    ----------
    values : ndarray, shape=(n_values,)
        At least 5, none unknown.

    Returns
    -------
    ndarray, shape=(n_values,)
    """
    order = np.argsort(values, kind="stable")
    n_groups = len(values) // SMALLEST_CELL
    if n_groups == 0:
        raise ValueError("a mean of fewer than 5 values is not shown")
    group = np.minimum(np.arange(len(values)) // SMALLEST_CELL, n_groups - 1)
    means = np.bincount(group, values[order]) / np.bincount(group)
    grouped = np.empty(len(values))
    grouped[order] = means[group]
    return grouped
