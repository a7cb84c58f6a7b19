"""Which pages may call CDS Hooks."""

import pytest

pytestmark = pytest.mark.anyio

ORIGIN = "https://records.example.org"


async def preflight(client, path, origin, header):
    return await client.options(
        path,
        headers={
            "origin": origin,
            "access-control-request-method": "POST",
            "access-control-request-headers": header,
        },
    )


async def test_pages_of_configured_origins_may_call(make_app, connection):
    """Cross-origin resource sharing: for configured origins, with a token."""
    app = make_app(origins=(ORIGIN,))
    async with connection(app) as client:
        answer = await preflight(
            client, "/cds-services/pulmet-survival", ORIGIN, "authorization,content-type"
        )
        found = await client.get("/cds-services", headers={"origin": ORIGIN})

    assert 200 == answer.status_code
    assert ORIGIN == answer.headers["access-control-allow-origin"]
    assert ORIGIN == found.headers["access-control-allow-origin"]
    assert "access-control-allow-credentials" not in found.headers


@pytest.mark.parametrize("path", ["/cds-services", "/v1/predictions", "/cds-services-x"])
@pytest.mark.parametrize("origin", ["https://stranger.example", "null", ORIGIN])
async def test_other_pages_may_not(make_app, connection, path, origin):
    """Neither other origins, nor the configured ones anywhere else."""
    app = make_app(origins=("https://another.example",))
    async with connection(app) as client:
        responses = [
            await preflight(client, path, origin, "content-type"),
            await client.get(path, headers={"origin": origin}),
        ]

    for response in responses:
        assert "access-control-allow-origin" not in response.headers
