"""What a bundle trained on a registry says of itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import numpy as np

from models.arrays import FloatArray
from models.factor_schema import declared_digest
from models.factors import FACTORS
from models.manifest import FORMAT_VERSION, BundleLimitation, Manifest, ModelRecord, TrainingRange
from models.survival_model import SurvivalModel
from training.bundle.export import sha256_of
from training.bundle.golden import golden_answers
from training.bundle.report import LIBRARIES
from training.registry.configuration.resolved import ResolvedConfiguration
from training.registry.disclosure import SMALLEST_CELL
from training.registry.fits.cox import RegistryCox
from training.registry.fits.lattice import round_to_lattice
from training.registry.registry import Registry


@dataclass(frozen=True, eq=False)
class FittedModel:
    """A model with its record and, for the manifest, how it came about.

    Attributes
    ----------
    arrays : bytes
        The file that the record names.
    told : mapping of str
        What the record leaves out: the sample size needed, or the forest's tuning.
    """

    model: SurvivalModel
    record: ModelRecord
    arrays: bytes
    told: Mapping[str, Any]


def compose_registry_manifest(
    registry: Registry,
    resolved: ResolvedConfiguration,
    fitted: Sequence[FittedModel],
    limitations: tuple[BundleLimitation, ...],
) -> Manifest:
    """Compose the manifest; no count below 5 can be computed from it."""
    outcomes: dict[Any, dict[str, ModelRecord]] = {}
    for one in fitted:
        outcomes.setdefault(one.model.outcome, {})[one.model.name] = one.record
    ranges = dict(_training_ranges(registry, resolved))
    golden = tuple(golden for one in fitted for golden in golden_answers(one.model))
    return Manifest(
        format_version=FORMAT_VERSION,
        pulmet_version=version("pulmet"),
        provenance="registry",
        clinical_use=False,
        factor_schema=declared_digest(outcomes, ranges, golden),
        files={one.record.arrays: sha256_of(one.arrays) for one in fitted},
        libraries={name: version(name) for name in LIBRARIES},
        sources=(),
        training=_training(registry, resolved, fitted),
        training_ranges=ranges,
        limitations=limitations,
        outcomes=outcomes,
        golden=golden,
    )


def _training(
    registry: Registry, resolved: ResolvedConfiguration, fitted: Sequence[FittedModel]
) -> dict[str, Any]:
    """Tell all that was decided; exact counts, and sentences that hold them, are left out."""
    configuration = resolved.model_dump(mode="json", exclude={"notices"})
    for decided in configuration["outcomes"].values():
        del decided["n_patients"], decided["n_events"]
    return {
        "registry_sha256": registry.sha256,
        "configuration": configuration,
        "notices": [
            notice.model_dump(mode="json", exclude={"message"}) for notice in resolved.notices
        ],
        "models": {
            f"{one.model.outcome}.{one.model.name}": dict(one.told) for one in fitted if one.told
        },
        "metrics_note": (
            "No measure of discrimination or calibration is given: in the patients that a model "
            "was fitted on, it would flatter it."
        ),
    }


def tell_fit(fit: RegistryCox) -> dict[str, Any]:
    """Tell whether a registry carries a Cox model; counts of patients are those needed."""
    size = fit.sample_size
    return {
        "penalty": fit.penalty,
        "penalty_reason": fit.penalty_reason,
        "events_per_parameter": round(fit.events_per_parameter),
        "riley": {
            "verdict": size.verdict,
            "patients_needed": size.needed.patients,
            "for_shrinkage": size.needed.for_shrinkage,
            "for_optimism": size.needed.for_optimism,
            "for_risk": size.needed.for_risk,
            "expected_shrinkage": round(size.shrinkage, 2),
        },
    }


def _training_ranges(
    registry: Registry, resolved: ResolvedConfiguration
) -> Iterator[tuple[str, TrainingRange]]:
    """Give the range of each number that a model uses, from mean of its 5 lowest to 5 highest."""
    used = {factor for decided in resolved.outcomes.values() for factor in decided.factors}
    for factor, column in registry.factors.items():
        if factor in used and FACTORS[factor].kind in {"number", "integer"}:
            values = np.sort(column.astype(np.float64)[~np.isnan(column.astype(np.float64))])
            if len(values) >= SMALLEST_CELL:
                lowest, highest = _ends(factor, values)
                yield factor, TrainingRange(lowest=lowest, highest=highest)


def _ends(factor: str, ordered: FloatArray) -> tuple[float, float]:
    ends = np.array([ordered[:SMALLEST_CELL].mean(), ordered[-SMALLEST_CELL:].mean()])
    lowest, highest = round_to_lattice(factor, ends)
    return float(lowest), float(highest)
