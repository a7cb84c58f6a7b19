"""Independent judges of FHIR R4 resources: two npm packages, FHIRPath, and fhir.resources."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fhirpathpy import evaluate
from fhirpathpy.models import models as fhirpath_models
from pydantic import ValidationError

from models.bundle import Bundle
from service.app import create_app
from service.fhir.records_route import today

HERE = Path(__file__).parent
NODE = HERE / "node"

Content = dict[str, Any]

# From the R4 definition of RiskAssessment, https://hl7.org/fhir/R4/riskassessment.html#invs
RAS_1 = "(low.empty() or ((low.code = '%') and (low.system = %ucum))) and (high.empty() or ((high.code = '%') and (high.system = %ucum)))"  # noqa: E501  # as it is published
RAS_2 = "(probability is decimal) implies (probability as decimal) <= 100"


@dataclass(frozen=True)
class OracleVerdict:
    """What each judge finds wrong with a resource; empty where nothing is."""

    json_schema: list[str]
    npm_fhir: list[str]
    fhirpath: list[str]
    fhir_resources: list[str]

    @property
    def faults(self) -> list[str]:
        return [*self.json_schema, *self.npm_fhir, *self.fhirpath, *self.fhir_resources]


@pytest.fixture(scope="session")
def judge() -> Callable[..., list[OracleVerdict]]:
    """Put resources before every judge."""
    if not (NODE / "node_modules").exists():
        pytest.fail("tests/fhir/node: not installed; run `make fhir-oracles`")

    def judge_all(*resources: Content) -> list[OracleVerdict]:
        found = subprocess.run(
            ["node", "check.js"],  # noqa: S607  # whichever node the machine has
            cwd=NODE,
            input=json.dumps(resources),
            capture_output=True,
            text=True,
            check=True,
            timeout=600,
        )
        return [
            OracleVerdict(
                json_schema=by_node["schema"],
                npm_fhir=by_node["fhir"],
                fhirpath=break_invariants(resource),
                fhir_resources=fail_to_parse(resource),
            )
            for resource, by_node in zip(resources, json.loads(found.stdout), strict=True)
        ]

    return judge_all


def break_invariants(resource: Content) -> list[str]:
    """Evaluate ras-1 and ras-2 where FHIR has them: on the ranges, and on the predictions."""
    if resource["resourceType"] != "RiskAssessment":
        return []
    model = fhirpath_models["r4"]
    broken = []
    for prediction in resource.get("prediction", ()):
        if "probabilityRange" in prediction and [True] != evaluate(
            {"resourceType": "Range", **prediction["probabilityRange"]}, RAS_1, {}, model
        ):
            broken.append("ras-1")
        within = {"resourceType": "RiskAssessment", "prediction": [prediction]}
        if [True] != evaluate(within, f"prediction.all({RAS_2})", {}, model):
            broken.append("ras-2")
    return broken


def fail_to_parse(resource: Content) -> list[str]:
    """Construct the resource with fhir.resources, which has R4B and no R4."""
    kind = resource["resourceType"]
    module = import_module(f"fhir.resources.R4B.{kind.lower()}")
    try:
        getattr(module, kind).model_validate(resource)
    except ValidationError as error:
        return [f"{fault['loc']} {fault['msg']}" for fault in error.errors()]
    return []


@pytest.fixture
def anyio_backend() -> str:
    """Run the async tests on asyncio, as uvicorn does."""
    return "asyncio"


@pytest.fixture
def record() -> Content:
    """Give the record made by hand."""
    content: Content = json.loads((HERE / "record.json").read_text("utf-8"))
    return content


@pytest.fixture
def app(bundle: Bundle) -> FastAPI:
    """Give an app on a fixed day."""
    app = create_app(bundle)
    app.dependency_overrides[today] = lambda: date(2026, 6, 1)
    return app


@pytest.fixture
async def client(app: FastAPI) -> Any:  # a generator of clients
    """Give a client to the app in process."""
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://pulmet") as client:
        yield client
