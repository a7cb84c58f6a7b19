"""The command line of the study: `python -m studies --output DIR`."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from tqdm import tqdm

from models.arrays import FloatArray
from studies.coverage.coverage import Simulation, measure_coverage
from studies.coverage.page import write_coverage
from studies.figures import draw_figures
from studies.registry.figures import RegistryStudy, draw_registry_figures
from studies.scale import ScaleSetting, measure_scale
from studies.scale_page import write_scale
from training.published.pipeline import TrainingSettings, gather_evidence
from training.published.plan import DEFAULT_RECONSTRUCTIONS, DEFAULT_SEED
from training.published.reconstruction import PseudoCohort

EXIT_BAD_INPUT = 2
DEFAULTS = TrainingSettings(DEFAULT_SEED, DEFAULT_RECONSTRUCTIONS, n_jobs=2)
SIMULATION = Simulation()
REGISTRY_STUDY = RegistryStudy()
SCALE = ScaleSetting()


def _show_progress(cohorts: Iterable[PseudoCohort], total: int) -> Iterable[PseudoCohort]:
    progress: Iterable[PseudoCohort] = tqdm(
        cohorts, total=total, desc="reconstructing and fitting", unit="cohort"
    )
    return progress


def _show_forests(answers: Iterable[FloatArray], total: int) -> Iterable[FloatArray]:
    progress: Iterable[FloatArray] = tqdm(
        answers, total=total, desc="growing on simulated cohorts", unit="forest"
    )
    return progress


def _show_registries(answers: Iterable[FloatArray], total: int) -> Iterable[FloatArray]:
    progress: Iterable[FloatArray] = tqdm(
        answers, total=total, desc="fitting simulated registries", unit="registry"
    )
    return progress


def main(
    arguments: Sequence[str] | None = None,
    settings: TrainingSettings = DEFAULTS,
    simulation: Simulation = SIMULATION,
    registries: RegistryStudy = REGISTRY_STUDY,
    scale: ScaleSetting = SCALE,
) -> int:
    """Run the command line; exit code 0, or 2 for bad input."""
    parser = argparse.ArgumentParser(
        prog="python -m studies",
        usage=argparse.SUPPRESS,  # so that an error is one line
        description="Write the long figures of the documentation.",
    )
    parser.add_argument(
        "--output", type=Path, required=True, metavar="DIR", help="where the figures go"
    )
    output: Path = parser.parse_args(arguments).output
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError:
        sys.stderr.write("python -m studies: --output must be a folder\n")
        return EXIT_BAD_INPUT
    evidence = gather_evidence(settings, _show_progress)
    figures = draw_figures(evidence, settings.seed)
    figures |= write_coverage(simulation, measure_coverage(simulation, _show_forests))
    figures |= draw_registry_figures(registries, _show_registries)
    figures |= write_scale(scale, measure_scale(scale))
    for name, text in figures.items():
        (output / name).write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(f"figures written to {output}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
