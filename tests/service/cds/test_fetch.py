"""Data that were not prefetched: read from the FHIR server, or 412."""

import dataclasses
import json
import logging
import threading
import time

import pytest

from service.cds.fetch import MAX_PAGES
from service.trust import FETCH_SECONDS, Trust

pytestmark = pytest.mark.anyio

TOKEN = "opaque-token-7731"  # noqa: S105  # made up


@pytest.fixture
def unfetched(hook, fhir_server):
    """Give a call that names the FHIR server and brings no data."""
    return {
        **hook,
        "fhirServer": fhir_server.base,
        "fhirAuthorization": {
            "access_token": TOKEN,
            "token_type": "Bearer",
            "expires_in": 300,
            "scope": "patient/*.read",
            "subject": "pulmet",
        },
    }


async def summary_of(cards, prefetch):
    (card,) = await cards(prefetch)
    return card["summary"]


async def test_what_was_not_prefetched_is_read_with_the_token(
    call, cards, unfetched, prefetch, fhir_server
):
    """FHIR resource access: the token is presented with each call; the answer is the same."""
    fhir_server.token = TOKEN
    (card,) = (await call(unfetched))["cards"]

    assert await summary_of(cards, prefetch) == card["summary"]
    assert 4 == len(fhir_server.asked)
    assert {f"Bearer {TOKEN}"} == {headers["authorization"] for _, headers in fhir_server.asked}


async def test_a_full_prefetch_asks_nobody(call, unfetched, prefetch, fhir_server):
    """Prefetched data are used as they are."""
    await call({**unfetched, "prefetch": prefetch})

    assert [] == fhir_server.asked


@pytest.mark.parametrize("key", ["patient", "conditions", "observations", "procedures"])
@pytest.mark.parametrize(
    "value",
    [
        "absent",
        {"resourceType": "OperationOutcome", "issue": [{"severity": "error"}]},
        {
            "resourceType": "Bundle",
            "entry": [
                {"resource": {"resourceType": "OperationOutcome", "issue": [{"severity": "fatal"}]}}
            ],
        },
        {"resourceType": "Organization"},
        "123",
    ],
    ids=["absent", "OperationOutcome", "Bundle with a failure", "another kind", "text"],
)
async def test_only_what_was_not_satisfied_is_read(
    cards, unfetched, prefetch, fhir_server, key, value
):
    """It is the service's responsibility to check prefetched data against its templates."""
    brought = {**prefetch, key: value}
    if value == "absent":
        del brought[key]
    server = {name: unfetched[name] for name in ("fhirServer", "fhirAuthorization")}
    (card,) = await cards(brought, **server)

    assert await summary_of(cards, prefetch) == card["summary"]
    assert 1 == len(fhir_server.asked)


async def test_null_says_that_there_are_no_such_data(call, unfetched, fhir_server):
    """Prefetch: a key without data has the value null."""
    nothing = dict.fromkeys(("patient", "conditions", "observations", "procedures"))

    assert {"cards": []} == await call({**unfetched, "prefetch": nothing})
    assert [] == fhir_server.asked


async def test_without_a_fhir_server_needed_data_are_412(missing, hook, prefetch):
    """412: required data cannot be obtained."""
    for key in prefetch:
        brought = {name: value for name, value in prefetch.items() if name != key}

        assert "prefetch_missing" == await missing({**hook, "prefetch": brought})
    assert "prefetch_missing" == await missing(hook)


@pytest.mark.parametrize("page_size", [1, 2, 5])
async def test_next_pages_are_followed(call, cards, unfetched, prefetch, fhir_server, page_size):
    """Searches may be given in pages."""
    fhir_server.page_size = page_size
    fhir_server.resources = [
        r for r in fhir_server.resources if r["id"] not in {"weight", "haemoglobin"}
    ]
    observations = [r for r in fhir_server.resources if r["resourceType"] == "Observation"]
    if len(observations) > MAX_PAGES * page_size:
        assert "fhir_server_failed" == (await call(unfetched, 412))["errors"][0]["code"]
        return
    (card,) = (await call(unfetched))["cards"]

    assert await summary_of(cards, prefetch) == card["summary"]
    assert len(fhir_server.asked) > 4


async def test_the_next_page_of_a_prefetch_is_read(call, cards, unfetched, prefetch, fhir_server):
    """A client may not send pages; one that does is not answered from half a record."""
    fhir_server.page_size = 3
    first = fhir_server.find("Condition", {"patient": ["sarcoma-1"]})
    (card,) = (await call({**unfetched, "prefetch": {**prefetch, "conditions": first}}))["cards"]

    assert await summary_of(cards, prefetch) == card["summary"]
    assert 1 == len(fhir_server.asked)


async def test_the_next_page_of_a_prefetch_needs_a_fhir_server(
    missing, hook, prefetch, fhir_server
):
    """412: half a record is not enough."""
    fhir_server.page_size = 3
    first = fhir_server.find("Condition", {"patient": ["sarcoma-1"]})

    assert "prefetch_missing" == await missing(
        {**hook, "prefetch": {**prefetch, "conditions": first}}
    )


@pytest.mark.parametrize(
    "elsewhere",
    [
        *("http://127.0.0.2:1", "http://169.254.169.254", "https://evil.example", "file:///etc"),
        *("//evil.example/a", "http://user@127.0.0.1", "http://[", ""),
    ],
)
async def test_a_next_page_elsewhere_is_not_followed(
    missing, unfetched, prefetch, fhir_server, elsewhere
):
    """The token goes to the server that it was issued for, and to no other."""
    first = {
        "resourceType": "Bundle",
        "link": [{"relation": "next", "url": elsewhere and f"{elsewhere}/next"}],
    }
    brought = {**prefetch, "procedures": first}
    if elsewhere == "":
        brought["procedures"]["link"][0]["url"] = 5
    code = await missing({**unfetched, "prefetch": brought})

    assert "fhir_server_failed" == code
    assert all(path.startswith("/fhir") for path, _ in fhir_server.asked)


async def test_a_redirect_is_not_followed(missing, unfetched, fhir_server):
    """An allowed server cannot send the service to another one."""
    fhir_server.instead["Procedure"] = f"{fhir_server.base}/Elsewhere".encode()

    assert "fhir_server_failed" == await missing(unfetched)
    assert not any("Elsewhere" in path for path, _ in fhir_server.asked)


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/latest",
        "https://evil.example/fhir",
        "http://localhost:{port}/fhir",
        "http://127.0.0.1:1/fhir",
        "http://user:secret@127.0.0.1:{port}/fhir",
        "http://127.0.0.1:{port}/fhir?a=b",
        "http://127.0.0.1:{port}/fhir#a",
        "ftp://127.0.0.1:{port}/fhir",
        "https://127.0.0.1/fhir",
        "//127.0.0.1:{port}/fhir",
        "",
        "not an address",
        "http://[",
    ],
)
async def test_a_server_that_is_not_allowed_is_not_asked(missing, unfetched, fhir_server, address):
    """Exactly the host and port that the operator allowed."""
    address = address.replace("{port}", fhir_server.host.rpartition(":")[2])

    assert "fhir_server_not_allowed" == await missing({**unfetched, "fhirServer": address})
    assert [] == fhir_server.asked


async def test_plain_http_is_for_this_machine_only(make_app, connection, unfetched):
    """`fhirServer`: the scheme must be https when production data is exchanged."""
    app = make_app(fhir_hosts=frozenset({"fhir.example.org:80"}))
    async with connection(app) as client:
        body = {**unfetched, "fhirServer": "http://fhir.example.org/fhir"}
        response = await client.post("/cds-services/pulmet-survival", json=body)

    assert "fhir_server_not_allowed" == response.json()["errors"][0]["code"]


@pytest.mark.parametrize("kind", ["Patient", "Condition", "Observation", "Procedure"])
@pytest.mark.parametrize(
    "instead",
    [
        None,
        {"resourceType": "OperationOutcome"},
        [],
        b"<html>",
        b'{"resourceType": "Bundle", "a": NaN}',
        b'"' + b"x" * (4 * 1024 * 1024) + b'"',
    ],
    ids=["500", "OperationOutcome", "list", "html", "NaN", "too large"],
)
async def test_a_failing_read_is_412(missing, unfetched, fhir_server, kind, instead):
    """412: required data cannot be obtained."""
    if instead is None:
        fhir_server.failing.add(kind)
    else:
        fhir_server.instead[kind] = instead

    assert "fhir_server_failed" == await missing(unfetched)


async def test_a_hanging_server_is_given_up_after_the_limit(app, missing, unfetched, fhir_server):
    """Not before it; the server would hang for ten minutes."""
    limit = FETCH_SECONDS / 2
    app.state.trust = dataclasses.replace(app.state.trust, fetch_seconds=limit)
    fhir_server.hanging.add("Observation")
    begun = time.perf_counter()
    code = await missing(unfetched)

    assert "fhir_server_slow" == code
    assert limit <= time.perf_counter() - begun


def test_the_limit_leaves_time_for_the_answer():
    """Services should respond within 500 ms."""
    assert Trust().fetch_seconds == FETCH_SECONDS == 0.4


async def test_reads_run_at_the_same_time(call, unfetched, fhir_server):
    """The server answers none of the four before it was asked for all of them."""
    fhir_server.gate = threading.Barrier(4)

    assert (await call(unfetched))["cards"]


@pytest.mark.parametrize("identity", ["..", ".", "a/b", "a?b=c", "a%2fb", "a b", "x" * 65, ""])
async def test_a_patient_s_id_cannot_change_the_address(call, unfetched, fhir_server, identity):
    """FHIR's id: letters, digits, hyphens and dots, at most 64."""
    problem = await call({**unfetched, "context": {"userId": "a", "patientId": identity}}, 422)

    assert "/context/patientId" == problem["errors"][0]["pointer"]
    assert [] == fhir_server.asked


@pytest.mark.parametrize("token", ["a b", "a\r\nHost: evil", "ü", ""])
async def test_a_token_cannot_change_the_headers(call, unfetched, fhir_server, token):
    """Visible ASCII letters only."""
    authorization = {**unfetched["fhirAuthorization"], "access_token": token}
    problem = await call({**unfetched, "fhirAuthorization": authorization}, 422)

    assert "/fhirAuthorization/access_token" == problem["errors"][0]["pointer"]
    assert token == "" or token not in json.dumps(problem)
    assert [] == fhir_server.asked


async def test_neither_token_nor_patient_is_logged(call, unfetched, fhir_server, caplog):
    """No value of the record in a log, also while it is fetched."""
    caplog.set_level(logging.DEBUG)
    await call(unfetched)
    fhir_server.failing.add("Patient")
    await call(unfetched, 412)

    for value in (TOKEN, "sarcoma-1", "Condition?"):
        assert value not in caplog.text


# --- the request --------------------------------------------------------------------------------


@pytest.mark.parametrize("member", ["hook", "hookInstance", "context"])
async def test_required_members_are_required(call, hook, member):
    """Calling a CDS service: `hook`, `hookInstance` and `context` are required."""
    problem = await call({k: v for k, v in hook.items() if k != member}, 422)

    assert [(f"/{member}", "required")] == [(e["pointer"], e["code"]) for e in problem["errors"]]


@pytest.mark.parametrize("member", ["userId", "patientId"])
async def test_the_context_of_patient_view_is_required(call, hook, member):
    """`patient-view`: `userId` and `patientId` are required."""
    context = {k: v for k, v in hook["context"].items() if k != member}
    problem = await call({**hook, "context": context}, 422)

    assert f"/context/{member}" == problem["errors"][0]["pointer"]


async def test_a_token_needs_a_fhir_server(call, unfetched):
    """`fhirServer` is required if `fhirAuthorization` is provided."""
    await call({k: v for k, v in unfetched.items() if k != "fhirServer"}, 422)


async def test_extensions_are_passed_over(cards, prefetch):
    """Extensions: the name `extension` is reserved for what others add."""
    assert await cards(prefetch, extension={"com.example": "2017"}, somethingNew=1)


@pytest.mark.parametrize(("content", "status"), [(b"?", 400), (b"[]", 422), (b"{}", 422)])
async def test_bad_input_is_a_problem(client, read_problem, content, status):
    """As everywhere in pulmet."""
    response = await client.post(
        "/cds-services/pulmet-survival",
        content=content,
        headers={"content-type": "application/json"},
    )

    assert status == read_problem(response)["status"]
