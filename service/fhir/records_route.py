"""`POST /v1/records`: what a patient's FHIR record says of the factors; nothing is predicted."""

from datetime import UTC, date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends
from pydantic import Field

from models.factors import Patient
from service.fhir.dates import months_since
from service.fhir.ledger import LedgerEntry
from service.fhir.operation import require_bundle
from service.fhir.record import collect, read_record
from service.fhir.route_class import RecordRoute
from service.openapi import problems
from service.shape import Shape
from service.worker_pool import RECORDS

router = APIRouter(prefix="/v1", tags=["records"], route_class=RecordRoute)


def today() -> date:
    """Give the day of the request; tests put another in its place."""
    return datetime.now(UTC).date()


Today = Annotated[date, Depends(today)]
FhirContent = Annotated[dict[str, Any], Body(description="A FHIR R4 resource.")]


class RecordAnswer(Shape):
    """The factors that were found, and where."""

    patient: Patient
    survived_months: int = Field(
        description="Whole months since the operation; 0 where it lies ahead, or is not known."
    )
    ledger: list[LedgerEntry] = Field(
        description="At least one entry for each factor, in their order; the first one decides."
    )


@router.post("/records", operation_id="read_record", responses=problems(400, 413, 415, 422))
async def read_bundle(content: FhirContent, day: Today) -> RecordAnswer:
    """Read the factors from a FHIR R4 Bundle with one patient's record."""
    return await RECORDS.compute(_read, content, day)


def _read(content: dict[str, Any], day: date) -> RecordAnswer:
    require_bundle(content)
    reading = read_record(collect(content), day)
    return RecordAnswer(
        patient=reading.patient,
        survived_months=months_since(reading.operation_date, day),
        ledger=list(reading.ledger),
    )
