"""How far the curves of an outcome reach."""

import numpy as np

from models.arrays import BoolArray, IntArray
from models.horizons import HORIZONS_MONTHS
from training.registry.fits.refusals import FollowUpTooShort

FIRST_HORIZON_MONTHS = HORIZONS_MONTHS[0]
LONGEST_MONTH = 120
FEWEST_AT_RISK = 10
FEWEST_EVENTS_BEFORE = 5


def find_longest_month(months: IntArray, died: BoolArray, wanted: int | None) -> int:
    """Find the last month with ten patients at risk and five events up to it.

    Parameters
    ----------
    months, died : ndarray, shape=(n_patients,)
    wanted : int or None
        None: as far as it goes, at most 120.

    Raises
    ------
    FollowUpTooShort
        That month lies before the first horizon, or before the month wanted.
    """
    grid = np.arange(max(LONGEST_MONTH, wanted or 0) + 1)
    at_risk = len(months) - np.searchsorted(np.sort(months), grid, side="left")
    events = np.searchsorted(np.sort(months[died]), grid, side="right")
    carried = grid[(at_risk >= FEWEST_AT_RISK) & (events >= FEWEST_EVENTS_BEFORE)]
    last = int(carried[-1]) if len(carried) else 0
    if last < FIRST_HORIZON_MONTHS:
        raise FollowUpTooShort(
            f"the first horizon is {FIRST_HORIZON_MONTHS} months, and there must be "
            f"{FEWEST_AT_RISK} patients at risk then and {FEWEST_EVENTS_BEFORE} events up to it: "
            "follow-up is too short"
        )
    if wanted is not None and last < wanted:
        raise FollowUpTooShort(f"longest_month must be at most {last}: follow-up ends before")
    return min(last, LONGEST_MONTH) if wanted is None else wanted
