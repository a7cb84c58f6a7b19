"""Feedback on cards: validated, bounded, kept."""

import json

import pytest

pytestmark = pytest.mark.anyio

ROUTE = "/cds-services/pulmet-survival/feedback"
CARD = "4e0a3a1e-3283-4575-ab82-028d55fe2719"
OVERRIDDEN = {"card": CARD, "outcome": "overridden", "outcomeTimestamp": "2026-06-01T08:00:00Z"}
ACCEPTED = {
    **OVERRIDDEN,
    "outcome": "accepted",
    "acceptedSuggestions": [{"id": "e56e1945-20b3-4393-8503-a1a20fd73152"}],
}
EXPLAINED = {
    **OVERRIDDEN,
    "overrideReason": {
        "reason": {"code": "d7ecf885", "system": "https://example.com/reasons"},
        "userComment": "Seen\nbefore",
    },
}


@pytest.fixture
def kept(tmp_path):
    return tmp_path / "feedback.jsonl"


@pytest.fixture
def app(make_app, kept):
    return make_app(feedback=kept)


@pytest.mark.parametrize("entry", [OVERRIDDEN, ACCEPTED, EXPLAINED])
async def test_the_standard_s_examples_are_kept(client, kept, entry):
    """Feedback: accepted, overridden, and overridden with a reason."""
    response = await client.post(ROUTE, json={"feedback": [entry, entry]})
    lines = [json.loads(line) for line in kept.read_text("utf-8").splitlines()]

    assert (200, b"") == (response.status_code, response.content)
    assert [entry, entry] == [{k: v for k, v in line.items() if k != "received"} for line in lines]


async def test_only_its_owner_may_read_what_is_kept(client, kept):
    """Comments are free text, which may name a patient."""
    await client.post(ROUTE, json={"feedback": [OVERRIDDEN]})

    assert 0o600 == kept.stat().st_mode & 0o777


@pytest.mark.parametrize(
    "entry",
    [
        {**OVERRIDDEN, "card": None},
        {**OVERRIDDEN, "card": "not a uuid"},
        {**OVERRIDDEN, "outcome": "ignored"},
        {**OVERRIDDEN, "outcome": "accepted"},
        {**ACCEPTED, "acceptedSuggestions": []},
        {**OVERRIDDEN, "outcomeTimestamp": "2026-06-01T08:00:00"},
        {**OVERRIDDEN, "outcomeTimestamp": "2026-06-01T08:00:00+02:00"},
        {**OVERRIDDEN, "outcomeTimestamp": "yesterday"},
        {**OVERRIDDEN, "overrideReason": {"userComment": "x" * 2049}},
        {**OVERRIDDEN, "overrideReason": {"reason": {"system": "a"}}},
    ],
    ids=range(10),
)
async def test_what_the_standard_does_not_know_is_refused(client, kept, read_problem, entry):
    """Required members, their types, and UTC."""
    problem = read_problem(await client.post(ROUTE, json={"feedback": [entry]}))

    assert 422 == problem["status"]
    assert not kept.exists()


@pytest.mark.parametrize("number", [0, 101])
async def test_a_call_holds_1_to_100_entries(client, kept, number):
    """Bounded."""
    response = await client.post(ROUTE, json={"feedback": [OVERRIDDEN] * number})

    assert 422 == response.status_code
    assert not kept.exists()


async def test_without_a_file_there_is_no_feedback(make_app, connection):
    """A service may support feedback: what would not be kept is not taken."""
    async with connection(make_app()) as client:
        response = await client.post(ROUTE, json={"feedback": [OVERRIDDEN]})

    assert 404 == response.status_code
