"""Questions as they were asked, and the answers to several that differ in the patient alone."""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from models.bundle import Bundle
from models.errors import InputError
from models.prediction import require
from service.answer import Answer
from service.answering import Answerer
from service.catalogue import Catalogue
from service.request import PredictionRequest


class Asked(NamedTuple):
    """A question as it was asked.

    Attributes
    ----------
    question : PredictionRequest
    bundle : Bundle
    catalogue : Catalogue
        Of the language asked for.
    request_id : str
        The name of the request.
    budget : int or None
        What an explanation may cost at most; see `models.question.Question`.
    """

    question: PredictionRequest
    bundle: Bundle
    catalogue: Catalogue
    request_id: str
    budget: int | None = None

    @property
    def kind(self) -> Hashable:
        """What it shares with questions that differ in the patient alone."""
        return id(self.bundle), self.catalogue, self.budget, self.question.asked_for


def answer_alike(asked: Sequence[Asked]) -> list[Answer | InputError]:
    """Answer questions of one kind, each with what the answer is founded on.

    Returns
    -------
    list of Answer or InputError
        In order; each is what its question would be answered alone.

    Raises
    ------
    Unsupported
        When the bundle has no such outcome, model or month.
    """
    (question, bundle, catalogue, _, budget), *_ = asked
    answerer = Answerer.of(bundle, catalogue, question, budget)
    description = answerer.panel.description
    found = answerer.answer_many([one.question.patient for one in asked], curves=True)
    return [
        answer
        if isinstance(answer, InputError)
        else {
            "request_id": one.request_id,
            "bundle": description,
            "outcome": question.outcome,
            **answer,
        }
        for one, answer in zip(asked, found, strict=True)
    ]


def answer_one(asked: Asked) -> Answer:
    """Answer one question.

    Raises
    ------
    InputError
        When the models do not apply, facts exclude each other, or something asked for is not
        supported.
    """
    (answer,) = answer_alike([asked])
    return require(answer)
