"""Errors as problems: which error is which status, where the pointer leads, what is not said."""

import json
import re

import pytest
from fastapi import HTTPException

from models.errors import Contradictory, Fault, InputError, NotApplicable, Unsupported
from models.factors import FACTORS
from service.app import create_app
from service.body import Malformed, TooLarge, UnsupportedMedia
from service.catalogue import read_catalogue
from service.problems import (
    MAX_ERRORS,
    STATUS,
    ModelNotFound,
    problem_of_error,
    problem_of_validation,
)

pytestmark = pytest.mark.anyio

REFUSED = [
    *(
        ({"local_therapy": therapy}, "not_applicable", "local_therapy", "local_therapy_not_surgery")
        for therapy in FACTORS["local_therapy"].levels
        if therapy != "surgery"
    ),
    (
        {"extrapulmonary_disease": True},
        "not_applicable",
        "extrapulmonary_disease",
        "extrapulmonary_disease_present",
    ),
    ({"histology": "kaposi_sarcoma"}, "not_applicable", "histology", "kaposi_sarcoma"),
    (
        {"histology": "gastrointestinal_stromal_tumour"},
        "not_applicable",
        "histology",
        "gastrointestinal_stromal_tumour",
    ),
    (
        {"laterality": "bilateral", "nodule_count": 1},
        "contradictory",
        "nodule_count",
        "bilateral_with_one_nodule",
    ),
    *(
        (
            {"preoperative_chemotherapy": False, response: level},
            "contradictory",
            response,
            "response_without_chemotherapy",
        )
        for response in ("radiological_response", "histological_response")
        for level in FACTORS[response].levels
    ),
]

CANARY = "CANARY-7731"
NUMBER = 77317731

INVALID = [
    ({"age_years": -NUMBER}, "/patient/age_years", "age_years", "out_of_range"),
    ({"age_years": NUMBER}, "/patient/age_years", "age_years", "out_of_range"),
    ({"age_years": CANARY}, "/patient/age_years", "age_years", "wrong_type"),
    ({"age_years": True}, "/patient/age_years", "age_years", "wrong_type"),
    ({"age_years": [NUMBER]}, "/patient/age_years", "age_years", "wrong_type"),
    ({"largest_nodule_cm": 0}, "/patient/largest_nodule_cm", "largest_nodule_cm", "out_of_range"),
    ({"nodule_count": 0}, "/patient/nodule_count", "nodule_count", "out_of_range"),
    ({"nodule_count": 2.5}, "/patient/nodule_count", "nodule_count", "wrong_type"),
    ({"nodule_count": True}, "/patient/nodule_count", "nodule_count", "wrong_type"),
    ({"nodule_count": str(NUMBER)}, "/patient/nodule_count", "nodule_count", "wrong_type"),
    ({"nodule_count": 10**300}, "/patient/nodule_count", "nodule_count", "out_of_range"),
    ({"age_years": int("9" * 309)}, "/patient/age_years", "age_years", "wrong_type"),
    ({"ecog": 5}, "/patient/ecog", "ecog", "out_of_range"),
    ({"grade": 0}, "/patient/grade", "grade", "out_of_range"),
    ({"smoker": 1}, "/patient/smoker", "smoker", "wrong_type"),
    ({"smoker": "yes"}, "/patient/smoker", "smoker", "wrong_type"),
    ({"sex": CANARY}, "/patient/sex", "sex", "unknown_level"),
    ({"sex": "Female"}, "/patient/sex", "sex", "unknown_level"),
    ({"sex": NUMBER}, "/patient/sex", "sex", "unknown_level"),
    ({"histology": {CANARY: NUMBER}}, "/patient/histology", "histology", "unknown_level"),
    ({CANARY: NUMBER}, "/patient", None, "unknown_field"),
    ({"__proto__": CANARY}, "/patient", None, "unknown_field"),
    ({"": CANARY}, "/patient", None, "unknown_field"),
    ({"nodules": NUMBER}, "/patient/nodules", None, "unknown_field"),
    ([CANARY], "/patient", None, "wrong_type"),
    (CANARY, "/patient", None, "wrong_type"),
    (None, "/patient", None, "wrong_type"),
]


def faults_in(problem):
    """List where a problem points, at which factor, and why."""
    return [(e["pointer"], e["factor"], e["code"]) for e in problem["errors"]]


@pytest.mark.parametrize(("patient", "kind", "factor", "code"), REFUSED)
async def test_patient_of_whom_the_models_say_nothing_is_refused(
    be_refused, patient, kind, factor, code
):
    """With the reason, at the factor, and without a probability."""
    problem = await be_refused(patient)

    assert (422, f"urn:pulmet:problem:{kind}") == (problem["status"], problem["type"])
    assert [(f"/patient/{factor}", factor, code)] == faults_in(problem)
    assert not re.search(r"\d\.\d|\d ?%|surviv", json.dumps(problem))


async def test_contradictions_are_told_before_what_is_not_applicable(be_refused):
    """A record that cannot be true is not judged."""
    problem = await be_refused(
        {"laterality": "bilateral", "nodule_count": 1, "local_therapy": "sabr"}
    )

    assert "urn:pulmet:problem:contradictory" == problem["type"]


async def test_every_reason_is_told_at_once(be_refused):
    """Nobody has to send a patient twice to learn the second reason."""
    problem = await be_refused({"histology": "kaposi_sarcoma", "extrapulmonary_disease": True})

    assert {"kaposi_sarcoma", "extrapulmonary_disease_present"} == {
        error["code"] for error in problem["errors"]
    }


@pytest.mark.parametrize(("patient", "pointer", "factor", "code"), INVALID)
async def test_value_that_breaks_the_contract_is_refused_and_not_repeated(
    be_refused, patient, pointer, factor, code
):
    """The field and the rule are named; what was sent is not."""
    problem = await be_refused(patient)

    assert (422, "urn:pulmet:problem:invalid_request") == (problem["status"], problem["type"])
    assert [(pointer, factor, code)] == faults_in(problem)
    assert CANARY not in json.dumps(problem)
    assert str(NUMBER) not in json.dumps(problem)


@pytest.mark.parametrize(
    ("factor", "value", "allowed"),
    [
        ("age_years", -1, "a number from 0 to 120, or null"),
        ("largest_nodule_cm", 0, "a number above 0, up to 30, or null"),
        ("nodule_count", 0, "a whole number from 1 to 500, or null"),
        ("smoker", "yes", "true, false or null"),
        ("laterality", "left", "unilateral, bilateral, or null"),
    ],
)
async def test_message_says_what_is_allowed(be_refused, factor, value, allowed):
    """A range, a list of levels, or two truth values."""
    problem = await be_refused({factor: value})
    (error,) = problem["errors"]

    assert error["message"].endswith(f"Allowed: {allowed}.")


async def test_every_fault_is_told_at_once(be_refused):
    """In the order in which the fields are declared."""
    problem = await be_refused(
        {"age_years": -1, "nodule_count": "3"}, explain="no", horizons_months=[12, -1, "x"]
    )

    assert {
        "/horizons_months/1",
        "/horizons_months/2",
        "/explain",
        "/patient/age_years",
        "/patient/nodule_count",
    } == {error["pointer"] for error in problem["errors"]}


async def test_missing_patient_is_told_at_the_place_where_it_belongs(client, read_problem):
    """An empty object lacks the one thing that is required."""
    problem = read_problem(await client.post("/v1/predictions", json={}))

    assert [("/patient", None, "required")] == faults_in(problem)


@pytest.mark.parametrize("content", ["null", "[]", '"text"', "1", "false"])
@pytest.mark.parametrize("route", ["/v1/predictions", "/v1/predictions/batch"])
async def test_body_that_is_no_object_is_told_to_be_one(client, read_problem, route, content):
    """The whole request is at fault, so that the pointer is empty."""
    headers = {"content-type": "application/json"}
    problem = read_problem(await client.post(route, content=content, headers=headers))

    assert [("", None, "wrong_type")] == faults_in(problem)
    assert "Allowed: a JSON object." in problem["errors"][0]["message"]


async def test_number_of_faults_told_is_limited(be_refused):
    """A body of nothing but faults does not make an answer larger than itself."""
    problem = await be_refused({f"field_{number}": 1 for number in range(1000)})

    assert MAX_ERRORS == len(problem["errors"])


async def test_unknown_address_is_not_found(client, read_problem):
    """A problem like any other, which does not repeat the address."""
    response = await client.get(f"/v1/{CANARY}")

    assert (404, "urn:pulmet:problem:not_found") == (
        read_problem(response)["status"],
        read_problem(response)["type"],
    )
    assert CANARY not in response.text


@pytest.mark.parametrize(
    ("method", "route", "allowed"),
    [
        ("GET", "/v1/predictions", "POST"),
        ("PUT", "/v1/predictions/batch", "POST"),
        ("POST", "/v1/models", "GET"),
        ("DELETE", "/v1/factors", "GET"),
        ("OPTIONS", "/v1/predictions", "POST"),
    ],
)
async def test_other_method_is_refused_with_the_one_allowed(
    client, read_problem, method, route, allowed
):
    """In the header, as HTTP has it, and in the sentence."""
    response = await client.request(method, route)
    problem = read_problem(response)

    assert (405, "urn:pulmet:problem:method_not_allowed") == (problem["status"], problem["type"])
    assert allowed in response.headers["allow"]
    assert allowed in problem["errors"][0]["message"]


async def test_address_with_a_slash_too_many_is_not_redirected(client, read_problem):
    """A redirect would repeat the query and the host that were sent."""
    response = await client.get(f"/v1/models/?outcome={CANARY}")

    assert 404 == read_problem(response)["status"]
    assert "location" not in response.headers


async def test_any_other_refusal_of_the_framework_is_a_problem_too(
    bundle, connection, read_problem
):
    """Whatever the framework meant to say stays unsaid."""
    app = create_app(bundle)

    @app.get("/teapot")
    def refuse():
        raise HTTPException(418, detail=CANARY)

    async with connection(app) as client:
        response = await client.get("/teapot")

    assert "not_read" == read_problem(response)["errors"][0]["code"]
    assert CANARY not in response.text


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [
        (Malformed("not_utf8"), 400, "malformed"),
        (TooLarge("body_too_large", highest=1), 413, "too_large"),
        (UnsupportedMedia("charset_unsupported"), 415, "unsupported_media"),
        (InputError([Fault("what_if_empty", field="what_if/0")]), 422, "invalid_request"),
        (Contradictory([Fault("bilateral_with_one_nodule", "nodule_count")]), 422, "contradictory"),
        (NotApplicable([Fault("kaposi_sarcoma", "histology")]), 422, "not_applicable"),
        (Unsupported([Fault("model_repeated", field="models/1")]), 422, "unsupported"),
        (ModelNotFound([Fault("route_unknown", field="")]), 404, "not_found"),
    ],
)
def test_each_kind_of_error_has_its_status(error, status, kind):
    """Malformed 400, too large 413, other media 415, everything else 422."""
    problem = problem_of_error(read_catalogue(), error)

    assert (status, f"urn:pulmet:problem:{kind}") == (problem.status, problem.type)
    assert status == STATUS[kind]


def test_fault_of_a_kind_that_nobody_foresaw_is_told_without_its_input():
    """A later version of pydantic may name new ones."""
    unforeseen = {"type": "brand_new", "loc": ("patient", "sex"), "input": CANARY, "msg": CANARY}

    problem = problem_of_validation(read_catalogue(), [unforeseen], ["patient"])

    assert [("/patient/sex", "sex", "invalid")] == faults_in(problem.model_dump())
    assert CANARY not in problem.model_dump_json()
