"""What the tests of CDS Hooks share: an app on a fixed day that may ask the FHIR server."""

from datetime import date

import pytest

from service.app import create_app
from service.fhir.records_route import today
from service.trust import Trust

TODAY = date(2026, 6, 1)
SERVICE = "/cds-services/pulmet-survival"
HANG_SECONDS = 600
"""A machine that is busy is no reason to fail; a test of the limit has one of its own."""


@pytest.fixture
def make_app(bundle):
    """Make an app on TODAY that trusts whom it is told to trust."""

    def make(smart=(), fetch_seconds=HANG_SECONDS, **trust):
        app = create_app(bundle, trust=Trust(fetch_seconds=fetch_seconds, **trust), smart=smart)
        app.dependency_overrides[today] = lambda: TODAY
        return app

    return make


@pytest.fixture
def app(make_app, fhir_server):
    """Give an app that may ask the FHIR server."""
    return make_app(fhir_hosts=frozenset({fhir_server.host}))


@pytest.fixture
def call(client):
    """Call the service."""

    async def call(content, status=200, **headers):
        response = await client.post(SERVICE, json=content, headers=headers)
        assert status == response.status_code, response.text
        return response.json()

    return call


@pytest.fixture
def cards(call, hook):
    """Call the service with a prefetch, and give its cards."""

    async def give(prefetch, **members):
        return (await call({**hook, "prefetch": prefetch, **members}))["cards"]

    return give


@pytest.fixture
def missing(call):
    """Call the service, and give the code with which it says that data are missing."""

    async def give(content):
        problem = await call(content, 412)
        assert "urn:pulmet:problem:precondition_failed" == problem["type"]
        return problem["errors"][0]["code"]

    return give
