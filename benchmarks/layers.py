"""The split of a request's time: its steps alone, and whole requests with and without threads."""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from unittest import mock

import anyio.to_thread
from starlette.types import Receive, Scope, Send

from benchmarks.answering import ask_one
from benchmarks.asgi import ask
from benchmarks.measuring import Contender, Measured, Plan, measure
from benchmarks.noop_service import PATH, with_noop
from benchmarks.question import OUTCOME, body_of
from benchmarks.section import write_spread, write_table
from benchmarks.serving import ONE
from models.bundle import Bundle
from models.horizons import HORIZONS_MONTHS
from models.prediction import predict
from service.app import create_app
from service.body import parse
from service.request import PredictionRequest
from service.writer import AnswerResponse


def measure_layers(bundle: Bundle, plan: Plan) -> str:
    """Time every step of a request with the default model, in one run."""
    with asyncio.Runner() as runner:
        loop = runner.get_loop()
        measured = measure([*_steps(bundle), *_requests(bundle, loop)], plan)
    return write_table(("step", "µs (quartiles)"), map(_row, measured))


def _row(one: Measured) -> list[str]:
    return [one.name, write_spread(one.spread, 1e6)]


def _steps(bundle: Bundle) -> list[Contender]:
    content = body_of().encode()
    parsed = json.loads(content)
    question = PredictionRequest.model_validate(parsed)
    model = bundle.models[OUTCOME]["cox"]
    plain, explained = ask_one(bundle, explain=False), ask_one(bundle, explain=True)
    answers = {"`explain=false`": plain(), "`explain=true`": explained()}

    def predicting(*, explain: bool) -> Callable[[], object]:
        return lambda: predict(model, question.patient, HORIZONS_MONTHS, explain=explain)

    return [
        Contender("body read strictly", lambda: parse(content)),
        Contender("request validated", lambda: PredictionRequest.model_validate(parsed)),
        Contender("prediction, `explain=false`", predicting(explain=False)),
        Contender("prediction, `explain=true`", predicting(explain=True)),
        Contender("full answer, `explain=false`", plain),
        Contender("full answer, `explain=true`", explained),
        *(
            Contender(f"answer written as JSON, {name}", partial(AnswerResponse, answer))
            for name, answer in answers.items()
        ),
    ]


def _requests(bundle: Bundle, loop: asyncio.AbstractEventLoop) -> list[Contender]:
    app = with_noop(create_app, bundle)
    asked = {
        "request, nothing but the event loop": (_nothing, PATH, body_of()),
        "request, no-op": (app, PATH, body_of(explain=True)),
        "request, `explain=false`": (app, ONE, body_of(explain=False)),
        "request, `explain=true`": (app, ONE, body_of(explain=True)),
    }
    contenders = []
    for name, (served, path, body) in asked.items():
        request = ask(served, path, body)
        contenders.append(Contender(name, _running(loop, request)))
        if served is app:
            contenders.append(Contender(f"{name}, without threads", _running_inline(loop, request)))
    return contenders


def _running(
    loop: asyncio.AbstractEventLoop, request: Callable[[], Awaitable[object]]
) -> Callable[[], object]:
    return lambda: loop.run_until_complete(request())


def _running_inline(
    loop: asyncio.AbstractEventLoop, request: Callable[[], Awaitable[object]]
) -> Callable[[], object]:
    def run() -> object:
        with without_threads():
            return loop.run_until_complete(request())

    return run


@contextlib.contextmanager
def without_threads() -> Iterator[None]:
    """Run what would run in a thread of the pool at once, so that the hops can be told apart."""

    async def run_here(function: Callable[..., object], *arguments: object, **_: object) -> object:
        return function(*arguments)

    with mock.patch.object(anyio.to_thread, "run_sync", run_here):
        yield


async def _nothing(_: Scope, __: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})
