"""The registry: a hospital's patients who passed every check, and their follow-up by outcome."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.arrays import BoolArray, IntArray
from models.outcome import Outcome
from training.registry.notices import Notice

FactorColumn = NDArray[np.float64] | NDArray[np.object_]

CENSORED, EVENT, COMPETING = 0, 1, 2


@dataclass(frozen=True, eq=False)
class FollowUp:
    """What was seen of one outcome.

    Attributes
    ----------
    months : ndarray of int, shape=(n_patients,)
        Time from the operation to the event or the end of observation, at least 1; a month
        that has begun counts as a whole one. At equal times events precede censorings.
    cause : ndarray of int, shape=(n_patients,)
        0 censored; 1 the event that the outcome is about; 2 death of another cause, which
        occurs for `cancer_specific_survival` only.
    included : ndarray of bool, shape=(n_patients,)
        Whom the outcome is defined for: all patients, but for `disease_free_survival`, which
        leaves incomplete resections out. Elsewhere in this class they hold no meaning.
    """

    months: IntArray
    cause: IntArray
    included: BoolArray


@dataclass(frozen=True)
class FlowStep:
    """Rows that were left out, and why; `n_left_out` counts rows, `code` names the reason."""

    code: str
    n_left_out: int


@dataclass(frozen=True, eq=False)
class Registry:
    """Patients who passed every check; no identifier and no date is kept.

    Attributes
    ----------
    n_rows : int
        Rows in the file, before anything was left out.
    factors : mapping of str to ndarray, shape=(n_patients,)
        By factor, for those that the file has a column for. Numbers and integers: float64,
        NaN where unknown. Booleans and levels: objects (`True`, `False`, a level), None where
        unknown.
    follow_up : mapping of outcome to FollowUp
        The outcomes that the file records.
    flow : tuple of FlowStep
        Why rows were left out, in order.
    sha256 : str
        Of the file.
    notices : tuple of Notice
        What was decided while reading, and is no fault.
    """

    n_rows: int
    factors: Mapping[str, FactorColumn]
    follow_up: Mapping[Outcome, FollowUp]
    flow: tuple[FlowStep, ...]
    sha256: str
    notices: tuple[Notice, ...] = ()

    @property
    def n_patients(self) -> int:
        """Patients who passed every check."""
        return self.n_rows - sum(step.n_left_out for step in self.flow)
