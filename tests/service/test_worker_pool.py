"""Pools of worker threads: bounded, and apart from each other."""

import asyncio
import threading

import pytest

from service.app import create_app
from service.worker_pool import WorkerPool

pytestmark = pytest.mark.anyio

KNOWN = {"patient": {"disease_free_interval_months": 8.0, "nodule_count": 3}}


@pytest.mark.parametrize("n_threads", [1, 2])
async def test_few_compute_at_a_time_and_all_are_computed(n_threads):
    """As many as there are threads, and never more."""
    pool = WorkerPool("test", n_threads)
    now, most = 0, 0
    lock = threading.Lock()
    all_busy = threading.Barrier(n_threads)

    def work(number):
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        all_busy.wait(600)  # until as many compute as there are threads
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
