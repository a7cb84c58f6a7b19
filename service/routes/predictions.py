"""`POST /v1/predictions` and `/v1/predictions/batch`."""

from collections.abc import Sequence

from fastapi import APIRouter, Request, Response

from models.bundle import Bundle
from models.errors import Fault, InputError
from models.factors import FACTORS
from service.answer import Answer, BatchAnswer, BatchProblem, PatientAnswer
from service.answering import Answerer
from service.body import StrictJsonRoute
from service.catalogue import Catalogue
from service.event_loop import is_short
from service.language import catalogue_of
from service.openapi import problems
from service.prediction_job import PredictionJob, answer_alike, answer_one
from service.problems import problem_of_error, problem_of_validation
from service.request import BatchRequest, InvalidPatient, PredictionRequest
from service.worker_pool import BATCHES, ONE_BY_ONE
from service.writer import AnswerResponse

router = APIRouter(prefix="/v1", tags=["predictions"], route_class=StrictJsonRoute)

BODY_PROBLEMS = problems(400, 413, 415, 422)

MAX_PREDICTIONS = 2000
"""Predictions in one batch: patients, times models, times one more than the what-ifs."""


@router.post("/predictions", operation_id="predict", response_model=Answer, responses=BODY_PROBLEMS)
async def predict_one(request: Request, question: PredictionRequest) -> Response:
    """Predict the survival of one patient, and explain it."""
    state = request.app.state
    name: str = request.state.request_id
    budget: int | None = state.explanation_budget
    job = PredictionJob(question, state.bundle, catalogue_of(request), name, budget)
    if state.is_quick and is_short(question):
        response: Response = await state.micro_batcher.submit(job.batch_key, job)
        return response
    return await ONE_BY_ONE.compute(_respond, job)


@router.post(
    "/predictions/batch",
    operation_id="predict_batch",
    response_model=BatchAnswer,
    responses=BODY_PROBLEMS,
)
async def predict_batch(request: Request, question: BatchRequest) -> Response:
    """Predict the survival of up to 1,000 patients; each is answered, or refused, by itself."""
    state, spoken = request.app.state, (catalogue_of(request), request.state.request_id)
    return await BATCHES.compute(
        _respond_to_batch, state.bundle, state.explanation_budget, question, *spoken
    )


def respond_alike(jobs: Sequence[PredictionJob]) -> list[Response | InputError]:
    """Answer jobs that differ in the patient alone, in order; see `answer_alike`."""
    return [
        answer if isinstance(answer, InputError) else AnswerResponse(answer)
        for answer in answer_alike(jobs)
    ]


def _respond(job: PredictionJob) -> Response:
    return AnswerResponse(answer_one(job))


def _respond_to_batch(
    bundle: Bundle,
    budget: int | None,
    question: BatchRequest,
    catalogue: Catalogue,
    request_id: str,
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
