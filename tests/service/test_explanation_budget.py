"""How much an explanation may cost: `explanation_budget`, from the settings to the problem."""

import httpx
import pytest

from service.app import create_app

pytestmark = pytest.mark.anyio

KNOWN = {"patient": {"disease_free_interval_months": 8.0, "nodule_count": 3}}


@pytest.fixture
def ask(bundle):
    """Give a function that asks an app with a budget."""

    async def send(body, budget):
        app = create_app(bundle, explanation_budget=budget)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.post("/v1/predictions", json=body)

    return send


async def test_an_explanation_over_the_budget_is_a_problem_that_names_the_budget(ask):
    """And what may be asked instead."""
    response = await ask({**KNOWN, "models": ["forest"]}, budget=10)
    problem = response.json()

    assert (422, "urn:pulmet:problem:unsupported") == (response.status_code, problem["type"])
    [error] = problem["errors"]
    assert ("explanation_over_budget", "/explain") == (error["code"], error["pointer"])
    assert "(10)" in error["message"]


@pytest.mark.parametrize(("body", "budget"), [({"explain": False}, 10), ({}, 10**9), ({}, None)])
async def test_within_the_budget_or_without_an_explanation_it_is_answered(ask, body, budget):
    """The prediction itself has no budget."""
    response = await ask({**KNOWN, **body}, budget)

    assert 200 == response.status_code
