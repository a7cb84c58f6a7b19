"""Reading a registry: from a file to patients who passed every check, or to all its faults."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from models.factors import FACTORS
from training.registry.notices import Notice
from training.registry.reading.cells import read_cells
from training.registry.reading.columns import IDENTIFIER
from training.registry.reading.eligibility import contradiction_faults, leave_out_not_applicable
from training.registry.reading.errors import RegistryRefused
from training.registry.reading.faults import RegistryFault
from training.registry.reading.file import read_content, read_sheet
from training.registry.reading.follow_up import absent_columns, follow_up_faults, follow_up_of
from training.registry.reading.header import name_columns
from training.registry.reading.intervals import derive_intervals
from training.registry.reading.schema import schema_faults
from training.registry.reading.sheet import Texts
from training.registry.reading.suspicions import suspicion_faults
from training.registry.reading.table import RegistryTable
from training.registry.reading.wording import SENTENCES, sentence_of
from training.registry.registry import FactorColumn, FlowStep, Registry

OFTEN_MISSING = 0.4
"""Share of patients from which on an unknown factor is worth a notice."""


def read_registry(
    path: Path,
    *,
    accepted: Collection[str] = (),
    exclude_faulty_rows: bool = False,
    today: date | None = None,
) -> Registry:
    """Read a hospital's table of patients.

    Parameters
    ----------
    path : Path
        CSV or Parquet.
    accepted : collection of str
        Columns whose unit is right although it looks wrong.
    exclude_faulty_rows : bool
        Leave rows with faults out and count them, instead of refusing the file. What is wrong
        with a whole column or the file refuses it all the same.
    today : date, optional
        No date may lie after it; the system's by default.

    Raises
    ------
    RegistryRefused
        With every fault at once. Nothing of the file is used then.
    """
    content = read_content(path)
    sheet = read_sheet(content)
    texts, header_faults, notices = name_columns(sheet)
    table, found = _check(texts, today or _today(), accepted)
    faults = [*sheet.faults, *header_faults, *found]
    if any(fault.row is None or not exclude_faulty_rows for fault in faults):
        raise RegistryRefused(faults)
    eligible, flow = _leave_out(table, faults)
    if not len(eligible.rows):
        raise RegistryRefused([*faults, _file_fault("nobody_left")])
    follow_up, outcome_notices = follow_up_of(eligible)
    return Registry(
        n_rows=len(sheet.rows) + len(sheet.faults),
        factors=_factors_of(eligible),
        follow_up=follow_up,
        flow=tuple(flow),
        sha256=hashlib.sha256(content).hexdigest(),
        notices=(
            *sheet.notices,
            *notices,
            *_identity_notices(texts),
            *outcome_notices,
            *_missing_notices(eligible),
        ),
    )


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def _file_fault(code: str) -> RegistryFault:
    return RegistryFault(None, None, code, sentence_of(code))


def _check(
    texts: Texts, today: date, accepted: Collection[str]
) -> tuple[RegistryTable, list[RegistryFault]]:
    """Find every fault below the header; a faulty cell is unknown to the checks after its own."""
    stated, faults = read_cells(texts, today)
    table, interval_faults = derive_intervals(stated)
    faults += interval_faults + schema_faults(table)
    table = table.without_cells(faults)
    faults += contradiction_faults(table)
    faults += follow_up_faults(table, texts, faults)
    faults += [*absent_columns(texts), *suspicion_faults(stated, accepted)]
    if not FACTORS.keys() & table.columns.keys():
        faults.append(_file_fault("no_factor"))
    return table, faults


def _leave_out(
    table: RegistryTable, faults: Sequence[RegistryFault]
) -> tuple[RegistryTable, list[FlowStep]]:
    """Leave out rows with faults, then those not applicable.

    A row with several faults counts at the one whose sentence stands first.
    """
    order = {code: place for place, code in enumerate(SENTENCES)}
    first: dict[int | None, str] = {}
    for fault in sorted(faults, key=lambda fault: order[fault.code]):
        first.setdefault(fault.row, fault.code)
    flow = [FlowStep(code, count) for code, count in Counter(first.values()).items()]
    faulty = [row for row in first if row is not None]
    eligible, not_applicable = leave_out_not_applicable(table.take(~np.isin(table.rows, faulty)))
    return eligible, [*flow, *not_applicable]


def _factors_of(table: RegistryTable) -> dict[str, FactorColumn]:
    return {name: table.columns[name] for name in FACTORS if name in table.columns}


def _identity_notices(texts: Texts) -> Iterator[Notice]:
    if IDENTIFIER in texts.columns:
        code, count = "patients_without_identifier", int(texts.is_blank(IDENTIFIER).sum())
    else:
        distinct = set(zip(*texts.columns.values(), strict=True))
        code, count = "identical_rows", len(texts.rows) - len(distinct)
    if count:
        yield Notice(code, None, sentence_of(code), count)


def _missing_notices(table: RegistryTable) -> Iterator[Notice]:
    for name in _factors_of(table):
        n_unknown = int((~table.is_known(name)).sum())
        if n_unknown >= OFTEN_MISSING * len(table.rows):
            yield Notice("often_missing", name, sentence_of("often_missing"), n_unknown)
