"""What a model says of one patient."""

from typing import NamedTuple

import numpy as np

from models.arrays import FloatArray


class Curve(NamedTuple):
    """Survival with its 95 % limits, on all months from `survived_months` on.

    Where the curve was not asked for, on `survived_months` and the horizons only.
    """

    months: np.ndarray
    survival: FloatArray
    lower: FloatArray
    upper: FloatArray


class Scenario(NamedTuple):
    """The patient's probability if the cohort's mean at the last month were `average`."""

    average: float
    survival: float


class Horizon(NamedTuple):
    """The probability at one horizon; `average` is the cohort's."""

    months: int
    survival: float
    lower: float
    upper: float
    average: float
    scenarios: tuple[Scenario, ...]


class RangeIfKnown(NamedTuple):
    """How far the probability at a horizon could move if an unknown factor were known."""

    factor: str
    months: int
    lowest: float
    highest: float


class Contribution(NamedTuple):
    """What one factor adds to the unconditional probability at a horizon.

    `determined` is false where the cohorts do not agree on its sign; `log_hazard` is
    None for a model without one.
    """

    factor: str
    contribution: float
    log_hazard: float | None
    determined: bool


class HorizonExplanation(NamedTuple):
    """Contributions that add up to the unconditional probability minus `average`."""

    months: int
    average: float
    contributions: tuple[Contribution, ...]


class Prediction(NamedTuple):
    """Everything that a model says of one patient.

    `factors` are those of the model; `informative` are the known ones that bear on it.
    """

    model: str
    experimental: bool
    factors: tuple[str, ...]
    informative: tuple[str, ...]
    curve: Curve
    horizons: tuple[Horizon, ...]
    median_months: int | None
    restricted_mean_months: float
    restricted_to_month: int
    ranges: tuple[RangeIfKnown, ...]
    explanation: tuple[HorizonExplanation, ...]

    @property
    def last_horizon(self) -> Horizon:
        """The horizon farthest from the operation, in whatever order they were asked."""
        return max(self.horizons, key=lambda horizon: horizon.months)
