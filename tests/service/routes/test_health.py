"""Whether the service lives and is ready."""

import pytest

pytestmark = pytest.mark.anyio


async def test_process_that_answers_is_live(client):
    """No bundle is asked."""
    assert {"status": "live"} == (await client.get("/health/live")).json()


async def test_service_is_ready_with_the_bundle_that_it_names(client, bundle):
    """The first 12 digits of the hash of the manifest."""
    expected = {"status": "ready", "bundle_id": bundle.sha256[:12]}

    assert expected == (await client.get("/health/ready")).json()
