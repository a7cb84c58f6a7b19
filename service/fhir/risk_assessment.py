"""RiskAssessment: one model's prediction as FHIR R4 has it.

Three rules of the standard shape it. `probabilityDecimal` is a percentage, at most 100 (ras-2).
A `probabilityRange` excludes the decimal (ras-1), so that the interval travels in an extension.
`whenRange` is an age; the time of a horizon is a `whenPeriod`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from service.answer import BundleAnswer, HorizonAnswer, PredictionAnswer
from service.catalogue import Catalogue
from service.fhir.address import (
    MODEL_SYSTEM,
    OUTCOME_SYSTEM,
    SURVIVAL_INTERVAL,
    Content,
    coding,
)
from service.fhir.dates import months_after
from service.fhir.units import UCUM

PERCENT_DIGITS = 1

_PLACE = re.compile(r"entry/\d+")


@dataclass(frozen=True)
class Occasion:
    """What all RiskAssessments of one answer have in common.

    Attributes
    ----------
    subject : str or None
        Reference to the patient.
    operation_date : date
        Where the periods begin.
    survived_months : int
        Months after it at which the patient is known to be alive; of disease-free survival, alive
        and free of disease.
    basis : sequence of str
        The resources used.
    """

    bundle: BundleAnswer
    outcome: str
    subject: str | None
    operation_date: date
    survived_months: int
    occurred: datetime
    basis: Sequence[str]


def assess(
    catalogue: Catalogue, prediction: PredictionAnswer, occasion: Occasion, identity: str
) -> Content:
    """Write one model's prediction as a RiskAssessment.

    Parameters
    ----------
    identity : str
        Its logical id.
    """
    bundle = occasion.bundle
    method = catalogue.say(
        "fhir", "method", model=prediction["model"], bundle=bundle["id"], version=bundle["version"]
    )
    limits = [limitation["message"] for limitation in bundle["limitations"]]
    mitigation = [catalogue.say("fhir", "mitigation"), *limits, *catalogue.mark_translation()]
    assessment: Content = {
        "resourceType": "RiskAssessment",
        "id": identity,
        "status": "preliminary" if prediction["experimental"] else "final",
        "method": {
            "coding": [coding(MODEL_SYSTEM, prediction["model"], version=bundle["version"])],
            "text": method,
        },
        "subject": reference_to(occasion.subject)
        if occasion.subject
        else {"display": catalogue.say("fhir", "subject")},
        "occurrenceDateTime": occasion.occurred.isoformat(timespec="seconds"),
        "prediction": [
            _predict(catalogue, horizon, occasion) for horizon in prediction["horizons"]
        ],
        "mitigation": catalogue.join(mitigation),
    }
    if occasion.basis:
        assessment["basis"] = [reference_to(name) for name in occasion.basis]
    return assessment


def reference_to(name: str) -> Content:
    """Refer to a resource; one without an id can only be named by its place in the record."""
    return {"display": name} if _PLACE.fullmatch(name) else {"reference": name}


def percent_of(probability: float) -> float:
    """Give a probability as FHIR has it."""
    return round(100 * probability, PERCENT_DIGITS)


def _predict(catalogue: Catalogue, horizon: HorizonAnswer, occasion: Occasion) -> Content:
    text = catalogue.say(occasion.outcome, "assessment", months=horizon["months"])
    start = months_after(occasion.operation_date, occasion.survived_months)
    end = months_after(occasion.operation_date, horizon["months"])
    return {
        "extension": [
            {
                "url": SURVIVAL_INTERVAL,
                "valueRange": {
                    "low": _percent(horizon["lower"]),
                    "high": _percent(horizon["upper"]),
                },
            }
        ],
        "outcome": {"coding": [coding(OUTCOME_SYSTEM, occasion.outcome)], "text": text},
        "probabilityDecimal": percent_of(horizon["survival"]),
        "whenPeriod": {"start": start.isoformat(), "end": end.isoformat()},
    }


def _percent(probability: float) -> Content:
    return {"value": percent_of(probability), "unit": "%", "system": UCUM, "code": "%"}
