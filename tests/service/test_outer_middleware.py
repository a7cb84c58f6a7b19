"""The outermost layer: every response is named, and no defect leaves without an answer."""

import logging
import uuid

import pytest
from starlette.requests import ClientDisconnect

from service.outer_middleware import OuterMiddleware

pytestmark = pytest.mark.anyio

CANARY = "CANARY-7731"


async def test_header_names_the_request_as_the_answer_does(client):
    """The same identifier in the header and in the body, single or batch."""
    single = await client.post("/v1/predictions", json={"patient": {}})
    batch = await client.post("/v1/predictions/batch", json={"patients": [{}]})

    for response in (single, batch):
        identity = response.json()["request_id"]

        assert str(uuid.UUID(identity)) == response.headers["x-request-id"]


async def test_each_request_has_a_name_of_its_own(client):
    """Two equal questions are two requests."""
    names = {(await client.get("/health/live")).headers["x-request-id"] for _ in range(20)}

    assert 20 == len(names)


async def test_name_that_a_client_sends_is_not_taken_over(client):
    """Whatever it says could end up in the log."""
    response = await client.get("/health/live", headers={"x-request-id": CANARY})

    assert CANARY not in str(response.headers)


@pytest.mark.parametrize(
    ("method", "route"),
    [
        ("GET", "/health/live"),
        ("GET", "/v1/models/cox"),
        ("GET", "/nowhere"),
        ("PUT", "/v1/predictions"),
        ("POST", "/v1/predictions"),
    ],
)
async def test_no_response_is_stored_or_guessed_at(client, method, route):
    """Answers and problems alike: clinical content stays out of caches."""
    response = await client.request(method, route)

    assert "no-store" == response.headers["cache-control"]
    assert "nosniff" == response.headers["x-content-type-options"]


def fail(*_, **__):
    """Stand in for any function that has a defect."""
    raise RuntimeError(CANARY)


@pytest.mark.parametrize(
    ("target", "route", "body"),
    [
        ("service.routes.predictions.answer_alike", "/v1/predictions", {"patient": {}}),
        (
            "service.answering.predict_many",
            "/v1/predictions/batch",
            {"patients": [{"age_years": 77.317731}]},
        ),
        ("service.routes.factors._describe", "/v1/factors", None),
        ("service.routes.models.describe_bundle", "/v1/models", None),
    ],
)
async def test_defect_is_answered_without_what_it_says(
    client, read_problem, monkeypatch, target, route, body
):
    """A problem like any other, which says nothing of the request."""
    monkeypatch.setattr(target, fail)

    response = await client.request("POST" if body else "GET", route, json=body)
    problem = read_problem(response)

    assert (500, "urn:pulmet:problem:internal") == (problem["status"], problem["type"])
    assert [("", None, "failed")] == [
        (error["pointer"], error["factor"], error["code"]) for error in problem["errors"]
    ]
    assert CANARY not in f"{response.text}{response.headers}"


async def test_defect_is_logged_by_its_kind_and_place_and_not_by_its_message(
    client, monkeypatch, caplog, capfd
):
    """The message may hold what was sent; the name of the request finds the line."""
    monkeypatch.setattr("service.answering.predict_many", fail)

    with caplog.at_level(logging.DEBUG):
        response = await client.post("/v1/predictions", json={"patient": {"age_years": 77.317731}})

    written = f"{caplog.text}{''.join(capfd.readouterr())}"
    assert "RuntimeError at fail" in caplog.text
    assert response.headers["x-request-id"] in caplog.text
    assert not any(record.exc_info for record in caplog.records)
    for canary in (CANARY, "77.317731"):
        assert canary not in written


async def test_service_answers_after_a_defect(client, monkeypatch):
    """Nothing of the failed request stays behind."""
    with monkeypatch.context() as patch:
        patch.setattr("service.routes.predictions.answer_alike", fail)
        failed = await client.post("/v1/predictions", json={"patient": {}})
    answered = await client.post("/v1/predictions", json={"patient": {}})

    assert (500, 200) == (failed.status_code, answered.status_code)


async def test_response_that_has_begun_is_not_begun_again(caplog):
    """A defect halfway is logged; a second start would break the protocol."""
    sent = []

    async def begin_and_fail(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ValueError(CANARY)

    async def send(message):
        sent.append(message["type"])

    await OuterMiddleware(begin_and_fail)({"type": "http"}, None, send)

    assert ["http.response.start"] == sent
    assert "ValueError" in caplog.text
    assert CANARY not in caplog.text


async def test_what_is_not_http_passes_through():
    """Start-up and shutdown are no requests."""
    seen = []

    async def app(scope, receive, send):
        seen.append((scope, receive, send))

    await OuterMiddleware(app)({"type": "lifespan"}, 1, 2)

    assert [({"type": "lifespan"}, 1, 2)] == seen


async def test_client_that_hangs_up_is_no_defect(caplog):
    """Nobody is left to answer, and nothing of ours has failed."""

    async def hang_up(_scope, _receive, _send):
        raise ClientDisconnect

    sent = []

    async def send(message):
        sent.append(message)

    await OuterMiddleware(hang_up)({"type": "http", "headers": []}, None, send)

    assert ([], []) == (sent, caplog.records)
