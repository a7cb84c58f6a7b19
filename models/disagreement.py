"""When two models disagree about a patient."""

from typing import Protocol


class Estimate(Protocol):
    """A probability with its limits."""

    @property
    def survival(self) -> float:
        """S(t), between 0 and 1."""
        ...

    @property
    def lower(self) -> float:
        """Lower 95 % limit of S(t)."""
        ...

    @property
    def upper(self) -> float:
        """Upper 95 % limit of S(t)."""
        ...


def models_disagree(first: Estimate, second: Estimate) -> bool:
    """Whether each of two estimates lies outside the other's interval; a limit lies inside.

    One alone may lie outside because the other's interval is narrow: that is no disagreement yet.
    """
    return not (
        first.lower <= second.survival <= first.upper
        or second.lower <= first.survival <= second.upper
    )
