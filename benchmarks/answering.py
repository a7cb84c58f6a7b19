"""Answers in process, by the same functions that the routes call, before any JSON."""

import json
from collections.abc import Callable
from itertools import cycle
from uuid import UUID

from benchmarks.question import N_BATCH, N_TURNS, batch_body_of, draw_patients
from models.bundle import Bundle
from models.factors import Patient
from service.answer import Answer
from service.answering import Answerer
from service.catalogue import read_catalogue
from service.prediction_job import PredictionJob, answer_one
from service.request import BatchRequest, PredictionRequest

REQUEST_ID = str(UUID(int=1))


def ask_one(bundle: Bundle, **options: object) -> Callable[[], Answer]:
    """Prepare full answers: prediction, interval, explanation, words; read, not yet written.

    Each act answers about another patient, of whom all is known.
    """
    patients = draw_patients(N_TURNS, unknown=0.0)
    questions = cycle(
        [PredictionRequest.model_validate({"patient": facts, **options}) for facts in patients]
    )
    catalogue = read_catalogue()
    return lambda: answer_one(PredictionJob(next(questions), bundle, catalogue, REQUEST_ID))


def ask_batch(bundle: Bundle, n_patients: int = N_BATCH, **options: object) -> Callable[[], object]:
    """Prepare the answers to a batch."""
    question = BatchRequest.model_validate(json.loads(batch_body_of(n_patients, **options)))
    patients = [patient for patient in question.patients if isinstance(patient, Patient)]
    catalogue = read_catalogue()

    def answer() -> object:
        answerer = Answerer.of(bundle, catalogue, question)
        return answerer.answer_many(patients, curves=question.curves)

    return answer
