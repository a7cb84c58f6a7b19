"""The columns that a registry may have: the factors, the outcomes, dates and an identifier.

The factors are those of `models.factors`; nothing about them is written here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from models.factors import FACTORS, Factor, FactorKind

ColumnKind = Literal[FactorKind, "date", "identifier"]

LONGEST_MONTHS = 600
"""Fifty years of follow-up: longer than any thoracic registry, so something else was written."""

BOOLEANS: Mapping[str, bool] = MappingProxyType(
    {
        **dict.fromkeys(("true", "yes", "1", "1.0"), True),
        **dict.fromkeys(("false", "no", "0", "0.0"), False),
    }
)
"""`1.0` is how some programs write 1 in a column that has gaps."""

MISSING = ("", "na", "n/a", "nan", "null", "unknown")
"""Texts that mean unknown, in lower case."""

IDENTIFIER = "patient_id"


@dataclass(frozen=True)
class RegistryColumn:
    """What may stand in one column; see `models.factors.Factor` for the ranges."""

    name: str
    description: str
    kind: ColumnKind
    unit: str | None = None
    lowest: float | None = None
    highest: float | None = None
    lowest_excluded: bool = False
    levels: tuple[str, ...] = field(default=())

    @property
    def allowed(self) -> str:
        """The values that a cell may have, as a phrase for messages and the data dictionary."""
        if self.kind == "level":
            return f"one of {', '.join(self.levels)}"
        if self.kind in ("number", "integer"):
            noun = "a number" if self.kind == "number" else "a whole number"
            return f"{noun} {self.range}{f' {self.unit}' if self.unit else ''}"
        return _ALLOWED[self.kind]

    @property
    def range(self) -> str:
        """The range in words; nothing for a column without one."""
        if self.lowest is None or self.highest is None:
            return ""
        first = "above" if self.lowest_excluded else "from"
        then = "up to" if self.lowest_excluded else "to"
        return f"{first} {self.lowest:g} {then} {self.highest:g}"


_ALLOWED = {
    "boolean": "true or false, yes or no, 1 or 0",
    "date": "a date as YYYY-MM-DD",
    "identifier": "any text",
}


def _of_factor(factor: Factor) -> RegistryColumn:
    return RegistryColumn(
        name=factor.name,
        description=factor.description,
        kind=factor.kind,
        unit=factor.unit,
        lowest=factor.lowest,
        highest=factor.highest,
        lowest_excluded=factor.lowest_excluded,
        levels=tuple(factor.levels),
    )


def _months(name: str, description: str) -> RegistryColumn:
    return RegistryColumn(name, description, "number", "months", 0, LONGEST_MONTHS)


_OTHERS = (
    _months(
        "time_months",
        "From the first lung operation to death or last follow-up; or give date_operation and "
        "date_last_follow_up.",
    ),
    RegistryColumn("died", "Died of whatever cause by then. Required.", "boolean"),
    RegistryColumn(
        "died_of_sarcoma",
        "Died of the sarcoma; required of the dead where the column is present.",
        "boolean",
    ),
    _months(
        "dfs_time_months",
        "From the first lung operation to relapse, death or the last day known to be free of "
        "disease; or give date_relapse beside the dates of operation and last follow-up.",
    ),
    RegistryColumn("relapsed_or_died", "Relapse, or death without one, by then.", "boolean"),
    RegistryColumn("date_birth", "Gives age_years, in completed years at the operation.", "date"),
    RegistryColumn(
        "date_primary_resection",
        "Resection of the primary tumour; with date_lung_metastasis gives "
        "disease_free_interval_months.",
        "date",
    ),
    RegistryColumn("date_lung_metastasis", "Detection of the first lung metastasis.", "date"),
    RegistryColumn(
        "date_operation",
        "First lung operation; of stages within 3 months, the first stage.",
        "date",
    ),
    RegistryColumn("date_last_follow_up", "Death, or the last day known to be alive.", "date"),
    RegistryColumn("date_relapse", "First relapse; empty when there was none.", "date"),
    RegistryColumn(
        IDENTIFIER,
        "Used to find a patient entered twice, and for nothing else; never kept or shown.",
        "identifier",
    ),
)

COLUMNS: Mapping[str, RegistryColumn] = MappingProxyType(
    {
        column.name: column
        for column in (*(_of_factor(factor) for factor in FACTORS.values()), *_OTHERS)
    }
)
"""Every column that is read, by name."""
