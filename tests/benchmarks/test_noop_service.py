"""The route that does nothing but what every route must."""

import json

import httpx
import pytest
from pydantic import TypeAdapter

from benchmarks.noop_service import PATH, with_noop
from benchmarks.question import body_of
from service.answer import Answer
from service.app import create_app

JSON = {"content-type": "application/json"}


@pytest.fixture
def anyio_backend():
    """Run the async tests on asyncio, as uvicorn does."""
    return "asyncio"


@pytest.fixture(scope="module")
def app(bundle):
    """Give the app with the no-op."""
    return with_noop(create_app, bundle)


@pytest.fixture
async def client(app):
    """Give a client to it in process."""
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://pulmet") as client:
        yield client


async def post(client, path, body):
    return await client.post(path, content=body, headers=JSON)


@pytest.mark.anyio
@pytest.mark.parametrize("options", [{"explain": False}, {"explain": True}, {"models": ["forest"]}])
async def test_it_answers_with_the_same_shape_and_size(client, options):
    """Byte for byte as long as the real answer, and of the same shape."""
    body = body_of(**options)
    real, noop = await post(client, "/v1/predictions", body), await post(client, PATH, body)

    assert (200, 200) == (real.status_code, noop.status_code)
    assert len(real.content) == len(noop.content)
    assert json.loads(noop.content) == TypeAdapter(Answer).validate_json(noop.content)


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("status", "body"),
    [
        (400, "{"),
        (400, '{"patient": {}, "patient": {}}'),
        (422, "{}"),
        (422, '{"patient": {"nodule_count": -1}}'),
        (422, '{"patient": {"shoe_size": 40}}'),
        (422, '{"patient": {}, "horizons_months": [-1]}'),
    ],
    ids=["cut off", "duplicate", "no patient", "out of range", "unknown field", "negative month"],
)
async def test_it_refuses_what_the_real_route_refuses(client, status, body):
    """With the same problem: the body is read and validated in full."""
    real, noop = await post(client, "/v1/predictions", body), await post(client, PATH, body)

    assert status == noop.status_code
    assert real.json() == noop.json()
