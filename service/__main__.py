"""The command line of the service: `python -m service serve|predict|openapi`."""

import argparse
import json
import sys
import uuid
from collections.abc import Mapping, Sequence
from typing import NoReturn

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
from service.server import CannotListen, run_server
from service.settings import PREFIX, Settings, SettingsInvalid, name_source, read_settings
from service.writer import write

PROGRAM = "python -m service"
EXIT_BAD_INPUT = 2

OPTIONS = {
    "host": ("ADDRESS", "address to listen on; default 127.0.0.1"),
    "port": ("N", "port to listen on; default 8000"),
    "bundle": ("DIR", "folder of the bundle; default bundles/default, or else the one installed"),
}
"""What stands in for PULMET_HOST and so on: metavar and help."""


class NotGuarded(PulmetError):
    """The service would be reachable from other machines without authenticating callers."""


class _ServiceParser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(EXIT_BAD_INPUT, f"{self.prog}: {message}\n")


def _parser(program: str) -> _ServiceParser:
    parser = _ServiceParser(prog=program, description="Serve survival predictions.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add(commands, "serve", "serve over HTTP", ("host", "port", "bundle"))
    _add(commands, "predict", "read one request from standard input and answer it", ("bundle",))
    _add(commands, "openapi", "print the OpenAPI document", ("bundle",))
    return parser


def _add(
    commands: "argparse._SubParsersAction[_ServiceParser]",
    name: str,
    sentence: str,
    options: tuple[str, ...],
) -> None:
    command = commands.add_parser(
        name,
        help=sentence,
        description=f"{sentence[0].upper()}{sentence[1:]}. "
        f"Settings are {PREFIX}* variables; an option wins over its variable.",
    )
    for option in options:
        metavar, meaning = OPTIONS[option]
        command.add_argument(f"--{option}", metavar=metavar, help=meaning)


def serve(settings: Settings, program: str = PROGRAM) -> None:
    """Serve the bundle over HTTP until told to stop.

    Raises
    ------
    NotGuarded
        Off loopback, unless unauthenticated use was allowed.
    CannotListen
        When the host or port cannot be had.
    """
    if not settings.on_loopback:
        if not settings.allow_unauthenticated:
            raise NotGuarded(
                "not a loopback address, and callers are not authenticated; "
                "set PULMET_ALLOW_UNAUTHENTICATED=true to serve all the same"
            )
        sys.stderr.write(
            f"{program}: warning: reachable from other machines without authentication\n"
        )
    app = create_app(
        read_bundle(settings.bundle),
        settings.frame_ancestors,
        settings.trust,
        settings.smart_clients,
        settings.explanation_budget,
    )
    tune_interpreter()
    run_server(app, settings.host, settings.port)


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


def _run(command: str, settings: Settings, program: str) -> list[str]:
    """Run a command; give a line for each fault of the request on standard input."""
    if command == "serve":
        serve(settings, program)
    elif command == "openapi":
        openapi(settings)
    elif problem := predict(settings):
        return [f"{fault.pointer or 'request'}: {fault.message}" for fault in problem.errors]
    return []


def _run_with(command: str, options: Mapping[str, str], program: str) -> list[str]:
    """Run a command with options; give a line for each fault of them, of settings and request."""
    try:
        settings = read_settings(options)
    except SettingsInvalid as error:
        return str(error).splitlines()

    def name(setting: str) -> str:
        by_default = f"--{setting} or {PREFIX}{setting.upper()}"
        is_given = setting in settings.model_fields_set
        return name_source(setting, options) if is_given else by_default

    try:
        return _run(command, settings, program)
    except BundleError as error:
        return [f"{name('bundle')}: {error}"]
    except NotGuarded as error:
        return [f"{name('host')}: {error}"]
    except CannotListen as error:
        return [f"{name(error.setting)}: {error}"]


def main(arguments: Sequence[str] | None = None, program: str = PROGRAM) -> int:
    """Run the command line and give its exit code: 0, or 2 for bad input.

    Parameters
    ----------
    arguments : sequence of str, optional
        Default: those of the process.
    program : str
        What messages call the program.
    """
    given = vars(_parser(program).parse_args(arguments))
    command = given.pop("command")
    options = {name: text for name, text in given.items() if text is not None}
    faults = _run_with(command, options, program)
    sys.stderr.write("".join(f"{program}: {fault}\n" for fault in faults))
    return EXIT_BAD_INPUT if faults else 0


if __name__ == "__main__":
    sys.exit(main())
