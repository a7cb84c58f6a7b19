"""The commands of `pulmet`, each handed to the program that it belongs to.

A program is imported when one of its commands is called: a server needs no library that fits, and
help waits for none.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import NoReturn

from pulmet.extra import missing_libraries

NAME = "pulmet"
EXIT_BAD_INPUT = 2

SERVICE_COMMANDS = {
    "serve": "serve predictions and the calculator over HTTP",
    "predict": "read one request from standard input and answer it",
    "openapi": "print the OpenAPI document",
}
TRAINING_COMMANDS = {
    "train": "train a bundle, from a registry or from the published evidence",
    "check": "say what would be read of a registry",
    "template": "write an empty registry and its dictionary",
}
EXTRA = "train"
"""What is installed beside the service for the commands of training."""


class _ConsoleParser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(EXIT_BAD_INPUT, f"{self.prog}: {message}\n")


def _parser() -> _ConsoleParser:
    parser = _ConsoleParser(
        prog=NAME,
        description="Explained survival prediction after pulmonary metastasectomy for sarcoma. "
        "Not for clinical use.",
        epilog="`pulmet COMMAND --help` lists the options of a command.",
    )
    parser.add_argument("--version", action="version", version=f"{NAME} {version(NAME)}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, sentence in (SERVICE_COMMANDS | TRAINING_COMMANDS).items():
        commands.add_parser(name, help=sentence, add_help=False)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code: 0, 2 for bad input, 1 for a defect."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    parser = _parser()
    command = parser.parse_args(given[:1]).command
    if command is None:
        parser.print_usage(sys.stderr)
        return EXIT_BAD_INPUT
    return _serve(given) if command in SERVICE_COMMANDS else _train(given)


def _serve(arguments: Sequence[str]) -> int:
    from service.__main__ import main as run  # noqa: PLC0415  # training loads no web server

    return run(arguments, NAME)


def _train(arguments: Sequence[str]) -> int:
    """Run a command of training, or say which extra it needs.

    What is missing is known before anything of training is imported, so that no import which fails
    for another reason is taken for a library that was not installed.
    """
    missing = missing_libraries(NAME, EXTRA)
    if missing:
        sys.stderr.write(
            f"{NAME} {arguments[0]}: not installed: {', '.join(missing)}; "
            f"install them: pip install '{NAME}[{EXTRA}]'\n"
        )
        return EXIT_BAD_INPUT
    from training.__main__ import main as run  # noqa: PLC0415  # a server lacks its libraries

    return run(arguments, NAME)
