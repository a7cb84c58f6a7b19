"""Terms: the columns of a model, each derived from one factor.

The kinds of term are a closed set, so that a bundle can be read without running code from it.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from models.factors import FactorValue

FloatArray = NDArray[np.float64]


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


Term = Annotated[Threshold | Level, Field(discriminator="kind")]


@dataclass(frozen=True)
class Columns:
    """The terms of a model, in the order of its coefficients."""

    terms: tuple[Term, ...]

    @property
    def factors(self) -> tuple[str, ...]:
        """The factors behind the terms, each once, in order."""
        return tuple(dict.fromkeys(term.factor for term in self.terms))

    def of(self, factor: str) -> list[int]:
        """Positions of the columns that derive from a factor; empty where none does."""
        return [i for i, term in enumerate(self.terms) if term.factor == factor]

    def encode(self, factor: str, value: FactorValue) -> FloatArray:
        """Give the values of a factor's columns, shape=(n_columns_of_factor,)."""
        return np.array([self.terms[i].encode(value) for i in self.of(factor)])
