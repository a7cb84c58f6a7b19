"""Prediction jobs: a validated request with all that answering it needs, and their answers."""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from models.bundle import Bundle
from models.errors import InputError
from models.prediction import require
from service.answer import Answer
from service.answering import Answerer
from service.catalogue import Catalogue
from service.request import PredictionRequest


class PredictionJob(NamedTuple):
    """A validated request about one patient, with all that answering it needs.

    Attributes
    ----------
    question : PredictionRequest
    bundle : Bundle
    catalogue : Catalogue
        Of the language asked for.
    request_id : str
        The name of the request.
    budget : int or None
        What an explanation may cost at most; see `models.query.Query`.
    """

    question: PredictionRequest
    bundle: Bundle
    catalogue: Catalogue
    request_id: str
    budget: int | None = None

    @property
    def batch_key(self) -> Hashable:
        """Equal for jobs that differ in the patient alone, which may be answered together."""
        return id(self.bundle), self.catalogue, self.budget, self.question.asked_for


def answer_alike(jobs: Sequence[PredictionJob]) -> list[Answer | InputError]:
    """Answer jobs that differ in the patient alone, in one pass.

    Returns
    -------
    list of Answer or InputError
        In order; each as it would be answered alone.

    Raises
    ------
    Unsupported
        When the bundle has no such outcome, model or month.
    """
    (question, bundle, catalogue, _, budget), *_ = jobs
    answerer = Answerer.of(bundle, catalogue, question, budget)
    description = answerer.panel.description
    found = answerer.answer_many([job.question.patient for job in jobs], curves=True)
    return [
        answer
        if isinstance(answer, InputError)
        else {
            "request_id": job.request_id,
            "bundle": description,
            "outcome": question.outcome,
            **answer,
        }
        for job, answer in zip(jobs, found, strict=True)
    ]


def answer_one(job: PredictionJob) -> Answer:
    """Answer one job.

    Raises
    ------
    InputError
        When the models do not apply, facts exclude each other, or something asked for is not
        supported.
    """
    (answer,) = answer_alike([job])
    return require(answer)
