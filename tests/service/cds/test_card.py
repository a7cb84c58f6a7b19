"""Cards: what a clinician sees, and when there is nothing to see."""

import copy
import json
import logging
import re
import uuid
from typing import get_args

import pytest

from models.outcome import Outcome
from service.catalogue import read_catalogue
from service.cds.card import SUMMARY_LIMIT
from service.cds.markdown import escape
from service.language import LANGUAGES
from service.smart import SmartClient

pytestmark = pytest.mark.anyio

MARK = "CANARY7731"
HOSTILE = f"<img src=x onerror=alert(1)>{MARK} [a](javascript:1) **b** | `c`\n# d"
REQUIRED = {"summary", "indicator", "source"}
OPTIONAL = {"uuid", "detail", "links", "suggestions", "selectionBehavior", "overrideReasons"}


def empty(value):
    """List what is null or empty in a JSON value."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list) and value:
        return [found for item in value for found in empty(item)]
    return [value] if value in (None, "", [], {}) else []


def without(prefetch, *identities, **members):
    """Leave out resources, and add members to the patient."""
    changed = copy.deepcopy(prefetch)
    changed["patient"].update(members)
    for bundle in changed.values():
        if "entry" in bundle:
            bundle["entry"] = [
                entry for entry in bundle["entry"] if entry["resource"]["id"] not in identities
            ]
    return changed


async def test_a_card_has_the_members_of_the_standard_and_no_other(cards, prefetch):
    """Card attributes; no null and empty elements."""
    (card,) = await cards(prefetch)

    assert set(card) >= REQUIRED
    assert set(card) <= REQUIRED | OPTIONAL
    assert [] == empty(card)
    assert "info" == card["indicator"]
    assert uuid.UUID(card["uuid"])


async def test_each_card_has_its_own_uuid(cards, prefetch):
    """`uuid`: unique identifier of the card."""
    first, second = (await cards(prefetch))[0], (await cards(prefetch))[0]

    assert first["uuid"] != second["uuid"]
    assert {**first, "uuid": ""} == {**second, "uuid": ""}


async def test_the_summary_holds_the_plain_api_s_probability_and_interval(cards, prefetch, client):
    """The same factors give the same probabilities."""
    record = {"resourceType": "Bundle", "entry": [{"resource": v} for v in prefetch.values()]}
    patient = (await client.post("/v1/records", json=record)).json()["patient"]
    plain = (await client.post("/v1/predictions", json={"patient": patient})).json()
    horizons = plain["predictions"][0]["horizons"]
    percents = [
        [round(100 * horizon[name]) for name in ("survival", "lower", "upper")]
        for horizon in horizons
    ]
    (card,) = await cards(prefetch)

    assert percents[-1] == [
        int(n) for n in re.findall(r"(?<!\()\b(\d+)(?= %| to)", card["summary"].replace("95 %", ""))
    ]
    for horizon, (survival, lower, upper) in zip(horizons, percents, strict=True):
        row = f"| {horizon['months']} | {survival} % | {lower} - {upper} % |"
        assert row in card["detail"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", get_args(Outcome))
def test_the_summary_has_fewer_than_140_characters(language, outcome):
    """`summary`: less than 140 characters, with the longest numbers, in every language."""
    longest = {"survival": 100, "lower": 100, "upper": 100, "months": 600, "survived": 599}
    catalogue = read_catalogue(language)
    codes = [code for code in catalogue.sentences[outcome] if code.startswith("card")]

    assert {"card", "card_average"} <= set(codes)
    for code in codes:
        assert len(catalogue.say(outcome, code, **longest)) < SUMMARY_LIMIT


async def test_the_source_names_model_and_version(cards, prefetch, bundle):
    """Source: `label` is required, `url` is absolute."""
    (card,) = await cards(prefetch)

    assert (
        f"pulmet {bundle.manifest.pulmet_version}, model cox, bundle {bundle.id}"
        == (card["source"]["label"])
    )
    assert card["source"]["url"].startswith("http://")


async def test_the_link_is_absolute_and_has_no_app_context(make_app, connection, prefetch, hook):
    """Link: `appContext` is not valid for absolute links."""
    async with connection(make_app(base_url="https://pulmet.example.org/s")) as client:
        body = {**hook, "prefetch": prefetch}
        (card,) = (await client.post("/cds-services/pulmet-survival", json=body)).json()["cards"]

    assert [
        {
            "label": "Open the calculator",
            "url": "https://pulmet.example.org/s/",
            "type": "absolute",
        }
    ] == card["links"]


@pytest.mark.parametrize("slash", ["", "/"])
async def test_the_link_launches_where_the_fhir_server_may_launch(
    make_app, connection, prefetch, hook, slash
):
    """Link: `smart`, and `appContext` a string; nothing about a patient in the address."""
    smart = (SmartClient(iss="https://fhir.example.org/r4", client_id="pulmet"),)
    app = make_app(smart=smart, base_url="https://pulmet.example.org/s")
    body = {**hook, "fhirServer": f"https://fhir.example.org/r4{slash}", "prefetch": prefetch}
    record = {"resourceType": "Bundle", "entry": [{"resource": v} for v in prefetch.values()]}
    async with connection(app) as client:
        (card,) = (await client.post("/cds-services/pulmet-survival", json=body)).json()["cards"]
        patient = (await client.post("/v1/records", json=record)).json()["patient"]
    (link,) = card["links"]
    context = json.loads(link.pop("appContext"))

    assert {
        "label": "Open the calculator",
        "url": "https://pulmet.example.org/s/launch",
        "type": "smart",
    } == link
    assert "sarcoma-1" == context["patient_id"]
    assert {k: v for k, v in patient.items() if v is not None} == context["patient"]


@pytest.mark.parametrize("server", ["https://fhir.example.org/r5", "https://fhir.example.org"])
async def test_the_link_is_absolute_for_a_fhir_server_that_may_not_launch(
    make_app, connection, prefetch, hook, server
):
    """Also for one of the same host."""
    smart = (SmartClient(iss="https://fhir.example.org/r4", client_id="pulmet"),)
    body = {**hook, "fhirServer": server, "prefetch": prefetch}
    async with connection(make_app(smart=smart)) as client:
        (card,) = (await client.post("/cds-services/pulmet-survival", json=body)).json()["cards"]

    assert ["absolute"] == [link["type"] for link in card["links"]]
    assert "appContext" not in card["links"][0]


async def test_the_card_says_its_limits_and_suggests_nothing(cards, prefetch, bundle):
    """Prognosis only."""
    (card,) = await cards(prefetch)

    assert "not for clinical use" in card["detail"]
    for limitation in bundle.manifest.limitations:
        assert escape(limitation.message) in card["detail"]
    assert "suggestions" not in card


@pytest.mark.parametrize(
    "change",
    [
        {"identities": ["primary", "histology"]},
        {
            "identities": [
                *("metastasis-right", "metastasis-left", "nodule-count", "laterality", "resection")
            ]
        },
        {"members": {"deceasedBoolean": True}},
        {"members": {"deceasedDateTime": "2026-03-01"}},
    ],
    ids=["no sarcoma", "no lung metastasis", "dead", "dead on a day"],
)
async def test_no_card_where_there_is_nothing_to_predict(cards, prefetch, change):
    """`cards`: an empty array when there is no decision support."""
    changed = without(prefetch, *change.get("identities", ()), **change.get("members", {}))

    assert [] == await cards(changed)


@pytest.mark.parametrize(
    ("identity", "level"), [("local-therapy", "sabr"), ("histology", "kaposi_sarcoma")]
)
async def test_no_card_for_a_patient_to_whom_the_models_do_not_apply(
    cards, prefetch, identity, level
):
    """The plain API refuses such a patient; a card says nothing."""
    changed = without(prefetch, "primary")
    factor = "https://pulmet.example/fhir/CodeSystem/factor"
    stated = {
        "resourceType": "Observation",
        "id": "stated",
        "status": "final",
        "effectiveDateTime": "2026-05-30",
        "code": {"coding": [{"system": factor, "code": identity.replace("-", "_")}]},
        "valueString": level,
    }
    changed = without(changed, identity)
    changed["observations"]["entry"].append({"resource": stated})

    assert [] == await cards(changed)


def operated_on(prefetch, day):
    """Add an operation on the lung metastases."""
    snomed = "http://snomed.info/sct"
    operation = {
        "resourceType": "Procedure",
        "id": "lung",
        "status": "completed",
        "category": {"coding": [{"system": snomed, "code": "387713003"}]},
        "code": {"coding": [{"system": snomed, "code": "173172000"}]},
        "performedDateTime": day,
        "reasonReference": [{"reference": "Condition/metastasis-right"}],
    }
    changed = copy.deepcopy(prefetch)
    changed["procedures"]["entry"].append({"resource": operation})
    return changed


async def test_a_patient_whose_operation_lies_behind_is_given_alive(cards, prefetch, client):
    """Whose chart is opened is alive: probabilities are conditional on it, as the plain API's."""
    changed = operated_on(prefetch, "2026-03-20")
    record = {"resourceType": "Bundle", "entry": [{"resource": v} for v in changed.values()]}
    patient = (await client.post("/v1/records", json=record)).json()["patient"]
    question = {"patient": patient, "survived_months": 2}
    plain = (await client.post("/v1/predictions", json=question)).json()
    survival = round(100 * plain["predictions"][0]["horizons"][-1]["survival"])
    (card,) = await cards(changed)

    assert card["summary"].startswith(f"{survival} % of patients like this one alive 60 months")
    assert "given alive at 2" in card["summary"]


async def test_no_card_beyond_the_longest_horizon(cards, prefetch):
    """Sixty months after the operation there is nothing left to predict."""
    assert [] == await cards(operated_on(prefetch, "2020-03-20"))


async def test_a_contradicting_record_is_a_problem(call, hook, prefetch):
    """Bad input is told to whoever sent it."""
    changed = without(prefetch, "metastasis-right", "metastasis-left", "resection")
    for entry in changed["observations"]["entry"]:
        if entry["resource"]["id"] == "nodule-count":
            entry["resource"].pop("valueQuantity", None)
            entry["resource"]["valueInteger"] = 1
    problem = await call({**hook, "prefetch": changed}, 422)

    assert "urn:pulmet:problem:contradictory" == problem["type"]


async def test_another_patient_s_data_are_refused(call, hook, prefetch):
    """Safety: the card is about the patient whose chart is opened."""
    context = {**hook["context"], "patientId": "somebody-else"}
    problem = await call({**hook, "context": context, "prefetch": prefetch}, 422)

    assert "another_patient" == problem["errors"][0]["code"]


def spoil(value):
    """Put a hostile text in the place of all that people read."""
    if isinstance(value, dict):
        return {
            k: HOSTILE
            if k in {"text", "display", "family", "conclusion"} and isinstance(v, str)
            else spoil(v)
            for k, v in value.items()
        }
    return [spoil(item) for item in value] if isinstance(value, list) else value


async def test_no_text_of_the_record_is_in_a_card_or_a_log(cards, prefetch, caplog):
    """Markdown and markup of a record are inert: they are not repeated."""
    caplog.set_level(logging.DEBUG)
    (card,) = await cards(spoil(prefetch))

    assert MARK not in str(card)
    for value in (MARK, "sarcoma-1", "1971-09-30", "leiomyosarcoma"):
        assert value not in caplog.text


def test_markdown_is_escaped():
    """`detail` is GitHub Flavored Markdown: what is not meant as markup is no markup."""
    assert r"\<b\> \[a\](x) \*\*b\*\* \| \`c\` \# d \\" == escape("<b> [a](x) **b** |\n`c`\n# d \\")
