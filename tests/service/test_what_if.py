"""Different patients: never a treatment, never a patient who would be refused alone."""

import json

import pytest

from models.applicability import NOT_IN_WHAT_IF
from models.factors import FACTORS

pytestmark = pytest.mark.anyio

DFI = "disease_free_interval_months"
TREATMENTS = {
    "local_therapy": "sabr",
    "approach": "vats",
    "resection_extent": "sublobar",
    "complete_resection": False,
    "resection_margin": "positive",
    "preoperative_chemotherapy": True,
    "radiological_response": "partial",
    "histological_response": "good",
}


def to_12_digits(horizons):
    """Round every number; the limits of a whole curve add up in another order."""
    return json.loads(json.dumps(horizons), parse_float=lambda text: round(float(text), 12))


def faults_in(problem):
    """List where a problem points, at which factor, and why."""
    return [(e["pointer"], e["factor"], e["code"]) for e in problem["errors"]]


def test_treatments_are_the_8_factors_of_the_design():
    """The table above is complete."""
    assert NOT_IN_WHAT_IF == set(TREATMENTS)


@pytest.mark.parametrize("factor", TREATMENTS)
async def test_treatment_is_refused_in_a_different_patient(be_refused, factor):
    """Comparing treatments would read as a recommendation; the sentence says what is allowed."""
    problem = await be_refused({}, what_if=[{"sex": "male"}, {factor: TREATMENTS[factor]}])

    assert (422, "urn:pulmet:problem:invalid_request") == (problem["status"], problem["type"])
    assert [(f"/what_if/1/{factor}", factor, "what_if_refused")] == faults_in(problem)
    allowed = problem["errors"][0]["message"].rsplit("Allowed: ", 1)[1].rstrip(".").split(", ")
    assert [name for name in FACTORS if name not in TREATMENTS] == allowed


async def test_treatment_is_refused_as_unknown_too(be_refused):
    """A patient of whom the margin is not known is compared by the margin all the same."""
    problem = await be_refused(
        {"resection_margin": "negative"}, what_if=[{"resection_margin": None}]
    )

    assert [("/what_if/0/resection_margin", "resection_margin", "what_if_refused")] == faults_in(
        problem
    )


async def test_different_patient_must_differ(be_refused):
    """An empty object is a mistake of the program that asks."""
    problem = await be_refused({}, what_if=[{"sex": "male"}, {}])

    assert [("/what_if/1", None, "what_if_empty")] == faults_in(problem)


@pytest.mark.parametrize(
    ("patient", "different", "code"),
    [
        ({}, {"extrapulmonary_disease": True}, "extrapulmonary_disease_present"),
        ({}, {"histology": "kaposi_sarcoma"}, "kaposi_sarcoma"),
        (
            {},
            {"histology": "gastrointestinal_stromal_tumour"},
            "gastrointestinal_stromal_tumour",
        ),
        ({"laterality": "bilateral"}, {"nodule_count": 1}, "bilateral_with_one_nodule"),
        ({}, {"nodule_count": 1, "laterality": "bilateral"}, "bilateral_with_one_nodule"),
    ],
)
async def test_different_patient_who_would_be_refused_alone_is_refused(
    be_refused, patient, different, code
):
    """For the same reason, at the place where the patient stands."""
    factor = next(iter(different))
    problem = await be_refused(patient, what_if=[different])

    assert 422 == problem["status"]
    assert [(f"/what_if/0/{factor}", factor, code)] == faults_in(problem)


async def test_different_patient_who_breaks_the_contract_is_refused(be_refused):
    """Ranges and names hold in a different patient as they do in the patient."""
    problem = await be_refused({}, what_if=[{"nodule_count": 0, "nodules": 2}])

    assert [
        ("/what_if/0/nodule_count", "nodule_count", "out_of_range"),
        ("/what_if/0/nodules", None, "unknown_field"),
    ] == faults_in(problem)


@pytest.mark.parametrize("survived", [0, 30])
async def test_different_patient_is_answered_as_if_asked_about_alone(ask, ordinary, survived):
    """What differs takes the place of the patient's own facts; the rest is shared."""
    changes = {DFI: 6, "local_recurrence": True}

    beside = await ask(ordinary, what_if=[changes], survived_months=survived)
    alone = await ask(ordinary | changes, survived_months=survived)

    (different,) = beside["predictions"][0]["what_if"]
    assert changes == different["changes"]
    expected = alone["predictions"][0]["horizons"]
    assert to_12_digits(expected) == to_12_digits(different["horizons"])


async def test_fact_that_is_taken_back_is_unknown_in_the_different_patient(ask, ordinary):
    """Null means unknown, here as in the patient."""
    beside = await ask(ordinary, what_if=[{"nodule_count": None}])
    alone = await ask(ordinary | {"nodule_count": None})

    (different,) = beside["predictions"][0]["what_if"]
    assert {"nodule_count": None} == different["changes"]
    expected = alone["predictions"][0]["horizons"]
    assert to_12_digits(expected) == to_12_digits(different["horizons"])


async def test_different_patients_are_answered_in_order(ask, ordinary):
    """Ten at once, each compared with the patient and not with the one before."""
    intervals = [1, 20, 2, 21, 3, 22, 4, 23, 5, 24]

    answer = await ask(ordinary, what_if=[{DFI: months} for months in intervals])

    different = answer["predictions"][0]["what_if"]
    assert intervals == [entry["changes"][DFI] for entry in different]
    assert 2 == len({entry["horizons"][-1]["survival"] for entry in different})
