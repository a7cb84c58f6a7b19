"""`POST /v1/predictions` and `/v1/predictions/batch`."""

from functools import partial

from fastapi import APIRouter, Request, Response

from models.bundle import Bundle
from models.errors import Fault, InputError
from models.factors import FACTORS
from service.answer import Answer, BatchAnswer, BatchProblem, PatientAnswer
from service.answering import Answerer
from service.body import StrictJsonRoute
from service.catalogue import Catalogue
from service.effort import compute
from service.language import catalogue_of
from service.openapi import problems
from service.problems import problem_of_error, problem_of_validation
from service.request import BatchRequest, InvalidPatient, PredictionRequest
from service.routes.served import bundle_of
from service.writer import AnswerResponse

router = APIRouter(prefix="/v1", tags=["predictions"], route_class=StrictJsonRoute)

BODY_PROBLEMS = problems(400, 413, 415, 422)

MAX_PREDICTIONS = 2000
"""Predictions in one batch: patients, times models, times one more than the what-ifs."""


@router.post("/predictions", operation_id="predict", response_model=Answer, responses=BODY_PROBLEMS)
async def predict_one(request: Request, question: PredictionRequest) -> Response:
    """Predict the survival of one patient, and explain it."""
    answer = partial(_one, question, *_given(request))
    in_loop = request.app.state.is_quick and not question.what_if
    return await compute(answer, in_loop=in_loop)


@router.post(
    "/predictions/batch",
    operation_id="predict_batch",
    response_model=BatchAnswer,
    responses=BODY_PROBLEMS,
)
async def predict_batch(request: Request, question: BatchRequest) -> Response:
    """Predict the survival of up to 1,000 patients; each is answered, or refused, by itself."""
    answer = partial(_batch, question, *_given(request))
    return await compute(answer, in_loop=False)


def _given(request: Request) -> tuple[Bundle, Catalogue, str, int | None]:
    """Give what an answer needs beside the question; as dependencies they cost a tenth of it."""
    state = request.app.state
    identity: str = request.state.request_id
    return bundle_of(request), catalogue_of(request), identity, state.explanation_budget


def _one(
    question: PredictionRequest,
    bundle: Bundle,
    catalogue: Catalogue,
    request_id: str,
    budget: int | None,
) -> Response:
    return AnswerResponse(answer_one(question, bundle, catalogue, request_id, budget))


def _batch(
    question: BatchRequest,
    bundle: Bundle,
    catalogue: Catalogue,
    request_id: str,
    budget: int | None,
) -> Response:
    answerer = Answerer.of(bundle, catalogue, question, budget)
    _require_bounded(question, len(answerer.panel.models))
    results = _answers_and_problems(answerer, question)
    return AnswerResponse(
        {
            "request_id": request_id,
            "bundle": answerer.panel.description,
            "outcome": question.outcome,
            "results": results,
        }
    )


def answer_one(
    question: PredictionRequest,
    bundle: Bundle,
    catalogue: Catalogue,
    request_id: str,
    budget: int | None = None,
) -> Answer:
    """Answer about one patient, with what the answer is founded on."""
    answerer = Answerer.of(bundle, catalogue, question, budget)
    return {
        "request_id": request_id,
        "bundle": answerer.panel.description,
        "outcome": question.outcome,
        **answerer.answer(question.patient),
    }


def _require_bounded(question: BatchRequest, n_models: int) -> None:
    """Refuse a batch that would keep the service busy for minutes."""
    work = len(question.patients) * n_models * (1 + len(question.what_if))
    if work > MAX_PREDICTIONS:
        raise InputError([Fault("batch_too_much", field="", details={"highest": MAX_PREDICTIONS})])


def _answers_and_problems(
    answerer: Answerer, question: BatchRequest
) -> list[PatientAnswer | BatchProblem]:
    """Answer about all who can be answered together; each of the others gets a problem."""
    catalogue = answerer.panel.wording.catalogue
    valid = [p for p in question.patients if not isinstance(p, InvalidPatient)]
    answers = iter(answerer.answer_many(valid, curves=question.curves))
    results: list[PatientAnswer | BatchProblem] = []
    for number, patient in enumerate(question.patients):
        pointer = f"/patients/{number}"
        found = patient if isinstance(patient, InvalidPatient) else next(answers)
        if isinstance(found, InvalidPatient):
            errors = found.error.errors(include_input=False, include_url=False)
            problem = problem_of_validation(catalogue, errors, FACTORS, pointer)
            results.append({"problem": problem})
        elif isinstance(found, InputError):
            problem = problem_of_error(catalogue, found, pointer)
            results.append({"problem": problem})
        else:
            results.append(found)
    return results
