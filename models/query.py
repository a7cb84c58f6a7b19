"""What is asked about patients."""

from dataclasses import dataclass

from models.timegrid import Months


@dataclass(frozen=True)
class Query:
    """What is asked about patients.

    Attributes
    ----------
    horizons_months : tuple of int
        Months after the operation, each after `survived_months` and on the model's grid.
    survived_months : int
        The patients are known to be alive at this month; the curve restarts there with 1.
    explain : bool
        Whether to compute contributions.
    curve : bool
        Whether to compute limits on all months, or at the horizons only.
    budget : int or None
        The most that an explanation may cost, as `SurvivalModel.explanation_cost` counts.
    """

    horizons_months: tuple[int, ...]
    survived_months: int = 0
    explain: bool = True
    curve: bool = True
    budget: int | None = None

    @property
    def months(self) -> Months:
        """The month survived, and the horizons."""
        return (self.survived_months, *self.horizons_months)
