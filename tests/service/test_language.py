"""The language of an answer: the words change with it, and nothing else does."""

import json

import pytest

from service.app import create_app
from service.catalogue import read_catalogue
from service.language import LANGUAGES, LONGEST_HEADER, choose_language
from training.published.limitations import RECONSTRUCTED

TRANSLATIONS = [language for language in LANGUAGES if language != "en"]
DFI = "disease_free_interval_months"

NEGOTIATED = [
    ("", "en"),
    (",", "en"),
    (" , ,\t", "en"),
    ("en", "en"),
    ("de", "de"),
    ("DE", "de"),
    ("es", "es"),
    ("zh-Hant", "zh-Hant"),
    # Regional variants are served their language.
    ("de-AT", "de"),
    ("de-CH-1996", "de"),
    ("es-419", "es"),
    ("en-GB", "en"),
    # Chinese in traditional characters only.
    ("zh-TW", "zh-Hant"),
    ("zh-tw", "zh-Hant"),
    ("zh-HK", "zh-Hant"),
    ("zh-MO", "zh-Hant"),
    ("zh-Hant-HK", "zh-Hant"),
    ("ZH-HANT-TW", "zh-Hant"),
    ("zh", "en"),
    ("zh-CN", "en"),
    ("zh-Hans", "en"),
    ("zh-Hans-TW", "en"),
    # Other languages, and those whose names begin alike.
    ("fr", "en"),
    ("fr, de;q=0.1", "de"),
    ("den", "en"),
    ("est-EE", "en"),
    # What is liked best, and of equals the first.
    ("de, es", "de"),
    ("es, de", "es"),
    ("de;q=0.5, es;q=0.6", "es"),
    ("de;q=0.5, es;Q=0.501", "es"),
    ("de ; q=0.5 ,\tes; q=1.000", "es"),
    ("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", "en"),
    ("zh-TW,zh;q=0.9,en-US;q=0.8,en;q=0.7", "zh-Hant"),
    ("de-AT;q=0.2, en;q=0.3, de;q=0.4", "de"),
    ("de,,es", "de"),
    # Zero means not acceptable; where nothing is left, English.
    ("de;q=0", "en"),
    ("de;q=0, es;q=0.001", "es"),
    ("en;q=0", "en"),
    ("en;q=0, de;q=0.000", "en"),
    ("*;q=0", "en"),
    ("de;q=0.3, *;q=0", "de"),
    # Any language is English, unless it is named apart.
    ("*", "en"),
    ("fr, *", "en"),
    ("de;q=0.9, *;q=0.9", "de"),
    ("de;q=0.1, *;q=0.2", "en"),
    ("en;q=0, *", "de"),
    # Malformed.
    ("de_AT", "en"),
    ("de-", "en"),
    ("-de", "en"),
    ("de;q=2", "en"),
    ("de;q=1.001", "en"),
    ("de;q=0.1234", "en"),
    ("de;q=-1", "en"),
    ("de;q=", "en"),
    ("de;q=.5", "en"),
    ("de;q=nan", "en"),
    ("de;q=1e0", "en"),
    ("de;q=0,5", "en"),
    ("de;level=1", "en"),
    ("de;q=0.5;q=0.6", "en"),
    ("de es", "en"),
    ("de\n", "en"),
    ("de\x00", "en"),
    ("dé", "en"),
    ("de;q=\u0660", "en"),
    ("abcdefghi", "en"),
    ("de, !", "en"),
    ("../de", "en"),
    # As long as no browser's.
    ("de," * (LONGEST_HEADER // 3), "de"),
    ("de," * LONGEST_HEADER, "en"),
]

HOSTILE = {
    "1 MB": b"de," * 350_000,
    "1 MB of one tag": b"de-" + b"a" * 1_000_000,
    "1 MB of subtags": b"de" + b"-a" * 500_000,
    "1 MB of semicolons": b"de" + b";" * 1_000_000,
    "1 MB of spaces": b"de" + b" " * 1_000_000 + b"x",
    "no text": bytes(range(1, 256)),
    "a second header": b"de\r\nset-cookie: CANARY-7731=1",
    "a path": b"../../../../etc/passwd",
    "a script": b"<script>CANARY-7731</script>",
    "a placeholder": b"{CANARY-7731}",
}

WORDS = {"message", "text", "summary", "title", "label", "description", "unit", "request_id"}
"""Members that may differ between languages, and the name of the request."""

PATIENT = {
    DFI: 10.5,
    "nodule_count": 12,
    "laterality": "bilateral",
    "largest_nodule_cm": 2.75,
    "histology": "ewing_sarcoma",
    "age_years": 15,
    "radiological_response": "partial",
}
QUESTION = {
    "patient": PATIENT,
    "models": ["cox", "forest"],
    "what_if": [{DFI: 200, "sex": None}],
    "survived_months": 2,
}


def without_words(value):
    """Leave out what may differ between languages, and the warning that tells which it is."""
    if isinstance(value, dict):
        return {name: without_words(member) for name, member in value.items() if name not in WORDS}
    if isinstance(value, list):
        marks = {"code": "translation_not_reviewed", "factor": None}
        return [item for item in map(without_words, value) if item != marks]
    return value


def words_in(value):
    """List what is said."""
    if isinstance(value, dict):
        here = [value[name] for name in sorted(WORDS - {"request_id", "unit"}) if name in value]
        return here + [words for member in value.values() for words in words_in(member)]
    if isinstance(value, list):
        return [words for item in value for words in words_in(item)]
    return []


def in_language(language):
    """Ask in a language."""
    return {"accept-language": language}


@pytest.mark.parametrize(("header", "language"), NEGOTIATED, ids=lambda value: repr(value)[:40])
def test_language_is_negotiated_as_http_has_it(header, language):
    """RFC 9110, section 12.5.4, and English for everything that it does not foresee."""
    assert language == choose_language(header)


@pytest.mark.anyio
@pytest.mark.parametrize("header", HOSTILE.values(), ids=HOSTILE)
async def test_hostile_header_is_answered_in_english_and_not_repeated(client, header):
    """Neither a problem nor an echo: the service answers as if it had not been sent."""
    response = await client.post(
        "/v1/predictions", json={"patient": {}}, headers=[(b"accept-language", header)]
    )

    assert 200 == response.status_code
    assert "en" == response.headers["content-language"]
    assert "CANARY-7731" not in f"{response.text}{response.headers}"


@pytest.mark.anyio
async def test_header_on_several_lines_is_one_list(client):
    """As HTTP joins them."""
    lines = [("accept-language", "fr"), ("accept-language", "de;q=0.5, es")]

    response = await client.get("/v1/factors", headers=lines)

    assert "es" == response.headers["content-language"]


@pytest.mark.anyio
@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_response_with_words_names_its_language(client, language):
    """Answers and problems, and that another reader may get other words."""
    headers = in_language(language)
    responses = [
        await client.post("/v1/predictions", json={"patient": {}}, headers=headers),
        await client.post("/v1/predictions/batch", json={"patients": [{}]}, headers=headers),
        await client.get("/v1/models", headers=headers),
        await client.get("/v1/models/cox", headers=headers),
        await client.get("/v1/factors", headers=headers),
        await client.post("/v1/predictions", json={}, headers=headers),
        await client.post("/v1/predictions", content=b"{}", headers=headers),
        await client.get("/v1/models/weibull", headers=headers),
        await client.get("/nowhere", headers=headers),
        await client.put("/v1/factors", headers=headers),
    ]

    for response in responses:
        assert [language] == response.headers.get_list("content-language")
        assert ["Accept-Language"] == response.headers.get_list("vary")


@pytest.mark.anyio
async def test_response_that_is_the_same_for_all_names_no_language(client):
    """What is written in English alone is not passed off as a translation."""
    for route in ("/openapi.json", "/health/ready", "/fhir/metadata"):
        response = await client.get(route, headers=in_language("de"))

        assert 200 == response.status_code
        assert not {"content-language", "vary"} & set(response.headers)


@pytest.mark.anyio
async def test_language_does_not_hide_that_the_origin_matters(bundle, connection):
    """A page of another origin is told both."""
    origin = "https://records.example.org"
    async with connection(create_app(bundle, (origin,))) as client:
        response = await client.get("/v1/factors", headers={"origin": origin})

    varies = {name.strip().lower() for name in response.headers["vary"].split(",")}
    assert {"origin", "accept-language"} == varies


@pytest.mark.anyio
@pytest.mark.parametrize("language", TRANSLATIONS)
async def test_answer_differs_in_its_words_and_in_nothing_else(client, language):
    """The same numbers, codes, names and levels; no sentence is left in English."""
    english = (await client.post("/v1/predictions", json=QUESTION)).json()
    response = await client.post("/v1/predictions", json=QUESTION, headers=in_language(language))
    answer = response.json()

    assert without_words(english) == without_words(answer)
    assert words_in(english)
    assert not set(words_in(english)) & set(words_in(answer))


@pytest.mark.anyio
@pytest.mark.parametrize("language", TRANSLATIONS)
async def test_batch_is_answered_and_refused_in_the_language(client, language):
    """Each patient of it."""
    batch = {"patients": [PATIENT, {"histology": "kaposi_sarcoma"}, {"sex": 1}]}
    english = (await client.post("/v1/predictions/batch", json=batch)).json()
    response = await client.post("/v1/predictions/batch", json=batch, headers=in_language(language))

    assert without_words(english) == without_words(response.json())
    assert not set(words_in(english)) & set(words_in(response.json()))


@pytest.mark.anyio
@pytest.mark.parametrize("language", TRANSLATIONS)
async def test_translated_answer_says_that_nobody_reviewed_it(client, language):
    """As the last warning, and where the summary ends; to each patient of a batch."""
    headers = in_language(language)
    one = await client.post("/v1/predictions", json={"patient": {}}, headers=headers)
    batch = await client.post("/v1/predictions/batch", json={"patients": [{}]}, headers=headers)
    mark = read_catalogue(language).say("warnings", "translation_not_reviewed")

    for answer in (one.json(), batch.json()["results"][0]):
        assert {"code": "translation_not_reviewed", "message": mark, "factor": None} == (
            answer["warnings"][-1]
        )
        assert answer["summary"].endswith(mark)


@pytest.mark.anyio
async def test_english_answer_has_no_such_mark(ask):
    """It is not a translation."""
    answer = await ask(PATIENT)

    assert "translation_not_reviewed" not in {warning["code"] for warning in answer["warnings"]}
    assert "translation" not in answer["summary"]


@pytest.mark.anyio
@pytest.mark.parametrize("language", ["de", "es"])
async def test_numbers_in_sentences_have_a_decimal_comma(client, language):
    """In the facts, the points and the limits."""
    response = await client.post("/v1/predictions", json=QUESTION, headers=in_language(language))
    answer = response.json()
    contributions = answer["predictions"][0]["explanation"]["horizons"][-1]["contributions"]
    text = next(part["text"] for part in contributions if part["factor"] == DFI)
    near = next(w["message"] for w in answer["warnings"] if w["factor"] == "largest_nodule_cm")
    points = f"{100 * abs(contributions[0]['contribution']):.1f}".replace(".", ",")

    assert DFI == contributions[0]["factor"]
    assert "10,5 " in text
    assert f" {points} " in text
    assert "0,5 cm" in near


PROBLEMS = [
    ("/v1/predictions", {}),
    ("/v1/predictions", {"patient": {"age_years": -1, "largest_nodule_cm": 0, "nodules": 1}}),
    ("/v1/predictions", {"patient": {"sex": "x", "smoker": 1}, "explain": 1, "models": []}),
    ("/v1/predictions", {"patient": {"local_therapy": "sabr"}}),
    ("/v1/predictions", {"patient": {"nodule_count": 1, "laterality": "bilateral"}}),
    ("/v1/predictions", {"patient": {}, "models": ["weibull"]}),
    ("/v1/predictions", {"patient": {}, "what_if": [{"approach": "vats"}]}),
    ("/nowhere", {}),
    ("/v1/models", {}),
]


@pytest.mark.anyio
@pytest.mark.parametrize("language", TRANSLATIONS)
@pytest.mark.parametrize(("route", "body"), PROBLEMS, ids=lambda value: json.dumps(value)[:40])
async def test_problem_differs_in_its_words_and_in_nothing_else(
    client, read_problem, language, route, body
):
    """The same type, status, pointers, factors and codes, without a mark."""
    english = read_problem(await client.post(route, json=body))
    problem = read_problem(await client.post(route, json=body, headers=in_language(language)))

    assert without_words(english) == without_words(problem)
    assert len(english["errors"]) == len(problem["errors"])
    assert not set(words_in(english)) & set(words_in(problem))


@pytest.mark.anyio
@pytest.mark.parametrize("language", TRANSLATIONS)
async def test_defect_is_told_in_the_language(client, read_problem, monkeypatch, language):
    """The outermost layer speaks it too."""
    monkeypatch.setattr("service.routes.models.describe_bundle", None)

    response = await client.get("/v1/models", headers=in_language(language))

    assert 500 == response.status_code
    assert language == response.headers["content-language"]
    assert read_catalogue(language).say("problems", "internal") == read_problem(response)["title"]


@pytest.mark.anyio
@pytest.mark.parametrize("language", TRANSLATIONS)
async def test_factors_differ_in_their_words_and_in_nothing_else(client, language):
    """Label, description, the labels of levels, and units that are words."""
    english = (await client.get("/v1/factors")).json()["factors"]
    response = await client.get("/v1/factors", headers=in_language(language))
    factors = response.json()["factors"]

    assert without_words(english) == without_words(factors)
    for factor, known in zip(factors, english, strict=True):
        assert factor["label"] != known["label"]
        assert factor["description"] != known["description"]
        assert (factor["unit"] == known["unit"]) == (known["unit"] in {None, "cm"})


@pytest.mark.anyio
async def test_limitation_that_is_not_known_keeps_the_words_of_its_bundle(
    bundle, connection, monkeypatch
):
    """A registry's bundle may carry limitations of its own."""
    own = RECONSTRUCTED[0].model_copy(update={"code": "one_hospital", "message": "One hospital."})
    manifest = bundle.manifest.model_copy(update={"limitations": (RECONSTRUCTED[0], own)})
    app = create_app(bundle)
    monkeypatch.setattr(app.state, "bundle", type(bundle)(bundle.sha256, manifest, bundle.models))
    async with connection(app) as client:
        response = await client.get("/v1/models", headers=in_language("de"))
    known, unknown = response.json()["bundle"]["limitations"]

    assert {"code": "one_hospital", "message": "One hospital."} == unknown
    assert read_catalogue("de").sentences["limitations"][known["code"]] == known["message"]


@pytest.mark.anyio
@pytest.mark.parametrize("language", TRANSLATIONS)
async def test_fhir_speaks_the_language_too(client, language):
    """In what travels alone, a RiskAssessment, and in an OperationOutcome."""
    catalogue = read_catalogue(language)
    headers = in_language(language) | {"content-type": "application/fhir+json"}
    answered = await client.post(
        "/fhir/$pulmet-survival", json={"resourceType": "Parameters"}, headers=headers
    )
    refused = await client.post(
        "/fhir/$pulmet-survival", json={"resourceType": "Patient"}, headers=headers
    )
    assessment = answered.json()["entry"][0]["resource"]
    (issue,) = refused.json()["issue"]
    allowed = "Parameters, Bundle"

    assert [language] * 2 == [r.headers["content-language"] for r in (answered, refused)]
    assert assessment["mitigation"].startswith(catalogue.say("fhir", "mitigation"))
    assert assessment["mitigation"].endswith("".join(catalogue.mark_translation()))
    assert issue["details"]["text"] == catalogue.say(
        "faults", "resource_type_unsupported", allowed=allowed
    )
