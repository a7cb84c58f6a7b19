"""What the tests of the service share: the app in process, questions to it, a hand calculation."""

import dataclasses
import math

import httpx
import numpy as np
import pytest

from models.bundle import Bundle
from models.cox.curves import CoxCurves
from models.manifest import (
    Baseline,
    BundleLimitation,
    CauseSpecificRecord,
    Cell,
    FittedCoefficient,
    FittedHazard,
    RegistryCoxRecord,
    TrainingRange,
)
from models.reading import read_model
from models.terms import Level, Linear, Spline, Threshold
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

DFI = "disease_free_interval_months"
COUNTED = (
    Linear(factor="age_years"),
    Linear(factor=DFI),
    Spline(factor=DFI, knots=(2, 12, 60), number=1),
    Linear(factor="nodule_count"),
    Level(factor="laterality", level="bilateral"),
    Linear(factor="ecog"),
    Level(factor="preoperative_chemotherapy", level=True),
)
"""Terms of a registry's model: straight, bent and level."""

CUT = (Threshold(factor=DFI, operator=">", cut=12), Linear(factor="age_years"))
"""Terms of one that cuts the disease-free interval and does not count nodules."""

REGISTERED = (
    {"age_years": 30, DFI: 3, "nodule_count": 1, "laterality": "unilateral", "ecog": 0},
    {"age_years": 45, DFI: 10, "nodule_count": 4, "laterality": "bilateral", "ecog": 1},
    {"age_years": 60, DFI: 25, "nodule_count": 2, "laterality": "unilateral", "ecog": 0},
    {"age_years": 75, DFI: 80, "nodule_count": 7, "laterality": "bilateral", "ecog": 2},
)
"""Who the unknown is averaged over, in these models, by turns with and without chemotherapy."""

EFFECTS = {"age_years": 0.01, DFI: -0.01, "nodule_count": 0.05, "ecog": 0.2}
IMPUTATIONS, DRAWS = 2, 5


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


def fitted(terms, event, rate, months):
    """Write down a Cox model with made-up effects and a constant baseline hazard."""
    effects = [EFFECTS.get(term.factor, 0.3) for term in terms]
    covariance = tuple(tuple(0.01 * (i == j) for j in range(len(terms))) for i in range(len(terms)))
    return FittedHazard(
        event=event,
        coefficients=tuple(
            FittedCoefficient(term=term.name, served=effect, served_se=0.1)
            for term, effect in zip(terms, effects, strict=True)
        ),
        covariance=covariance,
        within_covariance=covariance,
        penalty=0,
        baseline=Baseline(
            months=tuple(range(months + 1)),
            cumulative_hazard=tuple(rate * month for month in range(months + 1)),
        ),
    )


def stacks_of(hazard, prefix=""):
    """Scatter a Cox model into draws and imputations."""
    rng = np.random.default_rng(5)
    effects = np.array([coefficient.served for coefficient in hazard.coefficients])
    rises = np.array(hazard.baseline.cumulative_hazard)
    return {
        f"{prefix}{part}_{what}": values * rng.uniform(0.8, 1.2, (n, 1))
        for part, n in (("draw", DRAWS), ("reconstruction", IMPUTATIONS))
        for what, values in (("coefficients", effects), ("cumulative_hazard", rises))
    }


def registered_model(outcome, terms, months):
    """Make a registry's model of an outcome: its record, and the model read from it."""
    cells = []
    for number, patient in enumerate(REGISTERED):
        known = {**patient, "preoperative_chemotherapy": number % 2 == 0}
        profile = tuple(term.encode(known[term.factor]) for term in terms)
        cells.append(Cell(profile=profile, share=(0.4, 0.3, 0.2, 0.1)[number]))
    whole = {
        "experimental": False,
        "n_patients": 400,
        "n_imputations": IMPUTATIONS,
        "longest_month": months,
        "terms": terms,
        "background": cells,
        "metrics": {},
        "arrays": f"{outcome}.npz",
    }
    shares = np.array([[cell.share for cell in cells]] * IMPUTATIONS)
    if outcome == "cancer_specific_survival":
        sarcoma = fitted(terms, "death_of_sarcoma", 0.002, months)
        other = fitted(terms, "death_of_another_cause", 0.001, months)
        record = CauseSpecificRecord(**whole, sarcoma=sarcoma, other=other)
        arrays = stacks_of(sarcoma, "sarcoma_") | stacks_of(other, "other_")
    else:
        event = "death" if outcome == "overall_survival" else "relapse_or_death"
        hazard = fitted(terms, event, 0.003, months)
        record = RegistryCoxRecord(**whole, hazard=hazard)
        arrays = stacks_of(hazard)
    arrays["reconstruction_shares"] = shares
    return record, read_model("cox", outcome, record, arrays)


@pytest.fixture(scope="session")
def make_registry_bundle(bundle):
    """Make a bundle as a registry's: three outcomes, terms of all kinds, and a forest of the first.

    The forest is that of the small bundle.
    """

    def make(months=72, terms=None):
        wanted = terms or {
            "overall_survival": COUNTED,
            "cancer_specific_survival": COUNTED,
            "disease_free_survival": CUT,
        }
        made = {outcome: registered_model(outcome, own, months) for outcome, own in wanted.items()}
        records = {outcome: {"cox": record} for outcome, (record, _) in made.items()}
        models = {outcome: {"cox": model} for outcome, (_, model) in made.items()}
        if months >= 60 and "overall_survival" in models:
            forest = bundle.models["overall_survival"]["forest"]
            record = bundle.manifest.outcomes["overall_survival"]["forest"]
            own = {"experimental": False, "scenarios": ()}
            records["overall_survival"]["forest"] = record.model_copy(update=own)
            models["overall_survival"]["forest"] = dataclasses.replace(
                forest, experimental=False, scenarios={}
            )
        changes = {
            "provenance": "registry",
            "sources": (),
            "training_ranges": {"age_years": TrainingRange(lowest=20, highest=80)},
            "limitations": (
                BundleLimitation(code="one_registry", message="One hospital's patients."),
            ),
            "outcomes": records,
            "golden": (),
        }
        return Bundle(bundle.sha256, bundle.manifest.model_copy(update=changes), models)

    return make


@pytest.fixture(scope="session")
def registry_bundle(make_registry_bundle):
    """Give a bundle as a registry's."""
    return make_registry_bundle()


@pytest.fixture
def ask_registry(registry_bundle):
    """Ask the registry's bundle about one patient, in a language, and be answered."""

    async def ask(patient, language="en", **options):
        async with connect(create_app(registry_bundle)) as client:
            response = await client.post(
                "/v1/predictions",
                json={"patient": patient, **options},
                headers={"accept-language": language},
            )
        assert 200 == response.status_code, response.text
        return response.json()

    return ask
