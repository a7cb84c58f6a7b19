"""Answers as JSON: of the shapes that are declared, and with the numbers as they are."""

import json

import numpy as np
import pytest
from pydantic import TypeAdapter

from models.factors import Patient
from models.prediction import predict
from service.answer import Answer, BatchAnswer, CurveAnswer
from service.app import create_app
from service.catalogue import read_catalogue
from service.prediction_job import PredictionJob, answer_one
from service.request import PredictionRequest
from service.writer import write

pytestmark = pytest.mark.anyio

DFI = "disease_free_interval_months"

PATIENTS = {
    "nothing known": {},
    "near boundaries": {DFI: 11, "largest_nodule_cm": 3.25, "local_recurrence": True},
    "unusual": {"age_years": 17, "nodule_count": 12, "ecog": 4, "histology": "ewing_sarcoma"},
    "stands in": {"laterality": "bilateral"},
}

OPTIONS = [
    {},
    {"explain": False},
    {"models": ["forest"]},
    {"models": ["cox", "forest"], "survived_months": 12},
    {"horizons_months": [60, 24], "what_if": [{"nodule_count": 2}, {"age_years": 16}]},
]


def strictly(shape, content):
    """Read a JSON text as a shape, member by member, nothing converted."""
    return TypeAdapter(shape).validate_json(content, strict=True)


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("patient", PATIENTS.values(), ids=PATIENTS)
async def test_every_kind_of_answer_has_the_shape_that_is_declared(client, patient, options):
    """No member too many, none missing, each of its type."""
    response = await client.post("/v1/predictions", json={"patient": patient, **options})

    assert response.json() == strictly(Answer, response.content)


@pytest.mark.parametrize("curves", [False, True])
@pytest.mark.parametrize("options", OPTIONS, ids=str)
async def test_every_kind_of_batch_has_the_shape_that_is_declared(client, options, curves):
    """Answers, and the problems of those who are refused or cannot be read."""
    patients = [*PATIENTS.values(), {"histology": "kaposi_sarcoma"}, {"grade": 9}]
    body = {"patients": patients, "curves": curves, **options}

    response = await client.post("/v1/predictions/batch", json=body)

    read = strictly(BatchAnswer, response.content)
    assert response.json() == json.loads(TypeAdapter(BatchAnswer).dump_json(read))
    assert [4, 5] == [n for n, result in enumerate(read["results"]) if "problem" in result]
    curved = {"curve" in p for result in read["results"][:4] for p in result["predictions"]}
    assert {curves} == curved


async def test_answer_of_a_registry_has_the_shape_that_is_declared(registry_bundle, connection):
    """Other models, another provenance, every outcome."""
    async with connection(create_app(registry_bundle)) as client:
        for outcome in registry_bundle.models:
            body = {"patient": {"age_years": 90}, "outcome": outcome}
            response = await client.post("/v1/predictions", json=body)

            assert response.json() == strictly(Answer, response.content)


def test_curve_is_written_as_if_it_were_of_lists(bundle):
    """The bytes are the same whether columns are arrays or lists of Python's numbers."""
    curve = predict(bundle.models["overall_survival"]["cox"], Patient(), (12,)).curve
    arrays: CurveAnswer = {
        "months": curve.months,
        "survival": curve.survival,
        "lower": curve.lower,
        "upper": curve.upper,
    }
    lists = {name: column.tolist() for name, column in arrays.items()}

    assert write(lists) == write(arrays)
    assert lists == json.loads(write(arrays))


def test_whole_probability_stays_a_fraction():
    """S(0) is 1.0, months are whole, and a number is written so that it is read back exactly."""
    numbers = np.array([1.0, 0.0, 0.1, 1 / 3, 5e-324])

    assert b'{"survival":[1.0,0.0,0.1,0.3333333333333333,5e-324],"months":[0,60]}' == write(
        {"survival": numbers, "months": np.array([0, 60])}
    )


def test_answer_is_the_same_each_time(bundle):
    """Whatever is said once for all stays as it is when others have been answered in between."""
    request = PredictionRequest(patient=Patient(**PATIENTS["unusual"]))
    first = write(answer_one(PredictionJob(request, bundle, read_catalogue(), "1")))
    for facts in PATIENTS.values():
        for language in ("en", "de"):
            other = PredictionRequest(patient=Patient(**facts), models=["forest", "cox"])
            answer_one(PredictionJob(other, bundle, read_catalogue(language), "2"))

    assert first == write(answer_one(PredictionJob(request, bundle, read_catalogue(), "1")))
