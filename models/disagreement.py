"""When two models disagree about a patient."""

from typing import Protocol


class Estimate(Protocol):
    """A probability with its limits."""

    @property
    def survival(self) -> float:
        """The probability."""
        ...

    @property
    def lower(self) -> float:
        """Its lower limit."""
        ...

    @property
    def upper(self) -> float:
        """Its upper limit."""
        ...


def models_disagree(first: Estimate, second: Estimate) -> bool:
    """Whether each of two estimates lies outside the other's interval; a limit lies inside.

    One alone may lie outside because the other's interval is narrow: that is no disagreement yet.
    """
    return not (
        first.lower <= second.survival <= first.upper
        or second.lower <= first.survival <= second.upper
    )
