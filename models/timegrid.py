"""The monthly time grid on which every curve lives.

Time zero is the first pulmonary metastasectomy. A duration in days becomes
ceil(days / 30.4375) months, so that a month that has begun counts as a whole one.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from models.errors import Fault, Unsupported

Months = range | tuple[int, ...]
"""Months of which the first is the one survived to, or 0; all probabilities are given that."""


@dataclass(frozen=True)
class TimeGrid:
    """The months 0, 1, ..., `longest_month`."""

    longest_month: int

    @property
    def months(self) -> NDArray[np.int64]:
        """All months, shape=(longest_month + 1,)."""
        return np.arange(self.longest_month + 1)

    def months_from(self, survived_months: int) -> range:
        """Give the months of a curve that restarts at the month survived, both ends included."""
        return range(survived_months, self.longest_month + 1)

    def require_after(self, survived_months: int, horizons_months: tuple[int, ...]) -> None:
        """Check that a question stays on the grid.

        Raises
        ------
        Unsupported
            When the patient has survived to the last month or beyond, or a horizon does not
            lie after the months survived and within the longest supported month.
        """
        if not 0 <= survived_months < self.longest_month:
            allowed = {"lowest": 0, "highest": self.longest_month - 1}
            raise Unsupported(
                [Fault("survived_months_unsupported", field="survived_months", details=allowed)]
            )
        allowed = {"lowest": survived_months + 1, "highest": self.longest_month}
        faults = [
            Fault("horizon_unsupported", field=f"horizons_months/{i}", details=allowed)
            for i, horizon in enumerate(horizons_months)
            if not survived_months < horizon <= self.longest_month
        ]
        if faults:
            raise Unsupported(faults)


@lru_cache(maxsize=256)
def numbers(months: Months, first: int = 0) -> NDArray[np.int64]:
    """Give months since the first as an array, which is kept: the same are asked for again."""
    found = np.array(months, dtype=np.int64) - first
    found.flags.writeable = False
    return found


def columns_of(curves: NDArray[np.float64], months: Months) -> NDArray[np.float64]:
    """Select months of curves, each in one piece; without copying, where they follow one another.

    Parameters
    ----------
    curves : ndarray, shape=(n_curves, n_months)
    """
    some = at(months)
    return curves[:, some] if isinstance(some, slice) else np.ascontiguousarray(curves[:, some])


def at(months: Months) -> slice | list[int]:
    """Index an axis of months: without copying it, where they follow one another."""
    if isinstance(months, range) and months.step == 1:
        return slice(months.start, months.stop)
    return list(months)
