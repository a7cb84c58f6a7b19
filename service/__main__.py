"""The command line of the service: `python -m service serve|predict|openapi`."""

import argparse
import json
import sys
import uuid
from collections.abc import Sequence
from typing import NoReturn

import uvicorn
from pydantic import ValidationError

from models.bundle import read_bundle
from models.errors import BundleError, InputError, PulmetError
from service.app import create_app
from service.body import MAX_BYTES, BodyError, TooLarge, parse
from service.catalogue import read_catalogue
from service.interpreter import tune_interpreter
from service.prediction_job import PredictionJob, answer_one
from service.problems import Problem, problem_of_error, problem_of_validation
from service.request import PredictionRequest
from service.settings import Settings, SettingsInvalid, read_settings
from service.writer import write

EXIT_BAD_INPUT = 2
GRACE_SECONDS = 10


class NotGuarded(PulmetError):
    """The service would be reachable from other machines although it asks nobody who they are."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(EXIT_BAD_INPUT, f"{self.prog}: {message}\n")


def _parser() -> _Parser:
    parser = _Parser(
        prog="python -m service",
        description="Serve survival predictions. Settings come from PULMET_* variables.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("serve", help="serve over HTTP")
    commands.add_parser("predict", help="read one request from standard input and answer it")
    commands.add_parser("openapi", help="print the OpenAPI document")
    return parser


def serve(settings: Settings) -> None:
    """Serve the bundle over HTTP until told to stop.

    Raises
    ------
    NotGuarded
        Off loopback, unless unauthenticated use was allowed.
    """
    if not settings.on_loopback:
        if not settings.allow_unauthenticated:
            raise NotGuarded(
                "PULMET_HOST: not a loopback address, and the service asks nobody who they are; "
                "set PULMET_ALLOW_UNAUTHENTICATED=true to serve all the same"
            )
        sys.stderr.write(
            "python -m service: warning: reachable from other machines without authentication\n"
        )
    app = create_app(
        read_bundle(settings.bundle),
        settings.frame_ancestors,
        settings.trust,
        settings.smart_clients,
        settings.explanation_budget,
    )
    tune_interpreter()
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        server_header=False,
        access_log=False,  # its lines hold paths, queries and forwarded addresses as they were sent
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def predict(settings: Settings) -> Problem | None:
    """Answer one request from standard input on standard output; give the problem, if any."""
    bundle, english = read_bundle(settings.bundle), read_catalogue()
    try:
        content = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise TooLarge("body_too_large", highest=MAX_BYTES)
        question = PredictionRequest.model_validate(parse(content))
        answer = answer_one(PredictionJob(question, bundle, english, str(uuid.uuid4())))
    except ValidationError as error:
        return problem_of_validation(english, error.errors(), PredictionRequest.model_fields)
    except (InputError, BodyError) as error:
        return problem_of_error(english, error)
    sys.stdout.write(f"{write(answer).decode()}\n")
    return None


def openapi(settings: Settings) -> None:
    """Print the OpenAPI document."""
    document = create_app(read_bundle(settings.bundle)).openapi()
    sys.stdout.write(f"{json.dumps(document, indent=1)}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code: 0, or 2 for bad input."""
    command = _parser().parse_args(arguments).command
    problem = None
    try:
        settings = read_settings()
        if command == "serve":
            serve(settings)
        elif command == "openapi":
            openapi(settings)
        else:
            problem = predict(settings)
    except BundleError as error:
        sys.stderr.write(f"python -m service: PULMET_BUNDLE: {error}\n")
        return EXIT_BAD_INPUT
    except (SettingsInvalid, NotGuarded) as error:
        for line in str(error).splitlines():
            sys.stderr.write(f"python -m service: {line}\n")
        return EXIT_BAD_INPUT
    if problem is not None:
        for fault in problem.errors:
            sys.stderr.write(f"python -m service: {fault.pointer or 'request'}: {fault.message}\n")
        return EXIT_BAD_INPUT
    return 0


if __name__ == "__main__":
    sys.exit(main())
