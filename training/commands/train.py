"""`train`: a bundle from the published evidence."""

import sys
from collections.abc import Iterable
from pathlib import Path

from tqdm import tqdm

from training.bundle.export import require_free, require_no_bundle
from training.published.pipeline import TrainingSettings, train
from training.published.reconstruction import PseudoCohort


def _show_progress(cohorts: Iterable[PseudoCohort], total: int) -> Iterable[PseudoCohort]:
    progress: Iterable[PseudoCohort] = tqdm(
        cohorts, total=total, desc="reconstructing and fitting", unit="cohort"
    )
    return progress


def train_on_evidence(output: Path, settings: TrainingSettings, *, replace: bool) -> None:
    """Train on the published evidence, and say where the bundle is.

    Parameters
    ----------
    replace : bool
        Whether a bundle in the output folder may be replaced.

    Raises
    ------
    OutputRefused
        When the bundle cannot be written there; before any work.
    """
    require_free(output)
    if not replace:
        require_no_bundle(output)
    train(output, settings, _show_progress)
    sys.stdout.write(f"bundle written to {output}\n")
