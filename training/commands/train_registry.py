"""`train --registry`: a bundle from a hospital's own patients."""

import sys
from dataclasses import dataclass
from pathlib import Path

from training.bundle.export import require_free, require_no_bundle
from training.commands.check import describe
from training.commands.refusal import discard_faults, faults_file_of
from training.registry.configuration.configuration import Configuration
from training.registry.configuration.reading import read_configuration
from training.registry.pipeline import train_registry
from training.registry.reading.reading import read_registry


@dataclass(frozen=True)
class RegistryOptions:
    """What the command line says of a registry.

    Attributes
    ----------
    configuration : Path or None
        TOML; without it everything is left open.
    exclude_faulty_rows : bool
        Leave rows with faults out, and count them, instead of refusing the file.
    replace : bool
        Whether a bundle in the output folder may be replaced.
    """

    registry: Path
    configuration: Path | None
    exclude_faulty_rows: bool
    n_jobs: int
    replace: bool


def train_on_registry(output: Path, options: RegistryOptions) -> None:
    """Read a registry, train on it, and say what was read, decided and written.

    Raises
    ------
    OutputRefused
        When the bundle cannot be written there; before any work.
    ConfigurationRefused, RegistryRefused, RegistryCannotCarry
    """
    require_free(output)
    if not options.replace:
        require_no_bundle(output)
    chosen = options.configuration
    configuration = Configuration() if chosen is None else read_configuration(chosen)
    registry = read_registry(
        options.registry,
        accepted=configuration.registry.accepted_units,
        exclude_faulty_rows=options.exclude_faulty_rows,
    )
    discard_faults(faults_file_of(output))
    _say(*describe(registry), "")
    resolved = train_registry(registry, configuration, output, n_jobs=options.n_jobs, tell=_say)
    _say(*(f"decided: {notice.outcome}: {notice.message}" for notice in resolved.notices))
    _say(f"bundle written to {output}", "review it before it leaves the hospital: docs/registry.md")


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()
