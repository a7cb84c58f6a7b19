"""Follow-up: what the columns of time and death say of each outcome, and where they cannot."""

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np

from models.arrays import BoolArray, FloatArray, IntArray
from models.outcome import Outcome
from training.registry.notices import Notice
from training.registry.reading.columns import COLUMNS
from training.registry.reading.eligibility import is_included
from training.registry.reading.faults import RegistryFault
from training.registry.reading.sheet import Texts
from training.registry.reading.table import RegistryTable, known
from training.registry.reading.wording import sentence_of
from training.registry.registry import CENSORED, COMPETING, EVENT, FollowUp

DISEASE_FREE: Outcome = "disease_free_survival"

_TIME_FROM = frozenset({"time_months", "date_operation", "date_last_follow_up"})
_DISEASE_FREE_TIME_FROM = _TIME_FROM | {
    "died",
    "dfs_time_months",
    "date_relapse",
    "relapsed_or_died",
}

_NOISE_DIGITS = 6
"""36 months, computed in a spreadsheet, may come as 36.00000000000001, and are not 37."""


def whole_months(months: FloatArray) -> FloatArray:
    """Count a month that has begun as a whole one, and the day of the operation as month 1."""
    return np.maximum(np.ceil(np.round(months, _NOISE_DIGITS)), 1)


def absent_columns(texts: Texts) -> Iterator[RegistryFault]:
    """State the columns without which follow-up cannot be told."""
    has = texts.columns.keys()
    needed = []
    if "died" not in has:
        needed.append("died")
    if "time_months" not in has and not {"date_operation", "date_last_follow_up"} <= has:
        needed.append("time_months")
    gives_time = "dfs_time_months" in has or {"date_relapse", "date_operation"} <= has
    if "relapsed_or_died" in has and not gives_time:
        needed.append("dfs_time_months")
    if "relapsed_or_died" not in has and {"dfs_time_months", "date_relapse"} & has:
        needed.append("relapsed_or_died")
    for name in needed:
        yield RegistryFault(None, name, "missing_column", _missing_sentence(name))


def _missing_sentence(name: str) -> str:
    return f"{sentence_of('missing_column')}. {COLUMNS[name].description}"


def follow_up_faults(
    table: RegistryTable, texts: Texts, before: Sequence[RegistryFault]
) -> list[RegistryFault]:
    """State what is missing or contradictory in follow-up, row by row.

    Parameters
    ----------
    table : RegistryTable
        Values; faulty cells are unknown.
    texts : Texts
        What was written, to tell a faulty cell from a blank one.
    before : sequence of RegistryFault
        The faults found until here: a time that is unknown because of them is no second fault.
    """
    return [
        *_overall_faults(table, texts, before),
        *_cancer_specific_faults(table, texts),
        *_disease_free_faults(table, texts, before),
    ]


def _is_faulty(
    table: RegistryTable, before: Sequence[RegistryFault], columns: Collection[str]
) -> BoolArray:
    return np.isin(
        table.rows, [fault.row for fault in before if fault.column in columns and fault.row]
    )


def _overall_faults(
    table: RegistryTable, texts: Texts, before: Sequence[RegistryFault]
) -> list[RegistryFault]:
    faults = []
    if "died" in texts.columns:
        faults += table.faults_where(texts.is_blank("died"), "died", "value_required")
    if "time_months" in table.columns:
        unknown = ~table.is_known("time_months") & ~_is_faulty(table, before, _TIME_FROM)
        faults += table.faults_where(unknown, "time_months", "value_required")
    return faults


def _cancer_specific_faults(table: RegistryTable, texts: Texts) -> list[RegistryFault]:
    column = "died_of_sarcoma"
    if column not in texts.columns:
        return []
    unknown = table.is_true("died") & texts.is_blank(column)
    contradictory = table.is_false("died") & table.is_true(column)
    return [
        *table.faults_where(unknown, column, "cause_of_death_unknown"),
        *table.faults_where(contradictory, column, "cause_of_death_of_living"),
    ]


def _disease_free_faults(
    table: RegistryTable, texts: Texts, before: Sequence[RegistryFault]
) -> list[RegistryFault]:
    time, event = "dfs_time_months", "relapsed_or_died"
    if not {time, event} <= table.columns.keys():
        return []
    included = is_included(table, DISEASE_FREE)
    months = whole_months(table.numbers(time))
    follow_up = whole_months(table.numbers("time_months"))
    no_time = ~known(months) & ~_is_faulty(table, before, _DISEASE_FREE_TIME_FROM)
    no_event = table.is_true("died") & table.is_false(event)
    return [
        *table.faults_where(included & texts.is_blank(event), event, "value_required"),
        *table.faults_where(included & no_time, time, "value_required"),
        *table.faults_where(included & (months > follow_up), time, "relapse_after_follow_up"),
        *table.faults_where(
            included & no_event & (months == follow_up), event, "death_is_an_event"
        ),
    ]


def follow_up_of(table: RegistryTable) -> tuple[Mapping[Outcome, FollowUp], list[Notice]]:
    """Give the follow-up of every outcome that a table without faults records."""
    everybody = np.ones(len(table.rows), dtype=np.bool_)
    died = table.is_true("died")
    months = whole_months(table.numbers("time_months")).astype(np.int64)
    follow_up: dict[Outcome, FollowUp] = {
        "overall_survival": FollowUp(months, _cause(died), everybody)
    }
    notices: list[Notice] = []
    if "died_of_sarcoma" in table.columns:
        of_sarcoma = table.is_true("died_of_sarcoma")
        other = died & ~of_sarcoma
        if other.any():
            cause = _cause(of_sarcoma) + COMPETING * other
            follow_up["cancer_specific_survival"] = FollowUp(months, cause, everybody)
        else:
            column = "died_of_sarcoma"
            notices.append(Notice("no_other_deaths", column, sentence_of("no_other_deaths")))
    if {"dfs_time_months", "relapsed_or_died"} <= table.columns.keys():
        follow_up[DISEASE_FREE] = _disease_free(table)
        notices += _completeness_notices(table)
    return follow_up, notices


def _cause(event: BoolArray) -> IntArray:
    return np.where(event, EVENT, CENSORED).astype(np.int64)


def _disease_free(table: RegistryTable) -> FollowUp:
    included = is_included(table, DISEASE_FREE)
    months = whole_months(table.numbers("dfs_time_months"))
    months = np.where(included & known(months), months, 1)
    cause = _cause(table.is_true("relapsed_or_died") & included)
    return FollowUp(months.astype(np.int64), cause, included)


def _completeness_notices(table: RegistryTable) -> list[Notice]:
    n_unknown = int((~table.is_known("complete_resection")).sum())
    if not n_unknown:
        return []
    code = "completeness_unknown"
    return [Notice(code, "complete_resection", sentence_of(code), n_unknown)]
