"""Where an answer is computed, and how much an explanation may cost."""

import asyncio
import threading
import time

import httpx
import numpy as np
import pytest

from models.answers import answer
from service import effort
from service.answering import Answerer
from service.app import create_app
from service.effort import is_quick
from service.worker_pool import WorkerPool

pytestmark = pytest.mark.anyio

KNOWN = {"patient": {"disease_free_interval_months": 8.0, "nodule_count": 3}}


def test_quickness_is_judged_by_who_is_not_known_at_all_and_by_who_is_known_best(
    bundle, monkeypatch
):
    """The one takes longest to average, the other may take longest to explain."""
    asked = set()

    def record(model, known, question):
        assert question.explain
        asked.add((model.name, int(np.isnan(known.values).sum()), known.values.size))
        return answer(model, known, question)

    monkeypatch.setattr(effort, "answer", record)
    is_quick(bundle)

    assert {("cox", 0, 3), ("cox", 3, 3), ("forest", 0, 7), ("forest", 7, 7)} == asked


@pytest.fixture
def ask(bundle):
    """Give a function that asks an app with a budget."""

    async def send(body, budget):
        app = create_app(bundle, explanation_budget=budget)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.post("/v1/predictions", json=body)

    return send


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


@pytest.mark.parametrize("n_threads", [1, 2])
async def test_few_compute_at_a_time_and_all_are_computed(n_threads):
    """The event loop waits after all who compute."""
    pool = WorkerPool("test", n_threads)
    now, most = 0, 0
    lock = threading.Lock()

    def work(number):
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.01)
        with lock:
            now -= 1
        return number

    assert list(range(8)) == await asyncio.gather(*(pool.compute(work, n) for n in range(8)))
    assert n_threads == most


async def test_a_question_about_one_patient_does_not_wait_for_batches(bundle, connection):
    """However many of them wait."""
    done = []

    async def ask(client, name, route, body):
        response = await client.post(route, json=body)
        done.append((name, response.status_code))

    slow = {**KNOWN, "what_if": [{"nodule_count": 1}]}
    batch = {"patients": [{"age_years": age} for age in range(18, 90)], "models": ["forest"]}
    async with connection(create_app(bundle)) as client:
        batches = [ask(client, "batch", "/v1/predictions/batch", batch) for _ in range(6)]
        await asyncio.gather(*batches, ask(client, "one", "/v1/predictions", slow))

    assert {("batch", 200), ("one", 200)} == set(done)
    assert done.index(("one", 200)) < 4


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
    monkeypatch.setattr(effort, "LONGEST_IN_LOOP_SECONDS", longest)

    assert expected == is_quick(bundle)


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
