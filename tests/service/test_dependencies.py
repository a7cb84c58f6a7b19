"""Dependencies of routes."""

import dataclasses

import pytest

from service.app import create_app

pytestmark = pytest.mark.anyio


async def test_each_app_serves_the_bundle_that_it_was_made_with(bundle, connection):
    """Two apps in one process do not share a bundle."""
    other = dataclasses.replace(bundle, sha256="f" * 64)
    apps = {served.id: create_app(served) for served in (bundle, other)}

    for identity, app in apps.items():
        async with connection(app) as client:
            assert identity == (await client.get("/health/ready")).json()["bundle_id"]
