"""The rows of published Cox tables: hazard ratios between two groups."""

import math
from typing import Literal

from pydantic import BaseModel, ConfigDict

Status = Literal["printed", "ocr_fixed", "inferred"]
Operator = Literal[">", ">=", "=="]

LIMITS_WIDTH = 3.92  # distance between normal 95 % limits, in standard errors


class EvidenceRecord(BaseModel):
    """A frozen record that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Figure(EvidenceRecord):
    """A published figure: how it was obtained and which issues bear on it.

    Attributes
    ----------
    status : {"printed", "ocr_fixed", "inferred"}
        As read, repaired after damage to the copy, or computed from printed figures.
    basis : str
        What a repair or an inference rests on; empty for most printed figures.
    issues : tuple of str
        Ids of the issues that bear on the figure.
    """

    status: Status
    basis: str = ""
    issues: tuple[str, ...] = ()


class PublishedHazardRatio(Figure):
    """A hazard ratio as printed, with what its limits say.

    Attributes
    ----------
    name : str
        Short name of the contrast.
    hazard_ratio, lower, upper : float
        Hazard ratio of the exposed group and its 95 % limits.
    p : float
        P-value, as printed.
    """

    name: str
    hazard_ratio: float
    lower: float
    upper: float
    p: float

    @property
    def log_hazard_ratio(self) -> float:
        """Natural logarithm of the hazard ratio."""
        return math.log(self.hazard_ratio)

    @property
    def standard_error(self) -> float:
        """Standard error of the log hazard ratio, from its printed limits."""
        return math.log(self.upper / self.lower) / LIMITS_WIDTH

    @property
    def p_from_limits(self) -> float:
        """Two-sided Wald p-value that the ratio and its limits imply."""
        z = abs(self.log_hazard_ratio) / self.standard_error
        return math.erfc(z / math.sqrt(2))


class AdjustedContrast(PublishedHazardRatio):
    """One row of a multivariable Cox table, named after the row that it adjusts."""


class Contrast(PublishedHazardRatio):
    """One row of a univariable Cox table, with the groups it compares.

    Attributes
    ----------
    factor : str
        The patient factor that defines the exposed group.
    operator : {">", ">=", "=="}
        How `factor` is compared with `value` in the exposed group.
    value : float, bool or str
        Boundary (in the factor's unit) or level of the exposed group.
    reference : str
        The other group, in words.
    n_reference, n_exposed, n_missing : int
        Patients in either group, and patients the row leaves out.
    """

    factor: str
    operator: Operator
    value: bool | int | float | str
    reference: str
    n_reference: int
    n_exposed: int
    n_missing: int
