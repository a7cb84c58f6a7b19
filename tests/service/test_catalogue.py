"""The sentences: one for each code, each with what it needs, and none that advises."""

import ast
import re
from itertools import product
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import models
import service
from models.applicability import (
    ASSUMED_WHEN_UNKNOWN,
    ASSUMED_WHEN_UNKNOWN_OF,
    CONTRADICTORY,
    NOT_APPLICABLE,
    NOT_APPLICABLE_TO,
    WARNED,
)
from models.factors import FACTORS, FactorKind
from models.manifest import Provenance
from models.outcome import Outcome
from service import problems
from service.app import create_app
from service.catalogue import Catalogue, read_catalogue
from service.errors import DataMissing, NotOpen, TokenRefused
from service.problems import problem_of_validation
from service.request import BatchRequest, PredictionRequest
from service.sentences import explain_idleness

SENTENCES = read_catalogue().sentences
FLAT = {(section, code): s for section, codes in SENTENCES.items() for code, s in codes.items()}

OUTCOMES, PROVENANCES = get_args(Outcome), get_args(Provenance)

SAID = {"problems", "faults", "allowed", "warnings", "texts", *OUTCOMES, *PROVENANCES}
"""Sections that are filled in; `fields` are looked up, and a test compares them with requests."""

IN_RECORDS = {"assessment", "operation_past", "column"} | {
    f"card{kind}" for kind in ("", "_average", "_given_alive", "_average_given_alive")
}
"""What is said of an outcome in FHIR and on cards alone, and tested with them."""

WARNINGS = ("warnings", *OUTCOMES, *PROVENANCES)
"""Sections that a warning may stand in."""

MODELS, SERVICE = (Path(package.__path__[0]) for package in (models, service))

RAISED_WITH_A_CODE = {"Fault", "Malformed", "TooLarge", "UnsupportedMedia"}
DFI = "disease_free_interval_months"

PATIENTS = [
    {},
    {DFI: 6, "laterality": "bilateral", "complete_resection": False, "largest_nodule_cm": 4},
    {"local_recurrence": False, "primary_site": "extremity", "laterality": "unilateral"},
    {DFI: 10, "local_recurrence": True, "age_years": 15, "largest_nodule_cm": 3.2},
    {DFI: 200, "nodule_count": 12, "ecog": 3, "histology": "ewing_sarcoma"},
    {"histology": "rhabdomyosarcoma", "preoperative_chemotherapy": True},
    {"histology": "alveolar_soft_part_sarcoma", "previous_lung_metastasectomy": True},
    {"radiological_response": "partial", "histological_response": "good"},
    {"local_therapy": "sabr", "histology": "kaposi_sarcoma"},
    {"extrapulmonary_disease": True, "histology": "gastrointestinal_stromal_tumour"},
    {"nodule_count": 1, "laterality": "bilateral"},
    {"preoperative_chemotherapy": False, "radiological_response": "stable"},
    {factor.name: "?" for factor in FACTORS.values()},
    {"age_years": -1, "nodules": 1},
]
"""Between them, of every fact of which something is said."""

OPTIONS = [
    {"survived_months": 20},
    {"what_if": [{"sex": "female", DFI: 200, "nodule_count": None, "local_recurrence": True}]},
    {"what_if": [{}]},
    {"what_if": [{"approach": "vats"}]},
    {"models": ["cox", "pessimist"]},
    {"models": ["forest"]},
    {"models": ["weibull"]},
    {"models": ["cox", "cox"]},
    {"models": []},
    {"outcome": "disease_free_survival"},
    {"horizons_months": [61]},
    {"survived_months": 60},
]

BODIES = [
    b"?",
    b"\xff",
    b"\xef\xbb\xbf",
    b"NaN",
    b'{"a": 1, "a": 1}',
    b"[" * 40 + b"]" * 40,
    b'"\\ud800"',
    b"[]",
    b"{}",
    b" " * (1024 * 1024 + 1),
]

HEADERS = [
    {"content-type": "text/plain"},
    {"content-type": "application/json; charset=latin-1"},
    {"content-type": "application/json", "content-encoding": "gzip"},
]


def codes_raised(*folders):
    """Collect, from the source, the codes that errors and warnings are made with."""
    raised = {"faults": set(), "warnings": set()}
    for folder in folders:
        for path in folder.rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                    continue
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    if node.func.id in RAISED_WITH_A_CODE:
                        raised["faults"].add(first.value)
                    if node.func.id == "PatientWarning":
                        raised["warnings"].add(first.value)
    return raised


@pytest.fixture
def said(monkeypatch):
    """Record which sentences are said, while saying them."""
    sentences = set()
    find = Catalogue.find

    def record(self, section, code):
        sentences.add((section, code))
        return find(self, section, code)

    monkeypatch.setattr(Catalogue, "find", record)
    explain_idleness.cache_clear()  # what was said before is said again
    return sentences


@pytest.mark.parametrize(
    "rule",
    [*NOT_APPLICABLE, *NOT_APPLICABLE_TO["disease_free_survival"], *CONTRADICTORY],
    ids=lambda rule: rule.code,
)
def test_refusal_has_a_sentence_that_needs_nothing(rule):
    """Rules carry no details, so that their sentences may have no placeholders."""
    sentence = SENTENCES["faults"][rule.code]

    assert [None] == [name for _, name, _, _ in Formatter().parse(sentence)]


@pytest.mark.parametrize(
    "rule",
    [*ASSUMED_WHEN_UNKNOWN, *ASSUMED_WHEN_UNKNOWN_OF["disease_free_survival"], *WARNED],
    ids=lambda rule: f"{rule.code}-{rule.factor}",
)
def test_warning_has_a_sentence_that_needs_nothing_but_its_factor(rule):
    """Said of both provenances alike, or of each in its own words."""
    sentences = [SENTENCES[section].get(rule.code) for section in ("warnings", *PROVENANCES)]
    said = [sentence for sentence in sentences if sentence]

    assert len(said) == (len(PROVENANCES) if sentences[0] is None else 1)
    for sentence in said:
        assert {name for _, name, _, _ in Formatter().parse(sentence)} <= {None, "label"}


@pytest.mark.parametrize(
    ("kind", "sections"),
    [("faults", ("faults",)), ("warnings", WARNINGS)],
    ids=["faults", "warnings"],
)
def test_every_code_in_the_source_has_a_sentence(kind, sections):
    """Found by reading the source, so that a new code cannot be forgotten."""
    raised = codes_raised(MODELS, SERVICE)[kind]

    assert len(raised) > 4
    assert raised <= {code for section in sections for code in SENTENCES[section]}


def test_every_kind_of_problem_has_a_title_and_each_title_a_kind():
    """The titles are those of the statuses."""
    assert problems.STATUS.keys() == SENTENCES["problems"].keys()
    assert set(problems.CODE_OF.values()) <= problems.STATUS.keys()


def test_every_code_of_a_validation_fault_has_a_sentence():
    """The table from pydantic's names to ours, and what is said where it ends."""
    codes = {*problems._CODE_OF_TYPE.values(), "wrong_type", "invalid"}

    assert codes <= SENTENCES["faults"].keys()


def test_every_field_of_a_request_says_what_it_allows():
    """The fields that are not factors, and no other."""
    fields = {*PredictionRequest.model_fields, *BatchRequest.model_fields}

    assert fields == SENTENCES["fields"].keys()


def test_every_kind_of_factor_says_what_it_allows():
    """The kinds, a number whose lowest value is excluded, and the body itself."""
    assert {*get_args(FactorKind), "number_above", "object"} == SENTENCES["allowed"].keys()


@pytest.mark.anyio
async def test_every_sentence_is_said_with_all_that_it_needs(
    bundle_that_disagrees, registry_bundle, connection, said, monkeypatch
):
    """Asked until each was said: none is dead, and none lacks a detail."""
    json_type = {"content-type": "application/json"}
    app = create_app(bundle_that_disagrees)
    async with connection(app) as client:
        for options in ({}, *OPTIONS):
            for patient in PATIENTS:
                body = {"patient": patient, **options}
                response = await client.post("/v1/predictions", json=body)
                assert response.status_code in {200, 422}
        german = {"accept-language": "de"}
        await client.post("/v1/predictions", json={"patient": {}}, headers=german)
        for content in BODIES:
            await client.post("/v1/predictions", content=content, headers=json_type)
        too_much = {"patients": [{}] * 401, "what_if": [{"sex": "male"}] * 4}
        assert 422 == (await client.post("/v1/predictions/batch", json=too_much)).status_code
        for headers in HEADERS:
            await client.post("/v1/predictions", content=b"{}", headers=headers)
        for route in ("/nowhere", "/v1/predictions", "/v1/models/weibull"):
            await client.get(route)
        monkeypatch.setattr(app.state, "bundle", registry_bundle)
        for outcome, survived, patient in product(OUTCOMES, (0, 20), PATIENTS):
            body = {"patient": patient, "outcome": outcome, "survived_months": survived}
            response = await client.post("/v1/predictions", json=body)
            assert response.status_code in {200, 422}
        assert 404 == (await client.get("/v1/models/cox/report")).status_code
        monkeypatch.setattr("service.routes.models.describe_bundle", None)
        assert 500 == (await client.get("/v1/models")).status_code
    # Said only of what frameworks may one day refuse that they do not refuse today.
    problem_of_validation(read_catalogue(), [{"type": "brand_new", "loc": ("patient",)}], ())
    foreseen = {("faults", "not_read")}
    # Said to other programs than these routes serve, and tested with them.
    codes = codes_raised(SERVICE / "fhir", SERVICE / "cds")["faults"] | {"member_not_standard"}
    elsewhere = {("faults", code) for code in codes}
    elsewhere |= {
        ("problems", problems.CODE_OF[kind]) for kind in (DataMissing, NotOpen, TokenRefused)
    }

    elsewhere |= {(outcome, code) for outcome in OUTCOMES for code in IN_RECORDS}
    # Said where a question has a budget: see test_explanation_budget.py.
    elsewhere |= {("faults", "explanation_over_budget")}

    assert set() == {key for key in FLAT if key[0] in SAID} - said - foreseen - elsewhere


@pytest.mark.parametrize(("section", "code"), FLAT)
def test_no_sentence_advises_a_treatment(section, code):
    """Prognosis only; 'a different patient who ...', and never 'if changed'."""
    sentence = re.sub("(do not recommend|recommends no) treatment", "", FLAT[section, code])

    assert not re.search(
        r"\b(recommend|advis|should|ought|consider|prefer|benefit|indicated|contraindicat"
        r"|if changed|would improve|better to|treat (him|her|them|this|the patient))",
        sentence,
        re.IGNORECASE,
    )


@pytest.mark.parametrize(("section", "code"), FLAT)
def test_no_sentence_can_hold_what_was_sent(section, code):
    """What is filled in is known by name, and no name is that of a submitted value."""
    names = {name for _, name, _, _ in Formatter().parse(FLAT[section, code]) if name}

    if section in {"problems", "faults", "fields", "allowed"}:
        assert names <= {"allowed", "highest", "lowest", "levels", "line", "column"}
    assert "value" not in names or (section, code) == ("texts", "fact")


def test_sentence_without_its_details_is_a_defect():
    """Better no answer than a sentence with a gap."""
    with pytest.raises(KeyError):
        read_catalogue().say("faults", "body_too_large")


@pytest.mark.parametrize(
    ("factor", "value", "stated"),
    [
        (DFI, 12.0, "Disease-free interval: 12 months"),
        ("largest_nodule_cm", 2.5, "Largest nodule: 2.5 cm"),
        ("nodule_count", 3, "Number of nodules: 3"),
        ("local_recurrence", True, "Local recurrence: yes"),
        ("smoker", False, "Smoker: no"),
        ("primary_site", "head_neck", "Primary site: head and neck"),
        ("nodule_count", None, "Number of nodules: unknown"),
    ],
)
def test_fact_is_stated_with_its_label_and_unit(factor, value, stated):
    """As people say it, not as it is coded."""
    assert stated == read_catalogue().state(factor, value)
