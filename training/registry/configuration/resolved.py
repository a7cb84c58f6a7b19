"""A configuration with nothing left open: what a manifest holds in full."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from models.outcome import Outcome
from models.terms import Term


class ResolvedRecord(BaseModel):
    """Base of what a manifest holds."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ConfigurationNotice(ResolvedRecord):
    """Something decided for the user; it is said, and no fault."""

    code: str
    outcome: Outcome | None
    factor: str | None
    message: str


class ResolvedCox(ResolvedRecord):
    """Terms with their knots."""

    terms: tuple[Term, ...]
    penalty: Literal["auto"] | float


class ResolvedForest(ResolvedRecord):
    """Factors and hyper-parameters."""

    factors: tuple[str, ...]
    bags: int
    trees_per_bag: int
    min_samples_leaf: tuple[int, ...]
    max_features: tuple[str | float, ...]
    tuning_trees: int
    tuning_patients: int


class ResolvedOutcome(ResolvedRecord):
    """The models of one outcome."""

    n_patients: int
    n_events: int
    longest_month: int
    imputations: int
    cox: ResolvedCox | None
    forest: ResolvedForest | None

    @property
    def factors(self) -> tuple[str, ...]:
        """All factors that the models use, each once."""
        cox = [term.factor for term in self.cox.terms] if self.cox else []
        return tuple(dict.fromkeys([*cox, *(self.forest.factors if self.forest else ())]))


class ResolvedConfiguration(ResolvedRecord):
    """Everything that was decided, by the file or for it."""

    seed: int
    accepted_units: tuple[str, ...]
    missing_allowed: float
    outcomes: dict[Outcome, ResolvedOutcome]
    notices: tuple[ConfigurationNotice, ...]
