"""Terms: the columns of a model, each derived from one factor.

The kinds of term are a closed set, so that a bundle can be read without running code from it.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Literal, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from models.arrays import FloatArray
from models.factors import FactorValue


class Threshold(BaseModel):
    """1 where the factor lies beyond a cut, 0 where it does not."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["threshold"] = "threshold"
    factor: str
    operator: Literal[">", ">="]
    cut: float

    @property
    def name(self) -> str:
        """The term in words of the schema, for example `nodule_count >= 2`."""
        return f"{self.factor} {self.operator} {self.cut:g}"

    def encode(self, value: FactorValue) -> float:
        """Give the column's value for a known value of the factor."""
        number = float(value)  # type: ignore[arg-type]  # thresholds stand on numeric factors
        return float(number > self.cut or (self.operator == ">=" and number == self.cut))


class Level(BaseModel):
    """1 where the factor has a level (or is true), 0 where it has another."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["level"] = "level"
    factor: str
    level: bool | str

    @property
    def name(self) -> str:
        """The term in words of the schema, for example `local_recurrence`."""
        return self.factor if self.level is True else f"{self.factor} == {self.level}"

    def encode(self, value: FactorValue) -> float:
        """Give the column's value for a known value of the factor."""
        return float(value == self.level)


class Linear(BaseModel):
    """The factor's own value: its effect on the log hazard is a straight line."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["linear"] = "linear"
    factor: str

    @property
    def name(self) -> str:
        """The term in words of the schema, for example `age_years`."""
        return self.factor

    def encode(self, value: FactorValue) -> float:
        """Give the column's value for a known value of the factor."""
        return float(value)  # type: ignore[arg-type]  # lines stand on numeric factors


class Spline(BaseModel):
    r"""One bent column of a restricted cubic spline; a linear term is its straight one.

    A spline with knots :math:`k_1 < \dots < k_m` has one linear term and m - 2 of these,
    j = 1, ..., m - 2:

    .. math:: \Bigl\{(x-k_j)_+^3
        - (x-k_{m-1})_+^3 \frac{k_m-k_j}{k_m-k_{m-1}}
        + (x-k_m)_+^3 \frac{k_{m-1}-k_j}{k_m-k_{m-1}}\Bigr\} / (k_m-k_1)^2

    Beyond the outer knots it is straight. Source: Harrell, Regression Modeling Strategies,
    2015, 2.4.5 (the scaling is his `rcspline.eval` with norm=2).

    Attributes
    ----------
    knots : tuple of float
        In rising order, at least three.
    number : int
        j, from 1.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["spline"] = "spline"
    factor: str
    knots: Annotated[tuple[float, ...], Field(min_length=3)]
    number: Annotated[int, Field(ge=1)]

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if any(after <= before for before, after in pairwise(self.knots)):
            raise ValueError("the knots must rise")
        if self.number > len(self.knots) - 2:
            raise ValueError("a spline has two bent columns fewer than knots")
        return self

    @property
    def name(self) -> str:
        """The term in words of the schema, for example `age_years spline 1 of 2`."""
        return f"{self.factor} spline {self.number} of {len(self.knots) - 2}"

    def encode(self, value: FactorValue) -> float:
        """Give the column's value for a known value of the factor."""
        x = float(value)  # type: ignore[arg-type]  # splines stand on numeric factors
        own, before_last, last = self.knots[self.number - 1], *self.knots[-2:]
        span = last - before_last
        bent = (
            _cubed(x - own)
            - _cubed(x - before_last) * (last - own) / span
            + _cubed(x - last) * (before_last - own) / span
        )
        return bent / (last - self.knots[0]) ** 2


def _cubed(distance: float) -> float:
    return max(distance, 0.0) ** 3


Term = Annotated[Threshold | Level | Linear | Spline, Field(discriminator="kind")]


@dataclass(frozen=True)
class Columns:
    """The terms of a model, in the order of its coefficients."""

    terms: tuple[Term, ...]

    @cached_property
    def factors(self) -> tuple[str, ...]:
        """The factors behind the terms, each once, in order."""
        return tuple(dict.fromkeys(term.factor for term in self.terms))

    def of(self, factor: str) -> list[int]:
        """Positions of the columns that derive from a factor; empty where none does."""
        return [i for i, term in enumerate(self.terms) if term.factor == factor]

    def encode(self, factor: str, value: FactorValue) -> FloatArray:
        """Give the values of a factor's columns, shape=(n_columns_of_factor,)."""
        return np.array([self.terms[i].encode(value) for i in self.of(factor)])
