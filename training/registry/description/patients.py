"""The patients whom an outcome is defined for, divided by every factor that can divide them."""

from dataclasses import dataclass

import numpy as np

from models.arrays import BoolArray, IntArray
from models.outcome import Outcome
from training.registry.description.grouping import Grouping, group_by, is_known
from training.registry.disclosure import SMALLEST_CELL
from training.registry.registry import EVENT, Registry

FEWER_PATIENTS = "fewer than 5 patients"
FEWER_EVENTS = "fewer than 5 with the event"
FEWER_WITHOUT = "fewer than 5 without the event"


@dataclass(frozen=True, eq=False)
class Patients:
    """Follow-up of one outcome.

    Attributes
    ----------
    months : ndarray of int, shape=(n_patients,)
    cause : ndarray of int, shape=(n_patients,)
        As in `FollowUp`.
    groupings : tuple of Grouping
        Of every factor that is known of somebody.
    """

    months: IntArray
    cause: IntArray
    groupings: tuple[Grouping, ...]

    @property
    def event(self) -> BoolArray:
        """Who had the event that the outcome is about."""
        event: BoolArray = self.cause == EVENT
        return event

    @property
    def everybody(self) -> BoolArray:
        """Mask of every patient, shape=(n_patients,)."""
        return np.ones(len(self.months), dtype=np.bool_)

    def why_not_told(self, members: BoolArray) -> str | None:
        """Say why nothing is estimated for a group; None where something is.

        Five with and five without the event are asked for, so that neither an estimate nor its
        precision tells of fewer.
        """
        n, n_events = int(members.sum()), int((members & self.event).sum())
        if n < SMALLEST_CELL:
            return FEWER_PATIENTS
        if n_events < SMALLEST_CELL:
            return FEWER_EVENTS
        return FEWER_WITHOUT if n - n_events < SMALLEST_CELL else None


def select_patients(registry: Registry, outcome: Outcome) -> Patients:
    """Take the patients whom an outcome is defined for.

    Raises
    ------
    KeyError
        Where the registry does not record the outcome.
    """
    follow_up = registry.follow_up[outcome]
    kept = follow_up.included
    groupings = tuple(
        group_by(name, column[kept])
        for name, column in registry.factors.items()
        if is_known(column[kept]).any()
    )
    return Patients(follow_up.months[kept], follow_up.cause[kept], groupings)
