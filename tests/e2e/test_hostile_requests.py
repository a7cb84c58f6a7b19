"""What an attacker, or a broken program, may send: refused by rule, never repeated, never a 500."""

import gzip
import json
import socket

import pytest

from service.problems import Problem

ONE = "/v1/predictions"
BATCH = "/v1/predictions/batch"
JSON = {"content-type": "application/json"}
TEN_MEGABYTES = 10 * 1024 * 1024

CANARIES = ("CANARY-7731", "77317731", "77.317731")
"""One of them is in every request below; none may ever be seen again."""


def one(options=None, **patient):
    """Write a request about one patient."""
    return json.dumps({"patient": {"sex": "male", **patient}, **(options or {})}).encode()


def with_age(text):
    """Write a request whose age is a text that JSON libraries would not write."""
    return b'{"patient": {"sex": "CANARY-7731", "age_years": %s}}' % text


def nested(opening, closing, depth):
    """Write a request with an unknown field that is nested deep."""
    inner = opening * depth + b'"CANARY-7731"' + closing * depth
    return b'{"patient": {}, "x": %s}' % inner


MALFORMED = {
    "NaN": (with_age(b"NaN"), "number_not_finite"),
    "Infinity": (with_age(b"Infinity"), "number_not_finite"),
    "minus Infinity": (with_age(b"-Infinity"), "number_not_finite"),
    "1e400": (with_age(b"1e400"), "number_not_finite"),
    "minus 1e400": (with_age(b"-1e400"), "number_not_finite"),
    "integer of 5,000 digits": (with_age(b"77317731" * 625), "number_not_finite"),
    "duplicate key": (
        b'{"patient": {"sex": "male"}, "patient": {"sex": "CANARY-7731"}}',
        "duplicate_key",
    ),
    "duplicate key, nested": (
        b'{"patient": {"age_years": 54, "age_years": 77.317731}}',
        "duplicate_key",
    ),
    "duplicate key, escaped": (
        b'{"patient": {"age_years": 54, "\\u0061ge_years": 77.317731}}',
        "duplicate_key",
    ),
    "duplicate key, in a what-if": (
        b'{"patient": {}, "what_if": [{"grade": 1, "grade": 77317731}]}',
        "duplicate_key",
    ),
    "arrays nested 2,000 deep": (nested(b"[", b"]", 2000), "too_deep"),
    "objects nested 2,000 deep": (nested(b'{"a":', b"}", 2000), "too_deep"),
    "arrays nested 40 deep": (nested(b"[", b"]", 40), "too_deep"),
    "150,000 open brackets": (b'{"CANARY-7731":' + b"[" * 150_000, "too_deep"),
    "60,000 open objects": (b'{"CANARY-7731":' * 60_000, "too_deep"),
    "lone surrogate in a value": (
        b'{"patient": {"sex": "CANARY-7731\\ud800"}}',
        "lone_surrogate",
    ),
    "lone surrogate in a key": (
        b'{"patient": {"CANARY-7731\\udfff": 1}}',
        "lone_surrogate",
    ),
    "surrogates in the wrong order": (
        b'{"patient": {"sex": "\\udc00\\ud800CANARY-7731"}}',
        "lone_surrogate",
    ),
    "invalid UTF-8": (b'{"patient": {"sex": "CANARY-7731\xff"}}', "not_utf8"),
    "overlong UTF-8": (b'{"patient": {"sex": "CANARY-7731\xc0\xaf"}}', "not_utf8"),
    "surrogate in UTF-8": (b'{"patient": {"sex": "CANARY-7731\xed\xa0\x80"}}', "not_utf8"),
    "latin-1": ('{"patient": {"sex": "CANARY-7731 \u00e9"}}'.encode("latin-1"), "not_utf8"),
    "byte order mark": (b"\xef\xbb\xbf" + one(sex="CANARY-7731"), "byte_order_mark"),
    "UTF-16": ('{"patient": {"sex": "CANARY-7731"}}'.encode("utf-16"), "not_utf8"),
    "UTF-16 without a mark": ('{"patient": {"x": "CANARY-7731"}}'.encode("utf-16-le"), "not_json"),
    "UTF-32": ('{"patient": {"x": "CANARY-7731"}}'.encode("utf-32-be"), "not_json"),
    "empty body": (b"", "not_json"),
    "blanks": (b" \n\t ", "not_json"),
    "half a body": (one(sex="CANARY-7731")[:-4], "not_json"),
    "two bodies": (one(sex="CANARY-7731") * 2, "not_json"),
    "a form": (b"patient=CANARY-7731&age_years=77317731", "not_json"),
    "a trailing comma": (b'{"patient": {"sex": "CANARY-7731",}}', "not_json"),
    "a comment": (b'{"patient": {"sex": "CANARY-7731"}} // CANARY-7731', "not_json"),
    "a NUL in a text": (b'{"patient": {"sex": "CANARY-7731\x00"}}', "not_json"),
}

MEDIA = {
    "no content type": ({}, "media_type_unsupported"),
    "text": ({"content-type": "text/plain"}, "media_type_unsupported"),
    "a form": ({"content-type": "application/x-www-form-urlencoded"}, "media_type_unsupported"),
    "multipart": (
        {"content-type": "multipart/form-data; boundary=CANARY-7731"},
        "media_type_unsupported",
    ),
    "another JSON": ({"content-type": "application/problem+json"}, "media_type_unsupported"),
    "FHIR": ({"content-type": "application/fhir+json"}, "media_type_unsupported"),
    "a type of its own": ({"content-type": "CANARY-7731/CANARY-7731"}, "media_type_unsupported"),
    "UTF-16": ({"content-type": "application/json; charset=utf-16"}, "charset_unsupported"),
    "a charset of its own": (
        {"content-type": "application/json; charset=CANARY-7731"},
        "charset_unsupported",
    ),
    "gzip": ({**JSON, "content-encoding": "gzip"}, "content_encoding_unsupported"),
    "brotli": ({**JSON, "content-encoding": "br"}, "content_encoding_unsupported"),
    "an encoding of its own": (
        {**JSON, "content-encoding": "CANARY-7731"},
        "content_encoding_unsupported",
    ),
}

INVALID = {
    "unknown field": (one({"CANARY-7731": 1}), "", "unknown_field"),
    "unknown field that looks like one": (one({"horizon": 77317731}), "/horizon", "unknown_field"),
    "unknown factor": (one(**{"CANARY-7731": 77317731}), "/patient", "unknown_field"),
    "prototype": (one(__proto__={"CANARY-7731": 1}), "/patient", "unknown_field"),
    "unknown factor in a what-if": (
        one({"what_if": [{"CANARY-7731": 1}]}),
        "/what_if/0",
        "unknown_field",
    ),
    "text for a number": (one(age_years="77.317731"), "/patient/age_years", "wrong_type"),
    "text for an integer": (one(nodule_count="77317731"), "/patient/nodule_count", "wrong_type"),
    "truth value for an integer": (
        one({"models": ["CANARY-7731"]}, nodule_count=True),
        "/patient/nodule_count",
        "wrong_type",
    ),
    "number for a truth value": (one(smoker=77317731), "/patient/smoker", "wrong_type"),
    "2.5 nodules": (
        one(nodule_count=2.5, age_years=77.317731),
        "/patient/nodule_count",
        "wrong_type",
    ),
    "array for a number": (one(age_years=[77317731]), "/patient/age_years", "wrong_type"),
    "integer of 296 digits": (
        with_age(b"77317731" * 37).replace(b"CANARY-7731", b"male"),
        "/patient/age_years",
        "out_of_range",
    ),
    "integer that no float holds": (
        with_age(b"77317731" * 38 + b"77317").replace(b"CANARY-7731", b"male"),
        "/patient/age_years",
        "wrong_type",
    ),
    "number out of range": (one(nodule_count=77317731), "/patient/nodule_count", "out_of_range"),
    "unknown level": (one(sex="CANARY-7731"), "/patient/sex", "unknown_level"),
    "unknown level of 100,000 letters": (
        one(sex="CANARY-7731" * 10_000),
        "/patient/sex",
        "unknown_level",
    ),
    "null": (b"null", "", "wrong_type"),
    "an array": (b"[]", "", "wrong_type"),
    "an array with a patient": (b'[{"sex": "CANARY-7731"}]', "", "wrong_type"),
    "a text": (b'"CANARY-7731"', "", "wrong_type"),
    "a number": (b"77317731", "", "wrong_type"),
    "an object with nothing": (b"{}", "/patient", "required"),
    "patient is null": (b'{"patient": null}', "/patient", "wrong_type"),
    "patient is a text": (b'{"patient": "CANARY-7731"}', "/patient", "wrong_type"),
    "patient is an array": (b'{"patient": ["CANARY-7731"]}', "/patient", "wrong_type"),
    "outcome is an array": (one({"outcome": ["CANARY-7731"]}), "/outcome", "unknown_level"),
    "outcome is unknown": (one({"outcome": "CANARY-7731"}), "/outcome", "unknown_level"),
    "models is a text": (one({"models": "CANARY-7731"}), "/models", "wrong_type"),
    "models has numbers": (one({"models": [77317731]}), "/models/0", "wrong_type"),
    "models is too long": (one({"models": ["CANARY-7731"] * 11}), "/models", "wrong_length"),
    "horizons is a text": (
        one({"horizons_months": "CANARY-7731"}),
        "/horizons_months",
        "wrong_type",
    ),
    "horizons has texts": (
        one({"horizons_months": ["77317731"]}),
        "/horizons_months/0",
        "wrong_type",
    ),
    "100,000 horizons": (
        one({"horizons_months": [77317731] * 100_000}).replace(b" ", b""),
        "/horizons_months",
        "wrong_length",
    ),
    "months survived is a text": (
        one({"survived_months": "77317731"}),
        "/survived_months",
        "wrong_type",
    ),
    "months survived is negative": (
        one({"survived_months": -77317731}),
        "/survived_months",
        "out_of_range",
    ),
    "explain is a text": (one({"explain": "CANARY-7731"}), "/explain", "wrong_type"),
    "what_if is an object": (one({"what_if": {"sex": "CANARY-7731"}}), "/what_if", "wrong_type"),
    "what_if has texts": (one({"what_if": ["CANARY-7731"]}), "/what_if/0", "wrong_type"),
    "what_if of 11": (
        one({"what_if": [{"age_years": 77.317731}] * 11}),
        "/what_if",
        "wrong_length",
    ),
    "treatment in a what-if": (
        one({"what_if": [{"approach": "vats", "age_years": 77.317731}]}),
        "/what_if/0/approach",
        "what_if_refused",
    ),
}

UNSUPPORTED = {
    "months survived is huge": (
        one({"survived_months": 77317731}),
        "/survived_months",
        "survived_months_unsupported",
    ),
    "months survived has 301 digits": (
        b'{"patient": {"age_years": 77.317731}, "survived_months": 1%s}' % (b"0" * 300),
        "/survived_months",
        "survived_months_unsupported",
    ),
    "unknown model": (one({"models": ["CANARY-7731"]}), "/models/0", "model_unsupported"),
    "outcome without a model": (
        one({"outcome": "disease_free_survival"}, age_years=77.317731),
        "/outcome",
        "outcome_unsupported",
    ),
    "horizon beyond the longest month": (
        one({"horizons_months": [77317731]}),
        "/horizons_months/0",
        "horizon_unsupported",
    ),
}

INVALID_BATCH = {
    "patients is an object": (b'{"patients": {"sex": "CANARY-7731"}}', "/patients", "wrong_type"),
    "patients is a text": (b'{"patients": "CANARY-7731"}', "/patients", "wrong_type"),
    "1,001 patients": (
        json.dumps({"patients": [{"age_years": 77.317731}] * 1001}).encode(),
        "/patients",
        "wrong_length",
    ),
    "no patients": (b'{"patients": [], "curves": true}', "/patients", "wrong_length"),
    "curves is a text": (b'{"patients": [{}], "curves": "CANARY-7731"}', "/curves", "wrong_type"),
    "one patient": (one(age_years=77.317731), "/patients", "required"),
}

WRONG_PATIENTS = [
    {"sex": "CANARY-7731"},
    {"nodule_count": 77317731},
    {"CANARY-7731": 1},
    "CANARY-7731",
    [77317731],
    None,
    {"local_therapy": "sabr", "age_years": 77.317731},
]

ADDRESSES = {
    "unknown model": ("GET", "/v1/models/CANARY-7731", 404),
    "unknown outcome": ("GET", "/v1/models/cox?outcome=CANARY-7731", 422),
    "outcome without a model": ("GET", "/v1/models/cox?outcome=disease_free_survival", 422),
    "unknown address": ("GET", "/CANARY-7731/77317731?CANARY-7731", 404),
    "a slash too many": ("GET", "/v1/models/?outcome=CANARY-7731", 404),
    "a way out": ("GET", "/static-offline-docs/..%2f..%2fCANARY-7731", 404),
    "bytes that are no UTF-8": ("GET", "/v1/models/%ff%00%ed%a0%80CANARY-7731", 404),
    "other method": ("PUT", "/v1/predictions?CANARY-7731", 405),
    "a patient in an address": ("GET", "/v1/predictions?age_years=77.317731", 405),
    "trace": ("TRACE", "/v1/predictions?CANARY-7731", 405),
}


def test_a_method_that_http_does_not_have_is_not_repeated(server, client):
    """It is refused before the app sees it, in words of the server."""
    response = client.request("CANARY", "/v1/predictions?CANARY-7731")

    assert (400, "Invalid HTTP request received.") == (response.status_code, response.text)
    assert "CANARY" not in server.log
    assert 200 == client.get("/health/ready").status_code


@pytest.fixture
def refusal(server, client):
    """Send a request, and give the problem that answers it, once it has proved to be silent."""

    def send(method, route, **content):
        response = client.request(method, route, **content)
        said = f"{response.headers}{response.text}"

        assert 400 <= response.status_code < 500, response.text
        assert "application/problem+json" == response.headers["content-type"]
        for canary in CANARIES:
            assert canary not in said
            assert canary not in server.log
        body = response.json()
        assert body == Problem.model_validate(body, strict=True).model_dump()
        assert response.status_code == body["status"]
        assert 200 == client.get("/health/ready").status_code
        return body

    return send


def faults_in(problem):
    """List where a problem points, and why."""
    return [(error["pointer"], error["code"]) for error in problem["errors"]]


@pytest.mark.parametrize("route", [ONE, BATCH])
@pytest.mark.parametrize(("content", "code"), MALFORMED.values(), ids=MALFORMED)
def test_text_that_is_not_strict_json_is_refused(refusal, route, content, code):
    """400, with the rule that it breaks."""
    problem = refusal("POST", route, content=content, headers=JSON)

    assert (400, "urn:pulmet:problem:malformed") == (problem["status"], problem["type"])
    assert [("", code)] == faults_in(problem)


def test_duplicate_key_within_a_batch_is_refused(refusal):
    """The last one does not silently win, whichever patient it is."""
    content = b'{"patients": [{}, {"age_years": 54, "age_years": 77.317731}]}'

    assert [("", "duplicate_key")] == faults_in(
        refusal("POST", BATCH, content=content, headers=JSON)
    )


@pytest.mark.parametrize(("headers", "code"), MEDIA.values(), ids=MEDIA)
def test_body_of_another_media_type_is_refused(refusal, headers, code):
    """415, before the body is looked at."""
    problem = refusal("POST", ONE, content=one(age_years=77.317731), headers=headers)

    assert (415, "urn:pulmet:problem:unsupported_media") == (problem["status"], problem["type"])
    assert [("", code)] == faults_in(problem)


def test_compressed_body_is_not_unpacked(refusal):
    """10 MB that fit into 10 kB stay packed."""
    content = gzip.compress(b'{"x": "' + b"CANARY-7731" * 1_000_000 + b'"}')
    headers = {**JSON, "content-encoding": "gzip"}

    assert 415 == refusal("POST", ONE, content=content, headers=headers)["status"]


@pytest.mark.parametrize(("content", "pointer", "code"), INVALID.values(), ids=INVALID)
def test_request_that_breaks_the_contract_is_refused(refusal, content, pointer, code):
    """422, with the field and the rule."""
    problem = refusal("POST", ONE, content=content, headers=JSON)

    assert (422, "urn:pulmet:problem:invalid_request") == (problem["status"], problem["type"])
    assert [(pointer, code)] == faults_in(problem)


@pytest.mark.parametrize(("content", "pointer", "code"), UNSUPPORTED.values(), ids=UNSUPPORTED)
def test_question_that_the_bundle_cannot_answer_is_refused(refusal, content, pointer, code):
    """422, with the field and what there is."""
    problem = refusal("POST", ONE, content=content, headers=JSON)

    assert (422, "urn:pulmet:problem:unsupported") == (problem["status"], problem["type"])
    assert [(pointer, code)] == faults_in(problem)


@pytest.mark.parametrize(("content", "pointer", "code"), INVALID_BATCH.values(), ids=INVALID_BATCH)
def test_batch_that_breaks_the_contract_is_refused(refusal, content, pointer, code):
    """422; of several faults, the field in question is among them."""
    problem = refusal("POST", BATCH, content=content, headers=JSON)

    assert 422 == problem["status"]
    assert (pointer, code) in faults_in(problem)


@pytest.mark.parametrize("wrong", WRONG_PATIENTS, ids=lambda patient: str(patient)[:30])
def test_wrong_patient_of_a_batch_is_not_repeated_in_the_answer(server, client, wrong):
    """The others are answered, with the problem in its place."""
    response = client.post(BATCH, json={"patients": [{}, wrong], "explain": False})
    first, second = response.json()["results"]

    assert (200, {"problem"}) == (response.status_code, set(second))
    assert first["predictions"]
    for canary in CANARIES:
        assert canary not in f"{response.headers}{response.text}{server.log}"


@pytest.mark.parametrize("route", [ONE, BATCH])
def test_body_of_10_megabytes_is_refused(refusal, route):
    """413, with the limit."""
    content = b'{"x": "' + b"CANARY-7731" * (TEN_MEGABYTES // 11) + b'"}'
    problem = refusal("POST", route, content=content, headers=JSON)

    assert (413, "urn:pulmet:problem:too_large") == (problem["status"], problem["type"])
    assert "1048576 bytes" in problem["errors"][0]["message"]


def test_body_of_10_megabytes_in_chunks_is_refused(refusal):
    """Without a length to be judged by beforehand."""

    def chunks():
        yield b'{"x": "'
        for _ in range(TEN_MEGABYTES // 11_000):
            yield b"CANARY-7731" * 1000

    problem = refusal("POST", ONE, content=chunks(), headers=JSON)

    assert (413, [("", "body_too_large")]) == (problem["status"], faults_in(problem))


@pytest.mark.parametrize(("method", "address", "status"), ADDRESSES.values(), ids=ADDRESSES)
def test_address_that_is_not_answered_is_not_repeated(refusal, method, address, status):
    """Neither in the problem nor in the log: people put patients into addresses."""
    assert status == refusal(method, address)["status"]


@pytest.mark.parametrize(
    "header",
    [
        "x-request-id",
        "x-forwarded-for",
        "x-forwarded-proto",
        "user-agent",
        "referer",
        "cookie",
        "authorization",
        "origin",
        "forwarded",
        "accept",
        "host",
    ],
)
def test_header_is_not_repeated(server, client, header):
    """Neither in the answer nor in the log."""
    response = client.get("/health/live", headers={header: "CANARY-7731"})

    assert 200 == response.status_code
    assert "CANARY-7731" not in f"{response.headers}{response.text}{server.log}"


@pytest.mark.parametrize(
    "sent",
    [
        b"CANARY-7731\r\n\r\n",
        b"\x16\x03\x01CANARY-7731\r\n\r\n",
        b"POST /v1/predictions HTTP/1.1\r\nhost: x\r\ncontent-length: CANARY-7731\r\n\r\n",
        b"GET /" + b"CANARY-7731" * 20_000 + b" HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\nCANARY-7731\r\n\r\n",
    ],
    ids=["no HTTP", "TLS", "a length that is none", "a long address", "a broken header"],
)
def test_what_is_not_http_is_refused(server, client, sent):
    """By the server below the app: 400 or 404, without what was sent."""
    with socket.create_connection((server.host, server.port), timeout=600) as connection:
        connection.sendall(sent)
        answer = connection.recv(65536)

    assert answer.split(b" ")[1] in {b"400", b"404"}
    assert b"CANARY" not in answer
    assert "CANARY" not in server.log
    assert 200 == client.get("/health/ready").status_code


def test_sender_who_hangs_up_leaves_the_server_answering(server, client):
    """Half a body, and gone."""
    with socket.create_connection((server.host, server.port), timeout=600) as connection:
        connection.sendall(
            b"POST /v1/predictions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
            b'content-length: 100\r\n\r\n{"patient": {"sex": "CANARY-7731'
        )

    assert 200 == client.get("/health/ready").status_code
    assert "CANARY" not in server.log


def test_server_answers_after_all_this_and_has_said_nothing(server, client):
    """A prediction as ever, and a log without a canary or a traceback."""
    assert 200 == client.post(ONE, json={"patient": {"nodule_count": 2}}).status_code
    for unwanted in (*CANARIES, "CANARY", "Traceback"):
        assert unwanted not in server.log
