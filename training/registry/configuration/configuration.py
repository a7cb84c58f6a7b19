"""A configuration as it is written; what it leaves open is decided by `resolve`."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from models.outcome import Outcome
from training.registry.configuration.requests import TermRequest, require_factor
from training.registry.configuration.section import ConfigurationSection
from training.registry.reading.suspicions import SUSPICIONS

DEFAULT_SEED = 20241122
DEFAULT_MISSING_ALLOWED = 0.4

Usable = Annotated[str, AfterValidator(require_factor)]
UnitColumn = Annotated[
    str,
    AfterValidator(lambda column: _require_suspected(column)),  # noqa: PLW0108  # defined below
]
Share = Annotated[float, Field(gt=0, le=1)]
Model = Literal["cox", "forest"]


def _require_suspected(column: str) -> str:
    columns = [suspicion.column for suspicion in SUSPICIONS]
    if column not in columns:
        raise ValueError(f"must be one of {', '.join(columns)}")
    return column


class RegistrySection(ConfigurationSection):
    """How the file is read.

    `accepted_units` names columns whose suspected unit somebody has confirmed.
    """

    accepted_units: tuple[UnitColumn, ...] = ()


class CoxSection(ConfigurationSection):
    """A Cox model; see `training.registry.fits.cox.CoxSettings` for the penalty."""

    terms: Annotated[tuple[TermRequest, ...], Field(min_length=1)] | None = None
    penalty: Literal["auto"] | Annotated[float, Field(ge=0)] = "auto"


class ForestSection(ConfigurationSection):
    """A forest of little bags; lists of two or more values are tuned over."""

    factors: Annotated[tuple[Usable, ...], Field(min_length=1)] | None = None
    bags: Annotated[int, Field(ge=100)] = 100
    trees_per_bag: Annotated[int, Field(ge=5)] = 10
    min_samples_leaf: Annotated[tuple[Annotated[int, Field(ge=5)], ...], Field(min_length=1)] = (
        50,
        25,
        12,
        6,
    )
    max_features: Annotated[tuple[Literal["sqrt", "log2"] | Share, ...], Field(min_length=1)] = (
        "sqrt",
        0.5,
    )
    tuning_trees: Annotated[int, Field(ge=10)] = 60
    tuning_patients: Annotated[int, Field(ge=100)] = 10_000


class OutcomeSection(ConfigurationSection):
    """The models of an outcome."""

    models: Annotated[tuple[Model, ...], Field(min_length=1)] = ("cox", "forest")
    cox: CoxSection = CoxSection()
    forest: ForestSection = ForestSection()


class CancerSpecificSection(ConfigurationSection):
    """The model of cancer-specific survival: two cause-specific Cox models, and no forest."""

    models: Annotated[tuple[Literal["cox"], ...], Field(min_length=1)] = ("cox",)
    cox: CoxSection = CoxSection()


class Configuration(ConfigurationSection):
    """Everything that is decided before training.

    Attributes
    ----------
    outcomes : tuple of Outcome or None
        None: all that the registry records and can carry.
    imputations : int or None
        None: one where nothing is missing, otherwise one for each percent of incomplete patients,
        at least 10 and at most 50.
    longest_month : int or None
        None: for each outcome the last month with ten patients at risk and five events up to it,
        at most 120.
    missing_allowed : float
        A factor that is unknown in a larger share of the patients is not used.
    """

    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = DEFAULT_SEED
    outcomes: Annotated[tuple[Outcome, ...], Field(min_length=1)] | None = None
    imputations: Annotated[int, Field(ge=1, le=100)] | None = None
    longest_month: Annotated[int, Field(ge=12, le=240)] | None = None
    missing_allowed: Annotated[float, Field(ge=0, lt=1)] = DEFAULT_MISSING_ALLOWED
    registry: RegistrySection = RegistrySection()
    overall_survival: OutcomeSection | None = None
    cancer_specific_survival: CancerSpecificSection | None = None
    disease_free_survival: OutcomeSection | None = None

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if self.outcomes is None:
            return self
        for name in ("overall_survival", "cancer_specific_survival", "disease_free_survival"):
            if getattr(self, name) is not None and name not in self.outcomes:
                raise ValueError(f"there is a table {name}, but outcomes does not name it")
        return self

    def section_of(self, outcome: Outcome) -> OutcomeSection | CancerSpecificSection:
        """Give an outcome's table, or the default one."""
        section: OutcomeSection | CancerSpecificSection | None = getattr(self, outcome)
        if section is not None:
            return section
        is_cancer = outcome == "cancer_specific_survival"
        return CancerSpecificSection() if is_cancer else OutcomeSection()

    def asks_for(self, outcome: Outcome) -> bool:
        """Whether the file names the outcome, so that it is refused rather than left out."""
        return getattr(self, outcome) is not None or outcome in (self.outcomes or ())
