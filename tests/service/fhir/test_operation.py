"""`POST /v1/records` and `POST /fhir/$pulmet-survival`, over HTTP."""

import json
import logging
from itertools import pairwise

import pytest

pytestmark = pytest.mark.anyio

OPERATION = "/fhir/$pulmet-survival"
FHIR = "application/fhir+json"
BASE = "https://pulmet.example/fhir"


def parameters(*entries, record=None):
    named = [{"name": name, **value} for name, value in entries]
    if record is not None:
        named.append({"name": "record", "resource": record})
    return {"resourceType": "Parameters", "parameter": named}


@pytest.fixture
def operate_on(client):
    """Ask the operation, and be answered."""

    async def ask(content):
        response = await client.post(OPERATION, json=content)
        assert 200 == response.status_code, response.text
        assert FHIR == response.headers["content-type"]
        return response.json()

    return ask


@pytest.fixture
def be_told(client):
    """Ask the operation, and be refused with an OperationOutcome."""

    async def ask(content, status=422, headers=None):
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        headers = headers or {"content-type": FHIR}
        response = await client.post(OPERATION, content=body, headers=headers)
        assert status == response.status_code, response.text
        assert FHIR == response.headers["content-type"]
        outcome = response.json()
        assert "OperationOutcome" == outcome["resourceType"]
        assert {"error"} == {issue["severity"] for issue in outcome["issue"]}
        return outcome["issue"]

    return ask


def resources_of(bundle, kind):
    resources = [entry["resource"] for entry in bundle["entry"]]
    return [resource for resource in resources if resource["resourceType"] == kind]


def codes_of(issue):
    return [coding["code"] for coding in issue["details"]["coding"]]


# --- /v1/records --------------------------------------------------------------------------------


async def test_a_record_gives_patient_and_ledger_and_no_prediction(client, record, read):
    response = await client.post("/v1/records", json=record)
    reading = read(record)

    assert 200 == response.status_code
    assert {"patient", "survived_months", "ledger"} == set(response.json())
    assert reading.patient.model_dump() == response.json()["patient"]
    assert [entry.model_dump() for entry in reading.ledger] == response.json()["ledger"]


async def test_the_patient_of_a_record_can_be_asked_about_as_it_is(client, record):
    patient = (await client.post("/v1/records", json=record)).json()["patient"]
    answer = await client.post("/v1/predictions", json={"patient": patient})

    assert 200 == answer.status_code


@pytest.mark.parametrize("media_type", ["application/json", FHIR, f"{FHIR}; charset=utf-8"])
async def test_a_record_comes_as_json_or_fhir_json(client, record, media_type):
    body, headers = json.dumps(record), {"content-type": media_type}

    for route in ("/v1/records", OPERATION):
        response = await client.post(route, content=body, headers=headers)
        assert 200 == response.status_code


@pytest.mark.parametrize(
    "content", [{}, {"resourceType": "Patient"}, {"resourceType": ["Bundle"]}, []]
)
async def test_what_is_no_bundle_is_refused_with_a_problem(client, content, read_problem):
    problem = read_problem(await client.post("/v1/records", json=content))

    assert 422 == problem["status"]


async def test_a_plain_route_takes_no_fhir_json(client, read_problem):
    headers = {"content-type": FHIR}
    response = await client.post("/v1/predictions", content=b"{}", headers=headers)

    assert 415 == read_problem(response)["status"]


# --- the answer ---------------------------------------------------------------------------------


async def test_probabilities_equal_those_of_the_plain_api(operate_on, ask, record, read):
    """To the one digit of a percentage that FHIR is given."""
    patient = read(record).patient.model_dump(exclude_none=True)
    horizons = {"horizons_months": [6, 24, 60], "models": ["cox", "forest"]}
    plain = await ask(patient, **horizons)
    entries = [("models", {"valueCode": name}) for name in horizons["models"]]
    entries += [("horizons_months", {"valueInteger": m}) for m in horizons["horizons_months"]]
    stated = [(name, {f"value{kind_of(value)}": value}) for name, value in patient.items()]
    for content in (parameters(*entries, record=record), parameters(*entries, *stated)):
        assessments = resources_of(await operate_on(content), "RiskAssessment")

        assert [
            [(round(100 * h[name], 1)) for h in p["horizons"] for name in BOUNDS]
            for p in plain["predictions"]
        ] == [
            [value for prediction in a["prediction"] for value in _numbers(prediction)]
            for a in assessments
        ]


BOUNDS = ("survival", "lower", "upper")


def kind_of(value):
    if isinstance(value, bool):
        return "Boolean"
    if isinstance(value, str):
        return "Code"
    return "Integer" if isinstance(value, int) else "Decimal"


def _numbers(prediction):
    (interval,) = prediction["extension"]
    low, high = (interval["valueRange"][bound]["value"] for bound in ("low", "high"))
    return prediction["probabilityDecimal"], low, high


async def test_a_bare_bundle_is_answered_like_one_in_parameters(operate_on, record):
    bare = resources_of(await operate_on(record), "RiskAssessment")
    wrapped = resources_of(await operate_on(parameters(record=record)), "RiskAssessment")
    moving = {"id", "occurrenceDateTime"}

    assert [{k: v for k, v in a.items() if k not in moving} for a in bare] == [
        {k: v for k, v in a.items() if k not in moving} for a in wrapped
    ]


async def test_the_probability_is_a_percentage_within_its_interval(operate_on, record):
    for assessment in resources_of(await operate_on(record), "RiskAssessment"):
        for prediction in assessment["prediction"]:
            probability, low, high = _numbers(prediction)

            assert 1 < low <= probability <= high <= 100
            assert "probabilityRange" not in prediction
            assert "whenRange" not in prediction


async def test_the_interval_is_in_percent(operate_on, record):
    (assessment,) = resources_of(await operate_on(record), "RiskAssessment")
    (interval,) = assessment["prediction"][0]["extension"]

    assert f"{BASE}/StructureDefinition/survival-interval" == interval["url"]
    for bound in interval["valueRange"].values():
        assert ("%", "http://unitsofmeasure.org", "%") == (
            bound["unit"],
            bound["system"],
            bound["code"],
        )


async def test_the_period_runs_from_today_where_no_operation_is_known(operate_on, record):
    (assessment,) = resources_of(await operate_on(record), "RiskAssessment")

    assert [{"start": "2026-06-01", "end": f"20{y}-06-01"} for y in (27, 29, 31)] == [
        prediction["whenPeriod"] for prediction in assessment["prediction"]
    ]


async def test_the_period_runs_from_the_record_s_operation(operate_on, record, operate):
    operation = operate("wedge", "2026-05-11", "Condition/metastasis-left")
    record["entry"].append({"resource": operation})
    (assessment,) = resources_of(await operate_on(record), "RiskAssessment")

    assert {"start": "2026-05-11", "end": "2027-05-11"} == assessment["prediction"][0]["whenPeriod"]


async def test_the_period_runs_from_a_stated_operation(operate_on, record):
    content = parameters(
        ("operation_date", {"valueDate": "2026-06-20"}),
        ("survived_months", {"valueInteger": 6}),
        record=record,
    )
    (assessment,) = resources_of(await operate_on(content), "RiskAssessment")

    assert {"start": "2026-12-20", "end": "2027-06-20"} == assessment["prediction"][0]["whenPeriod"]


async def test_an_operation_that_lies_behind_is_said(operate_on, record):
    content = parameters(("operation_date", {"valueDate": "2025-06-20"}), record=record)
    (outcome,) = resources_of(await operate_on(content), "OperationOutcome")

    assert "operation_past" in [code for issue in outcome["issue"] for code in codes_of(issue)]


async def test_the_basis_is_every_resource_used_and_no_other(operate_on, record, read):
    (assessment,) = resources_of(await operate_on(record), "RiskAssessment")

    assert list(read(record).basis) == [r["reference"] for r in assessment["basis"]]
    assert {"reference": "Condition/bone-metastasis"} not in assessment["basis"]
    assert {"reference": "Patient/sarcoma-1"} == assessment["subject"]


async def test_method_names_model_and_version_and_mitigation_the_limits(operate_on, record, bundle):
    (assessment,) = resources_of(await operate_on(record), "RiskAssessment")
    (coding,) = assessment["method"]["coding"]

    assert ("cox", bundle.manifest.pulmet_version) == (coding["code"], coding["version"])
    assert bundle.id in assessment["method"]["text"]
    assert "Not for clinical use" in assessment["mitigation"]
    for limitation in bundle.manifest.limitations:
        assert limitation.message in assessment["mitigation"]


async def test_an_experimental_model_is_preliminary(operate_on, record):
    asked = [("models", {"valueCode": name}) for name in ("cox", "forest")]
    answer = await operate_on(parameters(*asked, record=record))

    assert ["final", "preliminary"] == [
        assessment["status"] for assessment in resources_of(answer, "RiskAssessment")
    ]


async def test_a_stated_factor_overrides_the_record(operate_on, ask, record, read):
    content = parameters(
        ("nodule_count", {"valueInteger": 1}), ("laterality", UNILATERAL), record=record
    )
    answer = await operate_on(content)
    patient = read(record).patient.model_dump(exclude_none=True)
    plain = await ask({**patient, "nodule_count": 1, "laterality": "unilateral"})
    (assessment,) = resources_of(answer, "RiskAssessment")
    entries = ledger_in(answer)

    assert (
        round(100 * plain["predictions"][0]["horizons"][0]["survival"], 1)
        == (assessment["prediction"][0]["probabilityDecimal"])
    )
    assert {"status": "given", "value": 1} == {
        part: entries["nodule_count"][part] for part in ("status", "value")
    }
    assert "Observation/nodule-count" not in [r["reference"] for r in assessment["basis"]]


UNILATERAL = {"valueCode": "unilateral"}


def ledger_in(answer):
    """Read the deciding entries from the extensions of the OperationOutcome."""
    (outcome,) = resources_of(answer, "OperationOutcome")
    entries = {}
    for issue in outcome["issue"]:
        for extension in issue.get("extension", ()):
            parts = {}
            for part in extension["extension"]:
                (value,) = [v for k, v in part.items() if k.startswith("value")]
                parts[part["url"]] = value
            entries.setdefault(parts["factor"], parts)
    return entries


async def test_the_ledger_travels_with_the_answer(operate_on, record, read):
    entries = ledger_in(await operate_on(record))

    assert {name: entry.status for name, entry in read(record).deciding.items()} == {
        name: entry["status"] for name, entry in entries.items()
    }
    assert (2.4, True, "Observation/largest-nodule-cm") == tuple(
        entries["largest_nodule_cm"][part] for part in ("value", "converted", "resource")
    )


async def test_warnings_are_issues_with_their_codes(operate_on, ask):
    answer = await operate_on(parameters(("ecog", {"valueInteger": 3})))
    (outcome,) = resources_of(answer, "OperationOutcome")
    plain = await ask({"ecog": 3})
    warned = {codes_of(issue)[0]: issue["details"]["text"] for issue in outcome["issue"]}

    for warning in plain["warnings"]:
        assert warning["code"] in warned


async def test_no_member_is_null_or_empty(operate_on, record):
    def members(value):
        if isinstance(value, dict):
            yield from value.values()
            value = list(value.values())
        if isinstance(value, list):
            for item in value:
                yield from members(item)

    for content in (record, parameters(), parameters(("ecog", {"valueInteger": 1}))):
        answer = await operate_on(content)

        assert [] == [m for m in members(answer) if m in (None, "", [], {})]


async def test_a_thin_record_is_answered_with_the_cohort_s_average(operate_on):
    answer = await operate_on({"resourceType": "Bundle", "type": "collection"})
    (assessment,) = resources_of(answer, "RiskAssessment")
    entries = ledger_in(answer)

    assert "basis" not in assessment
    assert {"display": "The patient of the request"} == assessment["subject"]
    assert {"not_found"} == {entry["status"] for entry in entries.values()}


async def test_a_quantity_may_state_a_factor(operate_on):
    size = {"valueQuantity": {"value": 24, "unit": "mm"}}
    entries = ledger_in(await operate_on(parameters(("largest_nodule_cm", size))))

    assert 2.4 == entries["largest_nodule_cm"]["value"]


# --- refusals -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ([("local_therapy", {"valueCode": "sabr"})], "local_therapy_not_surgery"),
        ([("extrapulmonary_disease", {"valueBoolean": True})], "extrapulmonary_disease_present"),
        ([("histology", {"valueCode": "kaposi_sarcoma"})], "kaposi_sarcoma"),
        (
            [("laterality", {"valueCode": "bilateral"}), ("nodule_count", {"valueInteger": 1})],
            "bilateral_with_one_nodule",
        ),
    ],
)
async def test_not_applicable_and_contradictory_are_422(be_told, entries, code):
    (issue,) = await be_told(parameters(*entries))

    assert ("business-rule", code) == (issue["code"], codes_of(issue)[0])


async def test_a_record_to_which_the_model_does_not_apply_is_422(be_told, diagnose, record):
    record["entry"].append({"resource": diagnose("C79.31", "2026-05-30")})
    (issue,) = await be_told(record)

    assert ["extrapulmonary_disease_present", "extrapulmonary_disease"] == codes_of(issue)


async def test_a_record_of_two_patients_is_422(be_told, record):
    record["entry"].append({"resource": {"resourceType": "Patient", "id": "other"}})
    (issue,) = await be_told(record)

    assert ["several_patients"] == codes_of(issue)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (("nodule_count", {"valueInteger": 5000}), "out_of_range"),
        (("nodule_count", {"valueString": "3"}), "parameter_wrong_type"),
        (("nodule_count", {"valueInteger": "3"}), "wrong_type"),
        (("nodule_count", {"valueInteger": 3, "valueDecimal": 3}), "parameter_wrong_type"),
        (("nodule_count", {}), "parameter_wrong_type"),
        (("histology", {"valueCode": "<script>"}), "unknown_level"),
        (("largest_nodule_cm", {"valueQuantity": {"value": 3}}), "parameter_unit_unknown"),
        (("largest_nodule_cm", {"valueQuantity": []}), "parameter_unit_unknown"),
        (("smoker", {"valueBoolean": 1}), "wrong_type"),
        (("record", {"resource": {"resourceType": "Patient"}}), "record_missing"),
        (("record", {"resource": []}), "record_missing"),
        (("outcome", {"valueCode": "<b>"}), "unknown_level"),
        (("outcome", {"valueString": "overall_survival"}), "parameter_wrong_type"),
        (("models", {"valueCode": "<b>"}), "model_unsupported"),
        (("horizons_months", {"valueInteger": 9999}), "horizon_unsupported"),
        (("survived_months", {"valueInteger": -1}), "out_of_range"),
        (("operation_date", {"valueDate": "2024-02-30"}), "parameter_wrong_type"),
        (("operation_date", {"valueDate": "2024"}), "parameter_wrong_type"),
        (("<script>", {"valueString": "x"}), "parameter_unknown"),
        ((1, {}), "parameter_unknown"),
    ],
)
async def test_a_parameter_that_is_not_as_it_must_be_is_422(be_told, entry, code):
    (issue,) = await be_told(parameters(entry))

    assert code == codes_of(issue)[0]
    assert "<" not in json.dumps(issue)


async def test_a_parameter_s_fault_says_where_it_is(be_told):
    (issue,) = await be_told(parameters(("ecog", {"valueInteger": 1}), ("nobody", {})))

    assert ["Parameters.parameter[1]"] == issue["expression"]


async def test_a_parameter_given_twice_is_refused(be_told):
    twice = [("ecog", {"valueInteger": 1})] * 2
    (issue,) = await be_told(parameters(*twice))

    assert ["parameter_repeated", "ecog"] == codes_of(issue)


@pytest.mark.parametrize(
    ("content", "status", "kind"),
    [
        (b"{", 400, "structure"),
        (b'{"a": 1, "a": 2}', 400, "structure"),
        (b"[" * 40 + b"]" * 40, 400, "structure"),
        (b"\xff", 400, "structure"),
        (b" " * (1024 * 1024 + 1), 413, "too-long"),
        (b"[]", 422, "invalid"),
        (b"null", 422, "invalid"),
        (b"{}", 422, "invalid"),
        (b'{"resourceType": "Patient"}', 422, "invalid"),
        (b'{"resourceType": {"x": "<script>"}}', 422, "invalid"),
    ],
)
async def test_a_body_that_is_not_read_is_an_operation_outcome(be_told, content, status, kind):
    (issue,) = await be_told(content, status)

    assert kind == issue["code"]


async def test_another_media_type_is_an_operation_outcome(be_told):
    (issue,) = await be_told(b"<Bundle/>", 415, {"content-type": "application/fhir+xml"})

    assert "not-supported" == issue["code"]


# --- hostile records ----------------------------------------------------------------------------

MARK = "pwned-7f3a"
HOSTILE = (
    f"<script>{MARK}</script>",
    f"<img src=x onerror={MARK}>",
    f"[{MARK}](javascript:{MARK})",
    f"![{MARK}](https://{MARK}.example/)",
    f'"}}{MARK}',
    f"\u202e{MARK}\u0000\n{MARK}",
    f"urn:uuid:{MARK}",
    f"Patient/{MARK}<",
)


def poison(value, text):
    """Put a text in the place of every text but the resource types."""
    if isinstance(value, dict):
        return {k: v if k == "resourceType" else poison(v, text) for k, v in value.items()}
    if isinstance(value, list):
        return [poison(item, text) for item in value]
    return text if isinstance(value, str) else value


def poison_prose(value, text):
    """Add a text to what people read: names, displays, texts, conclusions."""
    if isinstance(value, dict):
        return {
            k: text
            if k in {"text", "display", "conclusion", "family", "unit"} and isinstance(v, str)
            else poison_prose(v, text)
            for k, v in value.items()
        }
    return [poison_prose(item, text) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("spoil", [poison, poison_prose])
async def test_no_text_of_a_record_is_repeated_or_logged(client, record, text, spoil, caplog):
    caplog.set_level(logging.DEBUG)
    content = spoil(record, text)
    for route in ("/v1/records", OPERATION):
        for body in (content, parameters(record=content), parameters((text, {"valueCode": text}))):
            response = await client.post(route, json=body)

            assert response.status_code in {200, 422}
            assert MARK not in response.text
    assert MARK not in caplog.text


async def test_prose_does_not_change_what_is_read(client, record):
    spoiled = poison_prose(record, HOSTILE[0])
    answers = [await client.post("/v1/records", json=content) for content in (record, spoiled)]

    assert answers[0].json() == answers[1].json()


async def test_no_value_of_a_record_is_logged(client, record, caplog):
    caplog.set_level(logging.DEBUG)
    await client.post(OPERATION, json=record)
    await client.post("/v1/records", json=record)

    for value in ("sarcoma-1", "1971-09-30", "2026-01-20", "leiomyosarcoma", "8890/3"):
        assert value not in caplog.text


async def test_a_record_of_10_000_observations_fits_and_is_answered(client):
    """91 bytes each; a mebibyte holds 11,500 of them."""
    observation = {"resource": {"resourceType": "Observation", "status": "final"}}
    record = {"resourceType": "Bundle", "type": "collection", "entry": [observation] * 10_000}
    body = json.dumps(record, separators=(",", ":"))
    response = await client.post(OPERATION, content=body, headers={"content-type": FHIR})

    assert 200 == response.status_code


async def test_a_record_beyond_a_mebibyte_is_413(client, observe):
    record = {"resourceType": "Bundle", "entry": [{"resource": observe("ecog")}] * 10_000}
    response = await client.post("/v1/records", json=record)

    assert 413 == response.status_code


@pytest.mark.parametrize("seed", range(40))
async def test_a_record_in_disorder_is_never_a_defect(client, record, seed):
    """Each seed puts odd things in other places."""
    odd = [None, True, -1, 1e308, "x" * 300, [], {}, [[]], {"coding": {}}, "9" * 20, "2024-02-30"]
    count = 0

    def disorder(value):
        nonlocal count
        count += 1
        if (count * 2654435761 + seed * 40503) % 97 < 5:  # spread by Knuth's multiplier
            return odd[(count + seed) % len(odd)]
        if isinstance(value, dict):
            return {k: v if k == "resourceType" else disorder(v) for k, v in value.items()}
        return [disorder(item) for item in value] if isinstance(value, list) else value

    content = {"resourceType": "Bundle", "entry": disorder(record["entry"])}
    for route in ("/v1/records", OPERATION):
        response = await client.post(route, json=content)

        assert response.status_code in {200, 422}


# --- what the service publishes -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("metadata", "CapabilityStatement"),
        ("CodeSystem/factor", "CodeSystem"),
        ("OperationDefinition/pulmet-survival", "OperationDefinition"),
    ],
)
async def test_the_service_publishes_itself(client, address, kind):
    response = await client.get(f"/fhir/{address}")

    assert (200, FHIR) == (response.status_code, response.headers["content-type"])
    assert kind == response.json()["resourceType"]


@pytest.mark.parametrize("path", ["", "CodeSystem", "CodeSystem/<script>", "Patient/1", "a/b/c"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
async def test_an_unknown_address_is_an_operation_outcome(client, path, method):
    response = await client.request(method, f"/fhir/{path}")

    assert (404, FHIR) == (response.status_code, response.headers["content-type"])
    assert "not-found" == response.json()["issue"][0]["code"]
    assert "script" not in response.text


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("GET", "$pulmet-survival", "POST"), ("POST", "metadata", "GET")],
)
async def test_another_method_is_an_operation_outcome(client, method, path, allowed):
    response = await client.request(method, f"/fhir/{path}")

    assert (405, allowed) == (response.status_code, response.headers["allow"])


async def test_horizons_run_on(operate_on, record):
    (assessment,) = resources_of(await operate_on(record), "RiskAssessment")
    probabilities = [p["probabilityDecimal"] for p in assessment["prediction"]]

    assert all(earlier >= later for earlier, later in pairwise(probabilities))
