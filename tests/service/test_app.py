"""The web application as a whole: its routes, and a documentation page that needs no network."""

import re

import pytest
from starlette.routing import Match

from service.app import create_app

pytestmark = pytest.mark.anyio

ROUTES = {
    ("POST", "/v1/predictions"),
    ("POST", "/v1/predictions/batch"),
    ("GET", "/v1/models"),
    ("GET", "/v1/models/{name}"),
    ("GET", "/v1/factors"),
    ("GET", "/health/live"),
    ("GET", "/health/ready"),
}


def test_every_route_of_the_contract_is_there(app):
    """By method and path."""
    documented = {
        (method.upper(), path)
        for path, operations in app.openapi()["paths"].items()
        for method in operations
    }

    assert ROUTES <= documented


async def test_served_document_is_that_of_the_app(client, app):
    """Over HTTP and in process."""
    assert app.openapi() == (await client.get("/openapi.json")).json()


def test_predictions_are_the_first_to_be_tried(app):
    """Routes are tried in turn, and most requests are predictions: nothing stands before them."""
    scope = {"type": "http", "path": "/v1/predictions", "method": "POST"}
    matched = [route.matches(dict(scope))[0] for route in app.router.routes]

    assert [Match.FULL] == matched[:1]
    assert Match.FULL not in matched[1:]


async def test_documentation_page_needs_nothing_from_other_machines(client):
    """Hospital networks reach no content delivery network; what the page names is served here."""
    page = (await client.get("/docs")).text
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)

    assert addresses
    for address in addresses:
        assert address.startswith("/")
        assert 200 == (await client.get(address)).status_code


def test_app_is_made_without_reading_the_environment(bundle, monkeypatch):
    """Settings are the command line's business; a wrong one does not matter here."""
    monkeypatch.setenv("PULMET_PORT", "none")
    monkeypatch.setenv("PULMET_BUNDLE", "nowhere")

    assert create_app(bundle).state.bundle is bundle
