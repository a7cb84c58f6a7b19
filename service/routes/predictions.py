"""`POST /v1/predictions` and `/v1/predictions/batch`."""

from fastapi import APIRouter, Request, Response

from models.bundle import Bundle
from models.errors import Fault, InputError
from models.factors import FACTORS, Patient
from service.answer import Answer, BatchAnswer, BatchProblem, PatientAnswer
from service.answering import Answerer, describe_bundle
from service.body import StrictJsonRoute
from service.catalogue import Catalogue
from service.openapi import problems
from service.problems import problem_of_error, problem_of_validation
from service.request import BatchRequest, InvalidPatient, PredictionRequest
from service.routes.served import ServedBundle, SpokenCatalogue

router = APIRouter(prefix="/v1", tags=["predictions"], route_class=StrictJsonRoute)

BODY_PROBLEMS = problems(400, 413, 415, 422)

MAX_PREDICTIONS = 2000
"""Predictions in one batch: patients, times models, times one more than the what-ifs."""


def _json(answer: Answer | BatchAnswer) -> Response:
    return Response(answer.model_dump_json(exclude_unset=True), media_type="application/json")


@router.post("/predictions", operation_id="predict", response_model=Answer, responses=BODY_PROBLEMS)
def predict_one(
    request: Request,
    question: PredictionRequest,
    bundle: ServedBundle,
    catalogue: SpokenCatalogue,
) -> Response:
    """Predict the survival of one patient, and explain it."""
    answer = answer_one(question, bundle, catalogue, request.state.request_id)
    return _json(answer)


@router.post(
    "/predictions/batch",
    operation_id="predict_batch",
    response_model=BatchAnswer,
    responses=BODY_PROBLEMS,
)
def predict_batch(
    request: Request, question: BatchRequest, bundle: ServedBundle, catalogue: SpokenCatalogue
) -> Response:
    """Predict the survival of up to 1,000 patients; each is answered, or refused, by itself."""
    answerer = Answerer.of(bundle, catalogue, question)
    _require_bounded(question, len(answerer.models))
    results = [
        _answer_or_problem(answerer, patient, f"/patients/{number}", curves=question.curves)
        for number, patient in enumerate(question.patients)
    ]
    answer = BatchAnswer(
        request_id=request.state.request_id,
        bundle=describe_bundle(bundle, catalogue),
        outcome=question.outcome,
        results=results,
    )
    return _json(answer)


def answer_one(
    question: PredictionRequest, bundle: Bundle, catalogue: Catalogue, request_id: str
) -> Answer:
    """Answer about one patient, with what the answer is founded on."""
    answer = Answerer.of(bundle, catalogue, question).answer(question.patient)
    return Answer(
        request_id=request_id,
        bundle=describe_bundle(bundle, catalogue),
        outcome=question.outcome,
        **{name: getattr(answer, name) for name in PatientAnswer.model_fields},
    )


def _require_bounded(question: BatchRequest, n_models: int) -> None:
    """Refuse a batch that would keep the service busy for minutes."""
    work = len(question.patients) * n_models * (1 + len(question.what_if))
    if work > MAX_PREDICTIONS:
        raise InputError([Fault("batch_too_much", field="", details={"highest": MAX_PREDICTIONS})])


def _answer_or_problem(
    answerer: Answerer, patient: Patient | InvalidPatient, pointer: str, *, curves: bool
) -> PatientAnswer | BatchProblem:
    if isinstance(patient, InvalidPatient):
        errors = patient.error.errors(include_input=False, include_url=False)
        problem = problem_of_validation(answerer.catalogue, errors, FACTORS, pointer)
        return BatchProblem(problem=problem)
    try:
        return answerer.answer(patient, curves=curves)
    except InputError as error:
        return BatchProblem(problem=problem_of_error(answerer.catalogue, error, pointer))
