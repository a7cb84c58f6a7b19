"""Intervals, derived from dates where a row does not state them.

Months are those of `models.calendar`. A stated interval is kept; where dates are given too, they
must agree.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.arrays import FloatArray
from models.calendar import disease_free_interval_months, months_of
from training.registry.reading.faults import RegistryFault
from training.registry.reading.table import RegistryTable, known

Days = NDArray[np.datetime64]


def months_between(earlier: Days, later: Days) -> FloatArray:
    """Count months between days, NaN where one is unknown; negative when they are reversed."""
    return months_of(_days_between(earlier, later))


def disease_free_interval(resection: Days, metastasis: Days) -> FloatArray:
    """Count months to the first metastasis, by the rule that patient records are read by."""
    return disease_free_interval_months(_days_between(resection, metastasis))


def _days_between(earlier: Days, later: Days) -> FloatArray:
    days = (later - earlier).astype(np.float64)
    days[~(known(earlier) & known(later))] = np.nan
    return days


def years_completed(birth: Days, day: Days) -> FloatArray:
    """Count completed years of age; negative when birth lies after the day."""
    both = known(birth) & known(day)
    years = np.full(len(birth), np.nan)
    born, then = _parts(birth[both]), _parts(day[both])
    before_birthday = (then[1] < born[1]) | ((then[1] == born[1]) & (then[2] < born[2]))
    years[both] = then[0] - born[0] - before_birthday
    return years


def _parts(days: Days) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    months = days.astype("datetime64[M]")
    first = months.astype("datetime64[D]")
    count = months.astype(np.int64)
    return count // 12, count % 12, (days - first).astype(np.int64)


@dataclass(frozen=True)
class Derivation:
    """How one interval follows from two dates.

    `reversed_code` names the fault of dates in the wrong order; None where that order has a
    meaning. `tolerance` is how far a stated interval may differ from the dates.
    """

    interval: str
    earlier: str
    later: str
    derive: Callable[[Days, Days], FloatArray]
    reversed_code: str | None
    tolerance: float = 1.0


DERIVATIONS = (
    Derivation(
        "age_years", "date_birth", "date_operation", years_completed, "birth_after_operation"
    ),
    Derivation(
        "disease_free_interval_months",
        "date_primary_resection",
        "date_lung_metastasis",
        disease_free_interval,
        None,
    ),
    Derivation(
        "time_months",
        "date_operation",
        "date_last_follow_up",
        months_between,
        "follow_up_before_operation",
    ),
    Derivation(
        "dfs_time_months",
        "date_operation",
        "date_relapse",
        months_between,
        "relapse_before_operation",
    ),
)

_FLOAT_NOISE = 1e-9


def derive_intervals(table: RegistryTable) -> tuple[RegistryTable, list[RegistryFault]]:
    """Add the intervals that dates give, and state where dates contradict them or each other."""
    faults = table.faults_where(
        table.days("date_lung_metastasis") > table.days("date_operation"),
        "date_lung_metastasis",
        "metastasis_after_operation",
    )
    for derivation in DERIVATIONS:
        if {derivation.earlier, derivation.later} <= table.columns.keys():
            table, found = _derive(table, derivation)
            faults += found
    table = _end_disease_free_time(table)
    return table, faults


def _derive(
    table: RegistryTable, derivation: Derivation
) -> tuple[RegistryTable, list[RegistryFault]]:
    earlier, later = table.days(derivation.earlier), table.days(derivation.later)
    derived = derivation.derive(earlier, later)
    faults = []
    if derivation.reversed_code is not None:
        is_reversed = later < earlier
        faults += table.faults_where(is_reversed, derivation.later, derivation.reversed_code)
        derived = np.where(is_reversed, np.nan, derived)
    stated = table.numbers(derivation.interval)
    disagrees = np.abs(stated - derived) > derivation.tolerance + _FLOAT_NOISE
    faults += table.faults_where(disagrees, derivation.interval, "interval_disagrees")
    filled = np.where(known(stated), stated, derived)
    return table.with_column(derivation.interval, filled), faults


def _end_disease_free_time(table: RegistryTable) -> RegistryTable:
    """Let disease-free time end with follow-up, where a date of relapse could be and is not.

    That holds of who did not relapse, and of the dead: then death was the event. Of a living
    patient with a relapse of unknown date the time stays unknown.
    """
    if not {"date_relapse", "date_operation", "relapsed_or_died"} <= table.columns.keys():
        return table
    ends = ~known(table.days("date_relapse")) & (
        table.is_false("relapsed_or_died") | table.is_true("died")
    )
    time, follow_up = table.numbers("dfs_time_months"), table.numbers("time_months")
    use = ends & ~known(time) & (follow_up >= 0)
    return table.with_column("dfs_time_months", np.where(use, follow_up, time))
