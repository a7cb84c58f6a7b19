"""What the tests of FHIR share: a record made by hand, and a client on a fixed day."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from models.bundle import Bundle
from models.factors import CODE_SYSTEM
from service.app import create_app
from service.fhir.ledger import LedgerEntry
from service.fhir.record import RecordReading, collect, read_record
from service.fhir.records_route import today

TODAY = date(2026, 6, 1)
RECORD = Path(__file__).parents[2] / "fhir" / "record.json"

Content = dict[str, Any]


@pytest.fixture
def record() -> Content:
    """Give the record of a patient with a metastatic leiomyosarcoma: a Bundle of 32 resources."""
    content: Content = json.loads(RECORD.read_text("utf-8"))
    return content


@pytest.fixture
def app(bundle: Bundle) -> FastAPI:
    """Give an app whose day is TODAY."""
    app = create_app(bundle)
    app.dependency_overrides[today] = lambda: TODAY
    return app


Read = Callable[..., RecordReading]


@pytest.fixture
def read() -> Read:
    """Read resources on TODAY."""

    def read_on(*resources: Content, day: date = TODAY) -> RecordReading:
        return read_record(collect(list(resources)), day)

    return read_on


Decide = Callable[..., LedgerEntry]


@pytest.fixture
def decide(read: Read) -> Decide:
    """Give the deciding entry of one factor."""

    def decide_on(factor: str, *resources: Content) -> LedgerEntry:
        return read(*resources).deciding[factor]

    return decide_on


def concept(system: str, code: str) -> Content:
    return {"coding": [{"system": system, "code": code}]}


Make = Callable[..., Content]


@pytest.fixture
def observe() -> Make:
    """Make an Observation of a factor in pulmet's own code system."""

    def make(factor: str, day: str | None = "2026-05-20", **members: object) -> Content:
        content: Content = {
            "resourceType": "Observation",
            "id": f"{factor.replace('_', '-')}-{day}",
            "status": "final",
            "code": concept(CODE_SYSTEM, factor),
            **members,
        }
        return content if day is None else {"effectiveDateTime": day, **content}

    return make


@pytest.fixture
def diagnose() -> Make:
    """Make a confirmed, active Condition with an ICD-10-CM code."""

    def make(
        code: str,
        onset: str | None = None,
        status: str = "confirmed",
        clinical: str = "active",
        system: str = "http://hl7.org/fhir/sid/icd-10-cm",
        **members: object,
    ) -> Content:
        terminology = "http://terminology.hl7.org/CodeSystem"
        content: Content = {
            "resourceType": "Condition",
            "id": code.replace("/", "-"),
            "verificationStatus": concept(f"{terminology}/condition-ver-status", status),
            "clinicalStatus": concept(f"{terminology}/condition-clinical", clinical),
            "code": concept(system, code),
            **members,
        }
        return content if onset is None else {"onsetDateTime": onset, **content}

    return make


@pytest.fixture
def operate() -> Make:
    """Make a completed operation for the conditions named."""

    def make(name: str, day: str, *reasons: str, **members: object) -> Content:
        return {
            "resourceType": "Procedure",
            "id": name,
            "status": "completed",
            "category": concept("http://snomed.info/sct", "387713003"),
            "performedDateTime": day,
            "reasonReference": [{"reference": reason} for reason in reasons],
            **members,
        }

    return make
