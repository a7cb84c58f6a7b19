"""Suspicions: columns that look as if they were written in another unit."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from training.registry.reading.faults import RegistryFault
from training.registry.reading.table import RegistryTable, known

MIN_VALUES = 5
"""A median of fewer says little about a column."""


@dataclass(frozen=True)
class Suspicion:
    """A unit that is suspected when the median of a column lies above a limit."""

    column: str
    median_above: float
    unit: str
    suspected: str

    @property
    def sentence(self) -> str:
        """What is suspected, and of what; the median itself stays unsaid."""
        return (
            f"the median is above {self.median_above:g} {self.unit}: written in "
            f"{self.suspected}? must be in {self.unit}"
        )


SUSPICIONS = (
    # Of 5,206 patients in the International Registry of Lung Metastases, mean follow-up was 46
    # months (Pastorino et al., J Thorac Cardiovasc Surg 1997;113:37-49). A median of 12.5 years
    # is beyond any series; in days the limit is reached after 5 months.
    Suspicion("time_months", 150, "months", "days"),
    Suspicion("dfs_time_months", 150, "months", "days"),
    # Series of resected sarcoma metastases have intervals of about one to two years; the
    # published cut is 12 months. 200 months are 16 years, 200 days less than 7 months.
    Suspicion("disease_free_interval_months", 200, "months", "days"),
    # Resected nodules are mostly 1 to 3 cm, the published cut is 3 cm. In millimetres a median
    # at or below 8 would be smaller than what is seen and resected.
    Suspicion("largest_nodule_cm", 8, "cm", "millimetres"),
)


def suspicion_faults(stated: RegistryTable, accepted: Collection[str]) -> list[RegistryFault]:
    """Suspect columns as they were stated, before anything is derived from dates.

    Parameters
    ----------
    stated : RegistryTable
        As read, also values out of range, which another unit explains.
    accepted : collection of str
        Columns whose unit somebody has confirmed.
    """
    faults = []
    for suspicion in SUSPICIONS:
        values = stated.numbers(suspicion.column)
        values = values[known(values)]
        is_high = len(values) >= MIN_VALUES and np.median(values) > suspicion.median_above
        if is_high and suspicion.column not in accepted:
            faults.append(
                RegistryFault(None, suspicion.column, "unit_suspected", suspicion.sentence)
            )
    return faults
