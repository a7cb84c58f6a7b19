"""The service as `python -m service serve` starts it, with one route more, which does nothing.

The no-op route reads and validates the same body by the same route class and request model, and
serialises a whole answer of the same model by the same serialiser, anew for each request. What
it leaves out is all that makes an answer: prediction, explanation, warnings, words. It gives the
answer that the real route once gave to the first body of that kind, so that its size is the same.
It is the cheapest that such a route can be: it needs no thread, depends on nothing, and is the
first to be tried.
"""

import sys
from collections.abc import Callable
from functools import partial

from fastapi import APIRouter, FastAPI, Request, Response

import service.__main__ as program
from models.bundle import Bundle
from service.answer import Answer
from service.body import StrictJsonRoute
from service.catalogue import read_catalogue
from service.prediction_job import PredictionJob, answer_one
from service.request import PredictionRequest
from service.routes import predictions
from service.writer import AnswerResponse

PATH = "/bench/noop"


def noop_router() -> APIRouter:
    """Make the router of the no-op; it remembers one answer with an explanation, one without."""
    router = APIRouter(route_class=StrictJsonRoute)
    canned: dict[tuple[bool, tuple[str, ...]], Answer] = {}

    @router.post(PATH, response_model=Answer, responses=predictions.BODY_PROBLEMS)
    async def do_nothing(request: Request, question: PredictionRequest) -> Response:
        kind = (question.explain, tuple(question.models or ()))
        if kind not in canned:
            bundle, name = request.app.state.bundle, request.state.request_id
            canned[kind] = answer_one(PredictionJob(question, bundle, read_catalogue(), name))
        return AnswerResponse(canned[kind])

    return router


def with_noop(create_app: Callable[..., FastAPI], bundle: Bundle, *settings: object) -> FastAPI:
    """Make the app, and add the route."""
    app = create_app(bundle, *settings)
    app.include_router(noop_router())
    app.router.routes.insert(0, app.router.routes.pop())
    return app


if __name__ == "__main__":
    # The same program, with the same settings of the server, whatever they are.
    program.create_app = partial(with_noop, program.create_app)
    sys.exit(program.main(["serve"]))
