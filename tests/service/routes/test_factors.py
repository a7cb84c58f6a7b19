"""The factors as a form needs them."""

import pytest

from models.applicability import NOT_IN_WHAT_IF
from models.factors import FACTORS

pytestmark = pytest.mark.anyio


@pytest.fixture
async def factors(client):
    """Give the served factors."""
    body = (await client.get("/v1/factors")).json()
    assert {"factors"} == set(body)
    return body["factors"]


async def test_factors_are_served_in_the_order_of_their_declaration(factors):
    """All 23."""
    assert list(FACTORS) == [factor["name"] for factor in factors]
    assert 23 == len(factors)


@pytest.mark.parametrize("name", FACTORS)
async def test_factor_is_served_as_declared(factors, name):
    """Label, description, kind, unit, range, levels and when it is known."""
    declared = FACTORS[name]
    served = next(factor for factor in factors if factor["name"] == name)

    assert {
        "name": name,
        "label": declared.label,
        "description": declared.description,
        "kind": declared.kind,
        "unit": declared.unit,
        "lowest": declared.lowest,
        "highest": declared.highest,
        "lowest_excluded": declared.lowest_excluded,
        "levels": [{"value": v, "label": label} for v, label in declared.levels.items()],
        "known": declared.known,
        "what_if": name not in NOT_IN_WHAT_IF,
    } == {member: value for member, value in served.items() if member != "codes"}
    assert [name] == [code["code"] for code in served["codes"]]


async def test_levels_and_ranges_stand_where_a_form_needs_them(factors):
    """A level has levels, a number has a range, and neither has the other."""
    for factor in factors:
        has_levels = factor["kind"] == "level"
        has_range = factor["kind"] in {"number", "integer"}

        assert has_levels == bool(factor["levels"])
        assert has_range == (factor["lowest"] is not None is not factor["highest"])


async def test_every_level_that_is_served_is_a_value_that_is_read(client, factors):
    """A form that offers these never sends an unknown level."""
    for factor in factors:
        for level in factor["levels"]:
            body = {"patient": {factor["name"]: level["value"]}}
            response = await client.post("/v1/predictions", json=body)

            assert "unknown_level" not in response.text


async def test_ends_of_a_range_are_read_and_what_lies_beyond_is_not(client, factors, read_problem):
    """The lowest value is allowed unless it is excluded."""

    async def send(factor, value):
        return await client.post("/v1/predictions", json={"patient": {factor["name"]: value}})

    for factor in factors:
        if factor["kind"] not in {"number", "integer"}:
            continue
        at_lowest = await send(factor, factor["lowest"])

        assert (422 if factor["lowest_excluded"] else 200) == at_lowest.status_code
        assert 200 == (await send(factor, factor["highest"])).status_code
        for beyond in (factor["lowest"] - 1, factor["highest"] + 1):
            problem = read_problem(await send(factor, beyond))

            assert [(f"/patient/{factor['name']}", factor["name"], "out_of_range")] == [
                (error["pointer"], error["factor"], error["code"]) for error in problem["errors"]
            ]
