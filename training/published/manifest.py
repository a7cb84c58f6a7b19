"""What a bundle trained on reconstructions says of itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from models.factor_schema import declared_digest
from models.manifest import (
    FORMAT_VERSION,
    Manifest,
    ModelRecord,
    Source,
    TrainingRange,
)
from models.outcome import Outcome
from models.survival_model import SurvivalModel
from training.bundle.export import sha256_of
from training.bundle.golden import golden_answers
from training.bundle.report import LIBRARIES
from training.published.evidence import PublishedCohort
from training.published.limitations import RECONSTRUCTED
from training.published.reconstruction import PseudoCohort

OUTCOME: Outcome = "overall_survival"


@dataclass(frozen=True)
class TrainedModel:
    """A model beside the record that the manifest holds of it."""

    model: SurvivalModel
    record: ModelRecord


def compose_manifest(
    cohort: PublishedCohort,
    reconstructions: Sequence[PseudoCohort],
    trained: Sequence[TrainedModel],
    files: Mapping[str, bytes],
    *,
    seed: int,
) -> Manifest:
    """Compose the manifest: provenance, hashes, limitations, records and golden predictions."""
    outcomes = {OUTCOME: {one.model.name: one.record for one in trained}}
    ranges = _training_ranges(cohort)
    golden = tuple(golden for one in trained for golden in golden_answers(one.model))
    return Manifest(
        format_version=FORMAT_VERSION,
        pulmet_version=version("pulmet"),
        provenance="reconstructed",
        clinical_use=False,
        factor_schema=declared_digest(outcomes, ranges, golden),
        files={name: sha256_of(content) for name, content in files.items()},
        libraries={name: version(name) for name in LIBRARIES},
        sources=_sources(cohort),
        training=_training(reconstructions, seed),
        training_ranges=ranges,
        limitations=RECONSTRUCTED,
        outcomes=outcomes,
        golden=golden,
    )


def _sources(cohort: PublishedCohort) -> tuple[Source, ...]:
    cited = {issue for figure in cohort.figures for issue in figure.issues}
    issues = tuple(sorted(cited | set(cohort.issues)))
    return (Source(doi=cohort.doi, title=cohort.title, issues=issues),)


def _training(reconstructions: Sequence[PseudoCohort], seed: int) -> dict[str, object]:
    return {
        "seed": seed,
        "n_reconstructions": len(reconstructions),
        "hazard_shapes": [cohort.hazard_shape for cohort in reconstructions],
        "deaths": [int(cohort.died.sum()) for cohort in reconstructions],
        "metrics_note": (
            "No measure of discrimination or calibration is given: computed on a "
            "reconstruction, it would be circular."
        ),
    }


def _training_ranges(cohort: PublishedCohort) -> dict[str, TrainingRange]:
    dfi = cohort.disease_free_interval_months
    return {"disease_free_interval_months": TrainingRange(lowest=dfi.lowest, highest=dfi.highest)}
