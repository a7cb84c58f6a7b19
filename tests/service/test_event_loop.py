"""Which answers are computed in the event loop, and which in a thread."""

import asyncio
import threading

import numpy as np
import pytest

from models.answers import answer
from service import event_loop
from service.answering import Answerer
from service.app import create_app
from service.event_loop import is_quick

pytestmark = pytest.mark.anyio

KNOWN = {"patient": {"disease_free_interval_months": 8.0, "nodule_count": 3}}


def test_quickness_is_judged_by_who_is_not_known_at_all_and_by_who_is_known_best(
    bundle, monkeypatch
):
    """The one takes longest to average, the other may take longest to explain."""
    asked = set()

    def record(model, design, query):
        assert query.explain
        asked.add((model.name, int(np.isnan(design.values).sum()), design.values.size))
        return answer(model, design, query)

    monkeypatch.setattr(event_loop, "answer", record)
    is_quick(bundle)

    assert {("cox", 0, 3), ("cox", 3, 3), ("forest", 0, 7), ("forest", 7, 7)} == asked


@pytest.fixture
def threads(monkeypatch):
    """Record in which threads answers are made."""
    idents = []
    make = Answerer.of

    def record(*asked):
        idents.append(threading.get_ident())
        return make(*asked)

    monkeypatch.setattr(Answerer, "of", record)
    return idents


@pytest.mark.parametrize(
    ("is_quick", "question", "in_loop"),
    [
        (True, {}, True),
        (True, {"horizons_months": list(range(1, 13))}, True),
        (True, {"horizons_months": list(range(1, 14))}, False),
        (True, {"what_if": [{"nodule_count": 1}]}, False),
        (False, {}, False),
    ],
    ids=["quick", "a dozen horizons", "more", "with different patients", "slow"],
)
async def test_only_a_quick_answer_is_computed_in_the_event_loop(
    bundle, connection, threads, is_quick, question, in_loop
):
    """A thread would cost more than a quick one; a slow one would keep everybody else waiting."""
    app = create_app(bundle)
    app.state.is_quick = is_quick
    async with connection(app) as client:
        response = await client.post("/v1/predictions", json={**KNOWN, **question})

    assert 200 == response.status_code
    assert [in_loop] == [ident == threading.get_ident() for ident in threads]


async def test_a_batch_is_computed_in_a_thread(bundle, connection, threads):
    """However quick each of its answers is."""
    async with connection(create_app(bundle)) as client:
        response = await client.post("/v1/predictions/batch", json={"patients": [{}]})

    assert 200 == response.status_code
    assert threading.get_ident() not in threads
    assert 1 == len(threads)


async def test_questions_over_http_that_wait_together_are_answered_together(
    bundle, connection, threads
):
    """One panel for all of them."""
    async with connection(create_app(bundle)) as client:
        asking = [client.post("/v1/predictions", json=KNOWN) for _ in range(8)]
        responses = await asyncio.gather(*asking)

    assert {200} == {response.status_code for response in responses}
    assert 1 == len(threads)


@pytest.mark.parametrize(("longest", "expected"), [(3600.0, True), (0.0, False)])
def test_a_bundle_is_quick_when_all_its_models_are(bundle, monkeypatch, longest, expected):
    """Judged by the slowest question, once, at start."""
    monkeypatch.setattr(event_loop, "LONGEST_IN_LOOP_SECONDS", longest)

    assert expected == is_quick(bundle)
