"""`GET /v1/factors`: what may be said of a patient."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from models.applicability import NOT_IN_WHAT_IF
from models.factors import CODE_SYSTEM, Factor, FactorKind, Known
from service.dependencies import SpokenCatalogue
from service.openapi import problems

router = APIRouter(prefix="/v1", tags=["factors"])


class LevelAnswer(BaseModel):
    """One level of a factor."""

    model_config = ConfigDict(frozen=True)

    value: str
    label: str


class CodeAnswer(BaseModel):
    """A code that means the factor in a terminology."""

    model_config = ConfigDict(frozen=True)

    system: str
    code: str


class FactorAnswer(BaseModel):
    """One factor: enough to draw its part of a form."""

    model_config = ConfigDict(frozen=True)

    name: str
    label: str
    description: str
    kind: FactorKind
    unit: str | None
    lowest: float | None = Field(description="Lowest value allowed; null where there is no range.")
    highest: float | None
    lowest_excluded: bool = Field(description="Whether the value must lie above `lowest`.")
    levels: list[LevelAnswer] = Field(description="Empty unless the factor has levels.")
    known: Known = Field(description="Whether it is known before the operation, or only after.")
    what_if: bool = Field(description="Whether a different patient may differ in it.")
    codes: list[CodeAnswer]


class FactorsAnswer(BaseModel):
    """All factors, in the order of a form."""

    model_config = ConfigDict(frozen=True)

    factors: list[FactorAnswer]


@router.get("/factors", operation_id="list_factors", responses=problems())
def list_factors(catalogue: SpokenCatalogue) -> FactorsAnswer:
    """List the patient factors with their labels, units, ranges and levels."""
    return FactorsAnswer(factors=[_describe(factor) for factor in catalogue.factors.values()])


def _describe(factor: Factor) -> FactorAnswer:
    return FactorAnswer(
        name=factor.name,
        label=factor.label,
        description=factor.description,
        kind=factor.kind,
        unit=factor.unit,
        lowest=factor.lowest,
        highest=factor.highest,
        lowest_excluded=factor.lowest_excluded,
        levels=[LevelAnswer(value=value, label=label) for value, label in factor.levels.items()],
        known=factor.known,
        what_if=factor.name not in NOT_IN_WHAT_IF,
        codes=[CodeAnswer(system=CODE_SYSTEM, code=factor.name)],
    )
