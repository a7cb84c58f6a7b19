"""The words for an outcome and for what the models rest on: true of each, in every language."""

import re
from string import Formatter
from typing import get_args

import pytest

from models.manifest import Provenance
from models.outcome import Outcome
from service.app import create_app
from service.catalogue import read_catalogue
from service.language import LANGUAGES

OUTCOMES, PROVENANCES = get_args(Outcome), get_args(Provenance)
OVERALL, SPECIFIC, FREE = OUTCOMES
DFI, SIZE = "disease_free_interval_months", "largest_nodule_cm"

PUBLISHED = {
    "en": r"publish|reconstruct",
    "de": r"veröffentlich|publi[kz]|rekonstru",
    "es": r"public|reconstru",
    "zh-Hant": r"發表|重建",
}
"""What nobody may say of a registry."""

ALIVE = {
    "en": r"\balive\b(?! and free of disease)|\blives?\b",
    "de": r"\b(am Leben|lebt|leben)\b(?! und krankheitsfrei)",
    "es": r"\bviv(o|os|e|en)\b(?! y (está )?libres? de enfermedad)",
    "zh-Hant": r"存活(?!且無病|率)",
}
"""That somebody is alive, and no word of the disease."""

FREE_OF_DISEASE = {
    "en": "alive and free of disease",
    "de": "und krankheitsfrei",
    "es": "libres? de enfermedad",
    "zh-Hant": "存活且無病",
}
NOT_DEAD_OF_IT = {
    "en": r"not (to have |having )?died of the sarcoma|not dead of (the )?sarcoma",
    "de": r"nicht am Sarkom verstorben",
    "es": r"no (haber|habrán|han) fallecido por el sarcoma|no fallecidos? por (el )?sarcoma",
    "zh-Hant": r"未因肉瘤死亡",
}

ABOUT_THE_ALIVE = {"given_alive", "summary_given_alive", "summary_average_given_alive"} | {
    "card_given_alive",
    "card_average_given_alive",
    "operation_past",
}
"""Codes of sentences with a condition, which may be that the patient is alive."""

ORDINARY = {
    "age_years": 50,
    "histology": "leiomyosarcoma",
    "local_therapy": "surgery",
    "extrapulmonary_disease": False,
    DFI: 30,
    "nodule_count": 3,
    "laterality": "bilateral",
    "ecog": 1,
    "preoperative_chemotherapy": False,
    "local_recurrence": False,
    "complete_resection": True,
    "primary_site": "extremity",
    SIZE: 2,
}
UNUSUAL = [
    {"age_years": 15, "nodule_count": 12, "ecog": 3, SIZE: 3.2},
    {"age_years": 90, "histology": "ewing_sarcoma", "preoperative_chemotherapy": True},
    {"histology": "rhabdomyosarcoma", DFI: 10},
    {"preoperative_chemotherapy": True, "radiological_response": "partial"},
    {"histology": "alveolar_soft_part_sarcoma", "preoperative_chemotherapy": None},
    {"previous_lung_metastasectomy": True, "local_recurrence": None},
    {"preoperative_chemotherapy": None, "histological_response": "good"},
]
"""Of each of these facts something is said."""


def placeholders(sentence):
    """Give the names that a sentence fills in."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def sentences_in(answer):
    """List all that an answer says in words; a bundle's limitations are its own."""
    explained = [
        horizon
        for prediction in answer["predictions"]
        for horizon in prediction["explanation"]["horizons"]
    ]
    return [
        answer["summary"],
        *(warning["message"] for warning in answer["warnings"]),
        *(part["text"] for horizon in explained for part in horizon["contributions"]),
    ]


def of_contributions(answer):
    """List what is said of facts that add or take something."""
    (prediction, *_) = answer["predictions"]
    return [
        part["text"]
        for horizon in prediction["explanation"]["horizons"]
        for part in horizon["contributions"]
        if part["contribution"]
    ]


def warnings_in(answer):
    """Give the messages by code."""
    return {warning["code"]: warning["message"] for warning in answer["warnings"]}


@pytest.mark.parametrize("kinds", [OUTCOMES, PROVENANCES], ids=["outcomes", "provenances"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_says_what_the_others_say(language, kinds):
    """With the same details. Of who is free of disease a record says nothing, and so no card."""
    first, *others = (read_catalogue(language).sentences[kind] for kind in kinds)
    no_card = {"card_given_alive", "card_average_given_alive"}
    for kind, other in zip(kinds[1:], others, strict=True):
        assert first.keys() == other.keys() | (no_card if kind == FREE else set())
        for code, sentence in other.items():
            assert placeholders(first[code]) == placeholders(sentence), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_another_outcome_says_that_somebody_is_alive(language):
    """Who has not died of the sarcoma may be dead; who is alive may have the disease."""
    sentences = read_catalogue(language).sentences
    for code, sentence in sentences[FREE].items():
        assert not re.search(ALIVE[language], sentence), code
    for code in sentences[SPECIFIC].keys() - ABOUT_THE_ALIVE:
        assert not re.search(ALIVE[language], sentences[SPECIFIC][code]), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_an_outcome_says_what_is_predicted(language):
    """In the words of that outcome; overall survival is being alive."""
    sentences = read_catalogue(language).sentences
    words = {OVERALL: ALIVE, SPECIFIC: NOT_DEAD_OF_IT, FREE: FREE_OF_DISEASE}
    for outcome, of_language in words.items():
        for code in sentences[outcome].keys() - {"operation_past"}:
            spoken = sentences[outcome][code]

            assert re.search(of_language[language], spoken, re.IGNORECASE), (outcome, code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_a_registry_speaks_of_a_publication(language):
    """And those for both speak of none; the one on an unused boundary is not said of a registry."""
    sentences = read_catalogue(language).sentences
    for section in ("registry", "warnings", "texts", "fhir", "cds", *OUTCOMES):
        for code in sentences[section].keys() - {"near_boundary_unused"}:
            spoken = sentences[section][code]

            assert not re.search(PUBLISHED[language], spoken, re.IGNORECASE), code


@pytest.mark.anyio
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("survived", [0, 20])
async def test_no_answer_of_a_registry_speaks_of_a_publication(
    ask_registry, outcome, language, survived
):
    """Neither of published boundaries nor of reconstructions, of whomever it is asked."""
    for change in ({}, *UNUSUAL):
        answer = await ask_registry(
            ORDINARY | change, language, outcome=outcome, survived_months=survived
        )

        for sentence in sentences_in(answer):
            assert not re.search(PUBLISHED[language], sentence, re.IGNORECASE)
            assert not re.search(r"[{}]|None|  |\bTrue\b|\bFalse\b", sentence)


@pytest.mark.anyio
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("outcome", "words"), [(SPECIFIC, NOT_DEAD_OF_IT), (FREE, FREE_OF_DISEASE)]
)
async def test_an_answer_about_another_outcome_never_says_alive_alone(
    ask_registry, outcome, words, language
):
    """Summary, contributions and warnings say what is predicted, beside a different patient too."""
    other = [{"age_years": 70}]
    answer = await ask_registry(ORDINARY, language, outcome=outcome, what_if=other)

    assert re.search(words[language], answer["summary"])
    assert of_contributions(answer)
    for text in of_contributions(answer):
        assert re.search(words[language], text)
    for sentence in sentences_in(answer):
        assert not re.search(ALIVE[language], sentence)


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("outcome", "predicted", "note"),
    [
        (
            SPECIFIC,
            "not to have died of the sarcoma",
            " Some of them may have died of another cause.",
        ),
        (FREE, "to be alive and free of disease", ""),
    ],
)
async def test_summary_in_english_says_what_is_predicted(ask_registry, outcome, predicted, note):
    """As a whole, with the numbers of the answer."""
    answer = await ask_registry(ORDINARY, outcome=outcome)
    horizon = answer["predictions"][0]["horizons"][-1]
    persons, lower, upper = (round(100 * horizon[n]) for n in ("survival", "lower", "upper"))
    name = {SPECIFIC: "cancer-specific", FREE: "disease-free"}[outcome]

    assert (
        f"Of 100 patients like this one, about {persons} are predicted {predicted} 60 months after "
        f"the operation by the model cox (95 % interval for the average {name} survival of such "
        f"patients, given this model: {lower} to {upper}).{note} "
        "Trained on a hospital's registry; not for clinical use."
    ) == answer["summary"]


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("outcome", "condition", "warned"),
    [
        (
            OVERALL,
            "who are alive 20 months",
            "a patient alive 20 months after the operation: given alive, not given free of",
        ),
        (
            SPECIFIC,
            "who are alive 20 months",
            "of those alive then, how many have not died of the sarcoma by the horizon. Given",
        ),
        (
            FREE,
            "who are alive and free of disease 20 months",
            "alive and free of disease 20 months after the operation; they do not hold for one",
        ),
    ],
)
async def test_months_survived_are_said_with_what_is_given(
    ask_registry, outcome, condition, warned
):
    """For disease-free survival the patient is given free of disease as well."""
    answer = await ask_registry(ORDINARY, outcome=outcome, survived_months=20)

    assert condition in answer["summary"]
    assert warned in warnings_in(answer)["given_alive"]


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("outcome", "predicted"),
    [
        (OVERALL, "being alive"),
        (SPECIFIC, "not having died of the sarcoma"),
        (FREE, "being alive and free of disease"),
    ],
)
async def test_contribution_is_to_the_probability_that_is_predicted(
    ask_registry, outcome, predicted
):
    """In percentage points of it."""
    answer = await ask_registry(ORDINARY, outcome=outcome, horizons_months=[36])

    for text in of_contributions(answer):
        assert re.search(
            rf": (raises|lowers) the probability of {predicted} at 36 months by \d+\.\d "
            "percentage points",
            text,
        )


@pytest.mark.anyio
async def test_fact_that_a_registry_s_model_uses_is_not_said_to_be_unused(ask_registry):
    """Chemotherapy is a treatment, and its contribution no effect of it."""
    patient = ORDINARY | {"preoperative_chemotherapy": True, "nodule_count": 12}
    used = warnings_in(await ask_registry(patient, models=["cox"]))
    unused = warnings_in(await ask_registry(patient, outcome=FREE))

    assert used["treatment_used"].startswith("Preoperative chemotherapy: used by a model")
    assert "may rest on few patients" in used["more_than_10_nodules_counted"]
    assert {"treatment_used", "more_than_10_nodules_counted"} == set(used)
    assert "do not use preoperative" in unused["preoperative_chemotherapy"]
    assert "do not use their number" in unused["more_than_10_nodules_unused"]
    assert {"preoperative_chemotherapy", "more_than_10_nodules_unused"} == set(unused)


@pytest.mark.anyio
async def test_boundary_is_only_where_the_model_has_it(ask_registry):
    """A straight or bent effect has none; what a model does not use has none in a registry."""
    near = ORDINARY | {"preoperative_chemotherapy": None, DFI: 11, SIZE: 3.2}
    straight = await ask_registry(near, models=["cox"])
    cut = await ask_registry(near, outcome=FREE)

    assert {"factor_averaged"} == {warning["code"] for warning in straight["warnings"]}
    assert [("near_boundary", DFI)] == [(w["code"], w["factor"]) for w in cut["warnings"]]


@pytest.mark.anyio
@pytest.mark.parametrize("age", [19, 81])
async def test_range_is_that_of_the_registry(ask_registry, age):
    """As the bundle states it."""
    message = warnings_in(await ask_registry(ORDINARY | {"age_years": age}))[
        "beyond_training_range"
    ]

    assert (
        "Age: the value lies beyond the range that is stated for the registry's patients, 20 to 80."
    ) == message


@pytest.mark.anyio
async def test_incomplete_resection_is_refused_for_disease_free_survival_only(
    registry_bundle, connection, read_problem
):
    """Who still has disease is not free of it; unknown is assumed to be complete."""
    incomplete = ORDINARY | {"complete_resection": False}
    async with connection(create_app(registry_bundle)) as client:

        async def ask(patient, outcome):
            body = {"patient": patient, "outcome": outcome}
            return await client.post("/v1/predictions", json=body)

        problem = read_problem(await ask(incomplete, FREE))
        unknown = await ask(ORDINARY | {"complete_resection": None}, FREE)
        others = [await ask(incomplete, outcome) for outcome in (OVERALL, SPECIFIC)]
    (error,) = problem["errors"]

    assert "urn:pulmet:problem:not_applicable" == problem["type"]
    assert ("/patient/complete_resection", "incomplete_resection") == (
        error["pointer"],
        error["code"],
    )
    assert "nobody who still has disease can be free of it" in error["message"]
    assert "complete_resection_assumed" in warnings_in(unknown.json())
    assert [200, 200] == [response.status_code for response in others]


@pytest.mark.anyio
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", OUTCOMES)
async def test_fhir_says_what_is_predicted(registry_bundle, connection, outcome, language):
    """In the text of every prediction."""
    question = {
        "resourceType": "Parameters",
        "parameter": [{"name": "outcome", "valueCode": outcome}],
    }
    headers = {"accept-language": language, "content-type": "application/fhir+json"}
    async with connection(create_app(registry_bundle)) as client:
        response = await client.post("/fhir/$pulmet-survival", json=question, headers=headers)
    assessment = response.json()["entry"][0]["resource"]
    words = {OVERALL: ALIVE, SPECIFIC: NOT_DEAD_OF_IT, FREE: FREE_OF_DISEASE}[outcome][language]

    assert [12, 36, 60] == [
        int(re.search(r"\d+", prediction["outcome"]["text"])[0])
        for prediction in assessment["prediction"]
    ]
    for prediction in assessment["prediction"]:
        assert re.search(words, prediction["outcome"]["text"], re.IGNORECASE)
        assert outcome == prediction["outcome"]["coding"][0]["code"]


@pytest.mark.anyio
async def test_default_horizons_end_where_the_registry_s_follow_up_does(
    make_registry_bundle, connection
):
    """A question without horizons is answered by every bundle."""
    expected = {48: [12, 36], 9: [9]}
    for months, horizons in expected.items():
        async with connection(create_app(make_registry_bundle(months))) as client:
            response = await client.post("/v1/predictions", json={"patient": ORDINARY})
        (prediction,) = response.json()["predictions"]

        assert horizons == [horizon["months"] for horizon in prediction["horizons"]]


@pytest.mark.anyio
async def test_outcome_that_the_registry_lacks_is_refused_with_those_it_has(
    registry_bundle, make_registry_bundle, connection, read_problem
):
    """A registry need not record what people died of."""
    terms = {FREE: registry_bundle.models[FREE]["cox"].columns.terms}
    async with connection(create_app(make_registry_bundle(terms=terms))) as client:
        problem = read_problem(await client.post("/v1/predictions", json={"patient": {}}))
    (error,) = problem["errors"]

    assert ("/outcome", "outcome_unsupported") == (error["pointer"], error["code"])
    assert error["message"].endswith(f"Allowed: {FREE}.")
