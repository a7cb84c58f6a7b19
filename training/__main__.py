"""The command line of training: `python -m training train --output DIR`."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

from tqdm import tqdm

from models.errors import PulmetError
from training.export import OutputRefused, require_free
from training.pipeline import Settings, train
from training.plan import DEFAULT_RECONSTRUCTIONS, DEFAULT_SEED
from training.reconstruction import PseudoCohort

MAX_DIGITS = 9
EXIT_DEFECT = 1
EXIT_BAD_INPUT = 2


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(EXIT_BAD_INPUT, f"{self.prog}: {message}\n")


def _at_least(lowest: int) -> "type[int]":
    def read(text: str) -> int:
        if not (text.isdecimal() and len(text) <= MAX_DIGITS and int(text) >= lowest):
            raise argparse.ArgumentTypeError(f"must be a whole number, at least {lowest}")
        return int(text)

    return read  # type: ignore[return-value]  # argparse takes any callable as a type


def _parser() -> _Parser:
    parser = _Parser(prog="python -m training", description="Train survival models.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    command = commands.add_parser("train", help="train a bundle from the published evidence")
    command.add_argument(
        "--output", type=Path, required=True, metavar="DIR", help="where the bundle goes"
    )
    command.add_argument(
        "--seed", type=_at_least(0), default=DEFAULT_SEED, help="default %(default)s"
    )
    command.add_argument(
        "--reconstructions",
        type=_at_least(2),
        default=DEFAULT_RECONSTRUCTIONS,
        metavar="K",
        help="independent pseudo-cohorts; default %(default)s",
    )
    command.add_argument(
        "--jobs", type=_at_least(1), default=2, metavar="N", help="processes; default %(default)s"
    )
    return parser


def _show_progress(cohorts: Iterable[PseudoCohort], total: int) -> Iterable[PseudoCohort]:
    progress: Iterable[PseudoCohort] = tqdm(
        cohorts, total=total, desc="reconstructing and fitting", unit="cohort"
    )
    return progress


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; exit code 0, 2 for bad input, 1 for a defect."""
    options = _parser().parse_args(arguments)
    try:
        require_free(options.output)
        train(
            options.output,
            Settings(options.seed, options.reconstructions, options.jobs),
            _show_progress,
        )
    except OutputRefused as error:
        sys.stderr.write(f"python -m training: {error}\n")
        return EXIT_BAD_INPUT
    except PulmetError as error:
        sys.stderr.write(f"python -m training: {type(error).__name__}: {error}\n")
        return EXIT_DEFECT
    sys.stdout.write(f"bundle written to {options.output}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
