"""Many clients at once: each gets the answer to its own question."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import httpx
import pytest

from service.catalogue import read_catalogue
from service.prediction_job import PredictionJob, answer_one
from service.request import PredictionRequest
from service.writer import write

CLIENTS = 32
QUESTIONS = [
    {
        "patient": {
            "age_years": 20 + number,
            "disease_free_interval_months": (4, 30)[number % 2],
            "local_recurrence": (True, False, None)[number % 3],
            "nodule_count": (1, 2, 9, None)[number % 4],
        },
        "survived_months": number,
    }
    for number in range(CLIENTS)
]


def test_32_clients_at_once_get_each_its_own_answer(server, bundle):
    """Sent at the same moment over 32 connections, and compared with answers in process."""
    together = Barrier(CLIENTS)

    def ask(question):
        with httpx.Client(base_url=server.url, timeout=600) as client:
            client.get("/health/live")
            together.wait(timeout=600)
            return client.post("/v1/predictions", json=question).json()

    with ThreadPoolExecutor(CLIENTS) as pool:
        answers = list(pool.map(ask, QUESTIONS))

    names = {answer.pop("request_id") for answer in answers}
    assert CLIENTS == len(names)
    for question, answer in zip(QUESTIONS, answers, strict=True):
        request = PredictionRequest.model_validate(question)
        expected = answer_one(PredictionJob(request, bundle, read_catalogue(), ""))

        assert {"request_id": "", **answer} == json.loads(write(expected))


@pytest.mark.anyio
async def test_questions_of_one_kind_over_and_over_get_each_its_own_answer_or_problem(
    server, bundle
):
    """What the service answers together it does not mix up, those who are refused included."""
    patients = [
        {**question["patient"], "extrapulmonary_disease": number % 5 == 0}
        for number, question in enumerate(QUESTIONS)
    ]

    async with httpx.AsyncClient(base_url=server.url, timeout=600) as client:

        async def ask(patient):
            return await client.post("/v1/predictions", json={"patient": patient})

        rounds = [await asyncio.gather(*map(ask, patients)) for _ in range(10)]

    for responses in rounds:
        for patient, response in zip(patients, responses, strict=True):
            if patient["extrapulmonary_disease"]:
                assert 422 == response.status_code
                [error] = response.json()["errors"]
                assert "extrapulmonary_disease" == error["factor"]
                continue
            request = PredictionRequest.model_validate({"patient": patient})
            name = response.headers["x-request-id"]
            expected = answer_one(PredictionJob(request, bundle, read_catalogue(), name))

            assert response.content == write(expected)
