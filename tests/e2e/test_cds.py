"""CDS Hooks end to end: a real service, a real FHIR server, real keys."""

import contextlib
import json
import re
import threading
import time
import uuid
from datetime import UTC, date, datetime

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

ISSUER = "https://records.example.org/"
BASE = "https://pulmet.example.org"
SERVICE = "/cds-services/pulmet-survival"
DAY_OF_THE_RECORD = date(2026, 6, 1)
KEY = ec.generate_private_key(ec.SECP384R1())


def bring_up_to_date(value):
    """Move every date of a record, so that the record is today as old as it was on its day."""
    passed = datetime.now(UTC).date() - DAY_OF_THE_RECORD
    moved = re.sub(
        r"\d{4}-\d\d-\d\d",
        lambda match: (date.fromisoformat(match[0]) + passed).isoformat(),
        json.dumps(value),
    )
    return json.loads(moved)


@pytest.fixture
def fhir_server(fhir_server):
    """Give the FHIR server, with a record of today."""
    fhir_server.resources = bring_up_to_date(fhir_server.resources)
    return fhir_server


@pytest.fixture
def start_service(start_server, fhir_server, tmp_path):
    """Start a service that knows one client, and may ask the FHIR server, as a context."""
    algorithm = jwt.algorithms.ECAlgorithm
    keys = {"keys": [{**json.loads(algorithm.to_jwk(KEY.public_key())), "kid": "a"}]}
    (tmp_path / "keys.json").write_text(json.dumps(keys))
    clients = [{"iss": ISSUER, "jwks": str(tmp_path / "keys.json")}]

    def start(**settings):
        return start_server(
            PULMET_CDS_CLIENTS=json.dumps(clients),
            PULMET_CDS_FHIR_HOSTS=fhir_server.host,
            PULMET_CDS_AUDIENCE=BASE,
            PULMET_CDS_FEEDBACK=tmp_path / "feedback.jsonl",
            **settings,
        )

    return start


@pytest.fixture
def service(start_service):
    """Start a service that gives the FHIR server the time that a busy machine needs."""
    with start_service(PULMET_CDS_FETCH_SECONDS=60) as server:
        yield server


@pytest.fixture
def call_of():
    """Give a context in which a service is called as its client."""

    @contextlib.contextmanager
    def calling(service):
        with httpx.Client(base_url=service.url, timeout=None) as client:  # noqa: S113  # as busy as it is

            def call(content, path=SERVICE, method="POST"):
                now = int(time.time())
                claims = {"iss": ISSUER, "aud": BASE + path, "iat": now, "exp": now + 300}
                token = jwt.encode({**claims, "jti": str(uuid.uuid4())}, KEY, "ES384", {"kid": "a"})
                headers = {"authorization": f"Bearer {token}"}
                return client.request(method, path, json=content, headers=headers)

            yield call

    return calling


@pytest.fixture
def call(service, call_of):
    """Call the service as its client."""
    with call_of(service) as call:
        yield call


@pytest.fixture
def plain(service, fhir_server):
    """Ask the plain API about the same factors, and give percent at the horizons."""
    record = {
        "resourceType": "Bundle",
        "entry": [{"resource": resource} for resource in fhir_server.resources],
    }
    answer = httpx.post(f"{service.url}/v1/records", json=record, timeout=600).json()
    body = {"patient": answer["patient"]}
    horizons = httpx.post(f"{service.url}/v1/predictions", json=body, timeout=600).json()[
        "predictions"
    ][0]["horizons"]
    return [
        [h["months"], *(round(100 * h[name]) for name in ("survival", "lower", "upper"))]
        for h in horizons
    ]


def percents_in(response):
    """Read months, survival and limits from the table of the only card."""
    assert 200 == response.status_code, response.text
    (card,) = response.json()["cards"]
    rows = re.findall(r"^\| (\d+) \| (\d+) % \| (\d+) - (\d+) % \|", card["detail"], re.MULTILINE)
    return [[int(number) for number in row] for row in rows]


def test_every_way_in_gives_the_plain_api_s_probabilities(call, plain, hook, prefetch, fhir_server):
    """With and without prefetch, with a paginated and with a failed one."""
    unfetched = {**hook, "fhirServer": fhir_server.base}
    outcome = {"resourceType": "OperationOutcome", "issue": [{"severity": "error"}]}

    assert plain == percents_in(call({**hook, "prefetch": prefetch}))
    assert plain == percents_in(call(unfetched))
    assert plain == percents_in(call({**unfetched, "prefetch": {**prefetch, "patient": outcome}}))
    fhir_server.page_size = 4
    assert plain == percents_in(call(unfetched))
    first = fhir_server.find("Condition", {"patient": ["sarcoma-1"]})
    assert plain == percents_in(call({**unfetched, "prefetch": {**prefetch, "conditions": first}}))


def test_every_call_proves_who_calls(call, service, hook, prefetch):
    """A token is taken once, at its own address; without one nothing is answered."""
    assert 200 == call(None, "/cds-services", "GET").status_code
    body = {**hook, "prefetch": prefetch}
    request = call(body).request
    with httpx.Client(timeout=600) as client:
        assert 401 == client.send(request).status_code
        assert 401 == client.get(f"{service.url}/cds-services").status_code


def test_feedback_on_a_card_is_kept_with_its_client(call, hook, prefetch, tmp_path):
    """The card's uuid comes back."""
    (card,) = call({**hook, "prefetch": prefetch}).json()["cards"]
    entry = {
        "card": card["uuid"],
        "outcome": "overridden",
        "outcomeTimestamp": "2026-06-01T08:00:00Z",
    }
    response = call({"feedback": [entry]}, f"{SERVICE}/feedback")
    (line,) = (tmp_path / "feedback.jsonl").read_text("utf-8").splitlines()

    assert 200 == response.status_code
    assert {"client": ISSUER, **entry}.items() <= json.loads(line).items()


def test_reads_run_at_the_same_time(call, hook, fhir_server):
    """The server answers none of the four before it was asked for all of them."""
    fhir_server.gate = threading.Barrier(4)

    assert call({**hook, "fhirServer": fhir_server.base}).json()["cards"]


def test_a_hanging_server_costs_the_limit(start_service, call_of, hook, fhir_server):
    """412 after 0.4 s, and not after the minutes that the server would hang."""
    fhir_server.hanging.add("Condition")
    with start_service() as service, call_of(service) as call:
        begun = time.perf_counter()
        response = call({**hook, "fhirServer": fhir_server.base})
        seconds = time.perf_counter() - begun

    assert (412, "fhir_server_slow") == (
        response.status_code,
        response.json()["errors"][0]["code"],
    )
    assert 0.4 <= seconds


def test_nothing_of_a_record_is_logged(call, service, hook, prefetch, fhir_server):
    """Neither the patient, nor the token for the FHIR server."""
    token = "opaque-7731"  # noqa: S105  # made up
    authorization = {
        "access_token": token,
        "token_type": "Bearer",
        "expires_in": 300,
        "scope": "patient/*.read",
        "subject": "pulmet",
    }
    unfetched = {**hook, "fhirServer": fhir_server.base, "fhirAuthorization": authorization}
    fhir_server.token = token
    assert call(unfetched).json()["cards"]
    fhir_server.failing.add("Patient")
    call(unfetched)
    call({**hook, "prefetch": prefetch})

    for value in ("sarcoma-1", token, "leiomyosarcoma", "oncologist"):
        assert value not in service.log
