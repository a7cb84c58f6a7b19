"""The command line of training: it parses, and turns errors into exit codes.

::

    python -m training train --output DIR          a bundle from the published evidence
    python -m training train --registry FILE ...   a bundle from a hospital's own patients
    python -m training check --registry FILE       what would be read of a registry
    python -m training template --output DIR       an empty registry and its data dictionary
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from models.errors import PulmetError
from training.bundle.export import OutputRefused
from training.commands.check import check_registry
from training.commands.refusal import faults_file_of, tell_refusal
from training.commands.template import write_template
from training.commands.train import train_on_evidence
from training.commands.train_registry import RegistryOptions, train_on_registry
from training.published.pipeline import TrainingSettings
from training.published.plan import DEFAULT_RECONSTRUCTIONS, DEFAULT_SEED
from training.registry.configuration.errors import ConfigurationRefused
from training.registry.fits.refusals import RegistryCannotCarry
from training.registry.reading.errors import RegistryRefused

PROGRAM = "python -m training"
MAX_DIGITS = 9
EXIT_DEFECT = 1
EXIT_BAD_INPUT = 2


class _TrainingParser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(EXIT_BAD_INPUT, f"{self.prog}: {message}\n")


def _at_least(lowest: int) -> "type[int]":
    def read(text: str) -> int:
        if not (text.isdecimal() and len(text) <= MAX_DIGITS and int(text) >= lowest):
            raise argparse.ArgumentTypeError(f"must be a whole number, at least {lowest}")
        return int(text)

    return read  # type: ignore[return-value]  # argparse takes any callable as a type


def _parser(program: str) -> _TrainingParser:
    parser = _TrainingParser(prog=program, description="Train survival models.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_train(
        commands.add_parser("train", help="train a bundle, from a registry or from evidence")
    )
    _add_check(commands.add_parser("check", help="say what would be read of a registry"))
    template = commands.add_parser("template", help="write an empty registry and its dictionary")
    template.add_argument(
        "--output", type=Path, required=True, metavar="DIR", help="where the files go"
    )
    return parser


def _add_train(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--output", type=Path, required=True, metavar="DIR", help="where the bundle goes"
    )
    command.add_argument(
        "--replace", action="store_true", help="replace the bundle that --output holds"
    )
    command.add_argument(
        "--jobs", type=_at_least(1), default=2, metavar="N", help="processes; default %(default)s"
    )
    evidence = command.add_argument_group("from the published evidence")
    evidence.add_argument("--seed", type=_at_least(0), help=f"default {DEFAULT_SEED}")
    evidence.add_argument(
        "--reconstructions",
        type=_at_least(2),
        metavar="K",
        help=f"independent pseudo-cohorts; default {DEFAULT_RECONSTRUCTIONS}",
    )
    registry = command.add_argument_group("from a registry")
    registry.add_argument("--registry", type=Path, metavar="FILE", help="CSV or Parquet")
    registry.add_argument(
        "--config", type=Path, metavar="FILE", help="TOML; see `template`; default: its defaults"
    )
    _add_exclusion(registry)
    command.set_defaults(command_parser=command)


def _add_check(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--registry", type=Path, required=True, metavar="FILE", help="CSV or Parquet"
    )
    _add_exclusion(command)


def _add_exclusion(command: "argparse._ActionsContainer") -> None:
    command.add_argument(
        "--exclude-faulty-rows",
        action="store_true",
        help="leave rows with faults out, and count them",
    )


def _train(options: argparse.Namespace) -> None:
    """Train from a registry where one is given; options of the other way are refused."""
    if options.registry is None:
        if options.config or options.exclude_faulty_rows:
            options.command_parser.error("--config and --exclude-faulty-rows need --registry")
        seed = DEFAULT_SEED if options.seed is None else options.seed
        n_reconstructions = options.reconstructions or DEFAULT_RECONSTRUCTIONS
        settings = TrainingSettings(seed, n_reconstructions, options.jobs)
        train_on_evidence(options.output, settings, replace=options.replace)
        return
    if options.seed is not None or options.reconstructions:
        options.command_parser.error(
            "--seed and --reconstructions are of the published evidence; "
            "with --registry, the seed stands in --config"
        )
    train_on_registry(
        options.output,
        RegistryOptions(
            options.registry,
            options.config,
            options.exclude_faulty_rows,
            options.jobs,
            options.replace,
        ),
    )


def _run(options: argparse.Namespace) -> None:
    if options.command == "train":
        _train(options)
    elif options.command == "check":
        check_registry(options.registry, exclude_faulty_rows=options.exclude_faulty_rows)
    else:
        write_template(options.output)


def main(arguments: Sequence[str] | None = None, program: str = PROGRAM) -> int:
    """Run the command line under a name; exit code 0, 2 for bad input, 1 for a defect."""
    options = _parser(program).parse_args(arguments)
    try:
        _run(options)
    except RegistryRefused as refused:
        sys.stderr.write(f"{program} {options.command}: ")
        tell_refusal(refused, faults_file_of(getattr(options, "output", options.registry)))
        return EXIT_BAD_INPUT
    except ConfigurationRefused as refused:
        lines = (f"{program}: --config: {fault}\n" for fault in refused.faults)
        sys.stderr.write("".join(lines))
        return EXIT_BAD_INPUT
    except (OutputRefused, RegistryCannotCarry) as error:
        sys.stderr.write(f"{program}: {error}\n")
        return EXIT_BAD_INPUT
    except PulmetError as error:
        sys.stderr.write(f"{program}: {type(error).__name__}: {error}\n")
        return EXIT_DEFECT
    return 0


if __name__ == "__main__":
    sys.exit(main())
