"""Terms as a configuration asks for them: of one factor, of a kind that suits it."""

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from models.factors import FACTORS, Factor
from training.registry.configuration.section import ConfigurationSection

NUMERIC = frozenset({"number", "integer"})

AFTER_CHEMOTHERAPY = frozenset({"radiological_response", "histological_response"})
"""They exist only after preoperative chemotherapy: others have none to average over."""

Knots = Annotated[int, Field(ge=3, le=7)] | Annotated[tuple[float, ...], Field(min_length=3)]


class _Request(ConfigurationSection):
    factor: str

    @property
    def declared(self) -> Factor:
        """The declaration of the factor: kind, unit, range, levels."""
        return FACTORS[self.factor]

    @model_validator(mode="after")
    def _name_a_factor(self) -> Self:
        require_factor(self.factor)
        return self

    def _require_number(self, what: str) -> None:
        if self.declared.kind not in NUMERIC:
            raise ValueError(f"{what} needs a factor with numbers, and {self.factor} has none")

    def _require_inside(self, *values: float) -> None:
        low, high = self.declared.lowest, self.declared.highest
        if any((low is not None and v < low) or (high is not None and v > high) for v in values):
            raise ValueError(f"{self.factor} lies within {low:g} and {high:g}")


class ThresholdRequest(_Request):
    """1 beyond a cut."""

    kind: Literal["threshold"]
    operator: Literal[">", ">="]
    cut: float

    @model_validator(mode="after")
    def _suit(self) -> Self:
        self._require_number("a threshold")
        self._require_inside(self.cut)
        return self


class LevelRequest(_Request):
    """1 where the factor has a level; without a level: where it is true."""

    kind: Literal["level"]
    level: bool | str = True

    @model_validator(mode="after")
    def _suit(self) -> Self:
        if self.declared.kind in NUMERIC:
            raise ValueError(
                f"{self.factor} has numbers: ask for a threshold, a linear term or a spline"
            )
        allowed = self.declared.levels or (True, False)
        if self.level not in allowed or isinstance(self.level, bool) == bool(self.declared.levels):
            words = [str(level).lower() for level in allowed]
            raise ValueError(f"the level of {self.factor} must be one of {', '.join(words)}")
        return self


class LinearRequest(_Request):
    """A straight line."""

    kind: Literal["linear"]

    @model_validator(mode="after")
    def _suit(self) -> Self:
        self._require_number("a linear term")
        return self


class SplineRequest(_Request):
    """A restricted cubic spline; `knots` says how many, or where they are."""

    kind: Literal["spline"]
    knots: Knots = 3

    @model_validator(mode="after")
    def _suit(self) -> Self:
        self._require_number("a spline")
        if isinstance(self.knots, tuple):
            self._require_inside(*self.knots)
            if any(after <= before for before, after in pairwise(self.knots)):
                raise ValueError("the knots must rise")
        return self


TermRequest = Annotated[
    ThresholdRequest | LevelRequest | LinearRequest | SplineRequest, Field(discriminator="kind")
]


def require_factor(name: str) -> str:
    """Check that a model may use a factor.

    Raises
    ------
    ValueError
    """
    if name not in FACTORS:
        raise ValueError(f"{name} is no factor; allowed: {', '.join(usable_factors())}")
    if name in AFTER_CHEMOTHERAPY:
        raise ValueError(
            f"{name} exists only after preoperative chemotherapy, so that no model can use it"
        )
    return name


def usable_factors() -> tuple[str, ...]:
    """Give the factors that a model may use."""
    return tuple(name for name in FACTORS if name not in AFTER_CHEMOTHERAPY)
