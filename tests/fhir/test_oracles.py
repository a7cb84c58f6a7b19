"""What the service writes is FHIR R4, by four judges; and each judge can say no."""

import json

import pytest

pytestmark = pytest.mark.anyio

OPERATION = "/fhir/$pulmet-survival"
UCUM = "http://unitsofmeasure.org"


def percent(value):
    return {"value": value, "unit": "%", "system": UCUM, "code": "%"}


SOUND = {
    "resourceType": "RiskAssessment",
    "status": "final",
    "subject": {"display": "somebody"},
    "prediction": [
        {"outcome": {"text": "alive"}, "probabilityDecimal": 41.9},
        {"probabilityRange": {"low": percent(30), "high": percent(60)}},
    ],
}


def predicting(**members):
    return {**SOUND, "prediction": [members]}


# --- the judges ---------------------------------------------------------------------------------


def test_judges_let_a_sound_resource_pass(judge):
    (verdict,) = judge(SOUND)

    assert [] == verdict.faults


WRONG = [
    ("json_schema", {**SOUND, "odd": 1}),
    ("json_schema", {**SOUND, "occurrenceDateTime": "yesterday"}),
    ("json_schema", {**SOUND, "id": "<script>"}),
    ("json_schema", {**SOUND, "basis": {"reference": "Patient/1"}}),
    ("npm_fhir", {**SOUND, "odd": 1}),
    ("npm_fhir", {"resourceType": "RiskAssessment", "subject": {"display": "somebody"}}),
    ("npm_fhir", {**SOUND, "status": "guessed"}),
    ("fhirpath", predicting(probabilityDecimal=100.1)),
    ("fhirpath", predicting(probabilityRange={"low": {"value": 0.3}})),
    ("fhirpath", predicting(probabilityRange={"high": {**percent(60), "code": "1"}})),
    ("fhirpath", predicting(probabilityRange={"high": {**percent(60), "system": "urn:x"}})),
    ("fhir_resources", {**SOUND, "odd": 1}),
    ("fhir_resources", {"resourceType": "RiskAssessment", "status": "final"}),
    ("fhir_resources", predicting(probabilityDecimal=41.9, probabilityRange={})),
    ("fhir_resources", {**SOUND, "basis": {"reference": "Patient/1"}}),
]
"""Who must say no, and to what."""


def test_each_judge_can_say_no(judge):
    verdicts = judge(*(wrong for _, wrong in WRONG))

    assert [] == [
        case for case, verdict in zip(WRONG, verdicts, strict=True) if not getattr(verdict, case[0])
    ]


# --- what the service writes --------------------------------------------------------------------


def questions(record):
    both = [{"name": "models", "valueCode": name} for name in ("cox", "forest")]
    horizons = [{"name": "horizons_months", "valueInteger": month} for month in range(1, 61)]
    wrapped = {"name": "record", "resource": record}
    return {
        "bundle": record,
        "nothing": {"resourceType": "Bundle", "type": "collection"},
        "no parameters": {"resourceType": "Parameters"},
        "both models": {"resourceType": "Parameters", "parameter": [*both, wrapped]},
        "every horizon": {"resourceType": "Parameters", "parameter": [*both, *horizons, wrapped]},
        "given alive": {
            "resourceType": "Parameters",
            "parameter": [
                {"name": "survived_months", "valueInteger": 12},
                {"name": "operation_date", "valueDate": "2025-05-31"},
                wrapped,
            ],
        },
        "every kind of factor": {
            "resourceType": "Parameters",
            "parameter": [
                {"name": "disease_free_interval_months", "valueDecimal": 11.5},
                {"name": "nodule_count", "valueInteger": 12},
                {"name": "local_recurrence", "valueBoolean": True},
                {"name": "histology", "valueCode": "ewing_sarcoma"},
                {"name": "largest_nodule_cm", "valueQuantity": {"value": 31, "unit": "mm"}},
                {"name": "ecog", "valueInteger": 3},
            ],
        },
    }


async def test_every_answer_passes_all_judges(client, record, judge):
    answers = [
        (await client.post(OPERATION, json=question)).raise_for_status().json()
        for question in questions(record).values()
    ]
    resources = [entry["resource"] for answer in answers for entry in answer["entry"]]
    kinds = {resource["resourceType"] for resource in resources}

    assert {"RiskAssessment", "OperationOutcome"} == kinds
    assert [] == [fault for verdict in judge(*answers, *resources) for fault in verdict.faults]


async def test_every_refusal_passes_all_judges(client, judge):
    headers = {"content-type": "application/fhir+json"}
    parameters = (
        {"name": "nobody"},
        {"name": "ecog", "valueInteger": 9},
        {"name": "histology", "valueCode": "kaposi_sarcoma"},
    )
    wrapped = [{"resourceType": "Parameters", "parameter": [p]} for p in parameters]
    contents = [b"{", b"{}", *(json.dumps(content).encode() for content in wrapped)]
    responses = [await client.post(OPERATION, content=c, headers=headers) for c in contents]

    assert [400, 422, 422, 422, 422] == [response.status_code for response in responses]
    assert [] == [
        fault
        for verdict in judge(*(response.json() for response in responses))
        for fault in verdict.faults
    ]


async def test_what_the_service_publishes_passes_all_judges(client, judge):
    paths = ("metadata", "CodeSystem/factor", "OperationDefinition/pulmet-survival", "nowhere")
    contents = [(await client.get(f"/fhir/{path}")).json() for path in paths]

    assert "4.0.1" == contents[0]["fhirVersion"]

    # The JSON schema's list of versions ends with 4.0.0, of which 4.0.1 is a correction.
    contents[0]["fhirVersion"] = "4.0.0"

    assert [] == [fault for verdict in judge(*contents) for fault in verdict.faults]


def test_the_record_made_by_hand_is_fhir(judge, record):
    """By the schema and by npm's `fhir`; it is what hospitals send, and not what we write."""
    resources = [entry["resource"] for entry in record["entry"]]
    (whole, *verdicts) = judge(record, *resources)

    assert [] == whole.json_schema
    assert [] == [
        json.dumps([resource["id"], *verdict.json_schema, *verdict.npm_fhir])
        for resource, verdict in zip(resources, verdicts, strict=True)
        if verdict.json_schema or verdict.npm_fhir
    ]
