"""One patient, or a batch in which each is answered or refused alone."""

import pytest

pytestmark = pytest.mark.anyio

DFI = "disease_free_interval_months"
WITHOUT_IDENTITY = {"request_id", "bundle", "outcome"}


async def test_batch_has_exactly_the_members_promised(ask_batch):
    """The bundle and the outcome are said once, not with each patient."""
    answer = await ask_batch([{}, {"nodule_count": 2}])

    assert {"request_id", "bundle", "outcome", "results"} == set(answer)
    for result in answer["results"]:
        assert {"predictions", "inputs", "warnings", "summary"} == set(result)


async def test_batch_leaves_curves_out_unless_they_are_asked_for(ask_batch):
    """Left out, not null; everything else is there."""
    (short,) = (await ask_batch([{}]))["results"]
    (full,) = (await ask_batch([{}], curves=True))["results"]

    assert "curve" not in short["predictions"][0]
    assert {"curve"} == full["predictions"][0].keys() - short["predictions"][0].keys()
    assert list(range(61)) == full["predictions"][0]["curve"]["months"]


async def test_patient_of_a_batch_is_answered_as_alone(ask, ask_batch, ordinary):
    """The same question gives the same answer, whoever is asked about beside."""
    patients = [{}, ordinary, {DFI: 6, "laterality": "bilateral"}]
    options = {"survived_months": 7, "what_if": [{"local_recurrence": True}]}

    results = (await ask_batch(patients, curves=True, **options))["results"]

    for patient, result in zip(patients, results, strict=True):
        alone = await ask(patient, **options)

        assert {n: v for n, v in alone.items() if n not in WITHOUT_IDENTITY} == result


async def test_batch_says_the_same_of_its_bundle_as_a_single_answer(ask, ask_batch):
    """Provenance, hash and limitations do not depend on the route."""
    alone, batch = await ask({}), await ask_batch([{}])

    assert (alone["bundle"], alone["outcome"]) == (batch["bundle"], batch["outcome"])


@pytest.mark.parametrize(
    ("patient", "code", "pointer", "fault"),
    [
        ({"nodule_count": 0}, "invalid_request", "/nodule_count", "out_of_range"),
        ({"nodule_count": "3"}, "invalid_request", "/nodule_count", "wrong_type"),
        ({"nodules": 3}, "invalid_request", "/nodules", "unknown_field"),
        ("somebody", "invalid_request", "", "wrong_type"),
        (None, "invalid_request", "", "wrong_type"),
        (
            {"laterality": "bilateral", "nodule_count": 1},
            "contradictory",
            "/nodule_count",
            "bilateral_with_one_nodule",
        ),
        (
            {"local_therapy": "sabr"},
            "not_applicable",
            "/local_therapy",
            "local_therapy_not_surgery",
        ),
    ],
)
async def test_patient_who_cannot_be_answered_leaves_the_others_answered(
    ask_batch, patient, code, pointer, fault
):
    """A problem stands in the patient's place and points at the patient's place."""
    first, problem, last = (await ask_batch([{}, patient, {}]))["results"]

    assert {"problem"} == set(problem)
    assert (f"urn:pulmet:problem:{code}", 422) == (
        problem["problem"]["type"],
        problem["problem"]["status"],
    )
    assert [(f"/patients/1{pointer}", fault)] == [
        (error["pointer"], error["code"]) for error in problem["problem"]["errors"]
    ]
    assert first == last
    assert first["predictions"]


async def test_different_patient_refused_in_a_batch_is_found_in_the_options(ask_batch):
    """What-ifs belong to the batch, so that the pointer leads there; only some are refused."""
    options = {"what_if": [{"nodule_count": 1}]}
    both_sides, one_side = (await ask_batch([{"laterality": "bilateral"}, {}], **options))[
        "results"
    ]

    assert ["/what_if/0/nodule_count"] == [
        error["pointer"] for error in both_sides["problem"]["errors"]
    ]
    assert one_side["predictions"][0]["what_if"]


async def test_option_that_the_bundle_does_not_have_refuses_the_whole_batch(client, read_problem):
    """Every patient would be refused for the same reason."""
    body = {"patients": [{}, {}], "models": ["weibull"]}
    problem = read_problem(await client.post("/v1/predictions/batch", json=body))

    assert ["/models/0"] == [error["pointer"] for error in problem["errors"]]


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({}, "/patients", "required"),
        ({"patients": []}, "/patients", "wrong_length"),
        ({"patients": [{}] * 1001}, "/patients", "wrong_length"),
        ({"patients": {}}, "/patients", "wrong_type"),
        ({"patients": [{}], "curves": 1}, "/curves", "wrong_type"),
        ({"patients": [{}], "patient": {}}, "/patient", "unknown_field"),
    ],
)
async def test_batch_that_breaks_the_contract_is_refused(client, read_problem, body, pointer, code):
    """As a whole, at the field that is wrong."""
    problem = read_problem(await client.post("/v1/predictions/batch", json=body))

    assert (422, "urn:pulmet:problem:invalid_request") == (problem["status"], problem["type"])
    assert [(pointer, code)] == [(e["pointer"], e["code"]) for e in problem["errors"]]


async def test_batch_of_1000_patients_is_answered_in_order(ask_batch, ordinary):
    """The largest batch; ages tell the patients apart."""
    ages = [number / 10 for number in range(1000)]
    patients = [ordinary | {"age_years": age} for age in ages]

    results = (await ask_batch(patients, horizons_months=[60]))["results"]

    assert ages == [
        next(
            part["value"]
            for part in result["predictions"][0]["explanation"]["horizons"][0]["contributions"]
            if part["factor"] == "age_years"
        )
        for result in results
    ]


async def test_batch_of_too_many_predictions_is_refused_whole(client, read_problem):
    """Patients, times models, times one more than the what-ifs: at most 2,000."""
    body = {"patients": [{}] * 401, "what_if": [{"sex": "male"}] * 4}

    problem = read_problem(await client.post("/v1/predictions/batch", json=body))

    assert "urn:pulmet:problem:invalid_request" == problem["type"]
    assert [("", "batch_too_much")] == [(f["pointer"], f["code"]) for f in problem["errors"]]
    assert "2000" in problem["errors"][0]["message"]
