"""What the tests of the service share: the app in process, questions to it, a hand calculation."""

import dataclasses
import math

import httpx
import pytest

from models.cox import CoxCurves
from service.app import create_app
from service.problems import Problem

ORDINARY = {
    "histology": "leiomyosarcoma",
    "local_therapy": "surgery",
    "extrapulmonary_disease": False,
    "disease_free_interval_months": 30,
    "local_recurrence": False,
    "nodule_count": 3,
}
"""Every input of the Cox model is known, nothing is assumed, nothing is unusual."""


def connect(app):
    """Open a client to an app in process, without a socket."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://pulmet")


def problem_in(response):
    """Read a problem, in its media type and with exactly the members that were promised."""
    assert "application/problem+json" == response.headers["content-type"]

    body = response.json()

    assert body == Problem.model_validate(body, strict=True).model_dump()
    assert response.status_code == body["status"]
    assert body["type"].startswith("urn:pulmet:problem:")
    assert body["errors"]
    return body


def curve_by_hand(model, patient, hazard_factor=1.0):
    """Recompute a survival curve from what `GET /v1/models/cox` says, and from nothing else.

    Each profile of the background takes the patient's known values; one nodule on both sides is
    impossible and left out; the rest is averaged with the shares, made to sum to 1.
    """
    hazard = [hazard_factor * h for h in model["baseline"]["cumulative_hazard"]]
    beta = [coefficient["served"] for coefficient in model["coefficients"]]
    names = [coefficient["term"] for coefficient in model["coefficients"]]
    total, shares = [0.0] * len(hazard), 0.0
    for cell in model["background"]:
        x = [
            average if patient.get(term["factor"]) is None else _term(term, patient[term["factor"]])
            for term, average in zip(model["terms"], cell["profile"], strict=True)
        ]
        one_nodule = x[names.index("nodule_count >= 2")] == 0
        if one_nodule and patient.get("laterality") == "bilateral":
            continue
        relative = math.exp(sum(b * value for b, value in zip(beta, x, strict=True)))
        survival = [math.exp(-h * relative) for h in hazard]
        total = [t + cell["share"] * s for t, s in zip(total, survival, strict=True)]
        shares += cell["share"]
    return [t / shares for t in total]


def _term(term, value):
    if term["kind"] == "level":
        return float(value == term["level"])
    return float(value > term["cut"] or (term["operator"] == ">=" and value == term["cut"]))


@pytest.fixture
def anyio_backend():
    """Run the async tests on asyncio, as uvicorn does."""
    return "asyncio"


@pytest.fixture
def ordinary():
    """Give a patient of whom nothing needs to be said; a test may change its copy."""
    return dict(ORDINARY)


@pytest.fixture(scope="session")
def app(bundle):
    """Give the app that serves the small bundle."""
    return create_app(bundle)


@pytest.fixture
async def client(app):
    """Give a client to the app in process."""
    async with connect(app) as client:
        yield client


@pytest.fixture
def connection():
    """Give the function that opens a client to another app."""
    return connect


@pytest.fixture
def read_problem():
    """Give the function that reads a problem from a response."""
    return problem_in


@pytest.fixture
def ask(client):
    """Ask about one patient, and be answered."""

    async def ask(patient, **options):
        response = await client.post("/v1/predictions", json={"patient": patient, **options})
        assert 200 == response.status_code, response.text
        return response.json()

    return ask


@pytest.fixture
def ask_batch(client):
    """Ask about several patients, and be answered."""

    async def ask(patients, **options):
        body = {"patients": patients, **options}
        response = await client.post("/v1/predictions/batch", json=body)
        assert 200 == response.status_code, response.text
        return response.json()

    return ask


@pytest.fixture
def be_refused(client):
    """Ask about one patient, and be refused with a problem."""

    async def ask(patient, **options):
        response = await client.post("/v1/predictions", json={"patient": patient, **options})
        return problem_in(response)

    return ask


@pytest.fixture
async def cox(client):
    """Give what the service says of its model `cox`."""
    return (await client.get("/v1/models/cox")).json()


@pytest.fixture
def by_hand():
    """Give the hand calculation of a curve."""
    return curve_by_hand


@pytest.fixture(scope="session")
def bundle_that_disagrees(bundle):
    """Give a bundle with one more Cox model, experimental and four times as pessimistic."""
    outcome = "overall_survival"
    cox = bundle.models[outcome]["cox"]
    pessimistic = CoxCurves(cox.served.coefficients, 4 * cox.served.cumulative_hazard)
    model = dataclasses.replace(cox, name="pessimist", experimental=True, served=pessimistic)
    record = bundle.manifest.outcomes[outcome]["cox"].model_copy(update={"experimental": True})
    records = {**bundle.manifest.outcomes[outcome], "pessimist": record}
    return dataclasses.replace(
        bundle,
        manifest=bundle.manifest.model_copy(update={"outcomes": {outcome: records}}),
        models={outcome: {**bundle.models[outcome], "pessimist": model}},
    )
