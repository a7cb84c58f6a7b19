"""From published evidence to a bundle, step by step."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np

from models.bundle import golden_horizons
from models.cox import CoxModel
from models.factors import Patient, factor_schema_digest
from models.manifest import (
    FORMAT_VERSION,
    CoxRecord,
    Golden,
    GoldenHorizon,
    Manifest,
    Outcome,
    Source,
    TrainingRange,
)
from training.evidence import PublishedCohort, load_external, load_published_cohort
from training.export import array_bytes, sha256_of, write_bundle, write_research
from training.fits.assembly import assemble_cox
from training.fits.coefficients import Coefficients, pool
from training.fits.estimator import CoxFit, fit_cox
from training.limitations import RECONSTRUCTED
from training.plan import GRID, SENSITIVITY_SHRINKAGES, adjusted_contrasts, cox_plan
from training.reconstruction import PseudoCohort, reconstruct
from training.record import cox_arrays, cox_record

OUTCOME: Outcome = "overall_survival"
COX_ARRAYS = f"{OUTCOME}.cox.npz"
LIBRARIES = ("numpy", "scipy", "scikit-learn", "scikit-survival")

Progress = Callable[[Iterable[PseudoCohort], int], Iterable[PseudoCohort]]


@dataclass(frozen=True)
class Settings:
    """What the command line decides.

    Attributes
    ----------
    n_reconstructions : int
        Pseudo-cohorts, at least 2, so that there is a variance between them.
    n_jobs : int
        Processes that work at the same time.
    """

    seed: int
    n_reconstructions: int
    n_jobs: int


@dataclass(frozen=True)
class Evidence:
    """The reconstructed cohorts, the fits on them, and the pooled coefficients."""

    cohort: PublishedCohort
    fits: tuple[CoxFit, ...]
    pooled: Coefficients


def train(output: Path, settings: Settings, progress: Progress) -> None:
    """Train the default bundle from the published evidence and write it.

    Parameters
    ----------
    output : Path
        The bundle's folder; fitted estimators go to `<output>.research` beside it.
    progress : callable
        Passes the reconstructions through and shows how far the work is.
    """
    evidence = gather_evidence(settings, progress)
    model, record = train_cox(evidence, settings.seed)
    files = {COX_ARRAYS: array_bytes(cox_arrays(model))}
    manifest = Manifest(
        format_version=FORMAT_VERSION,
        pulmet_version=version("pulmet"),
        provenance="reconstructed",
        clinical_use=False,
        factor_schema=factor_schema_digest(),
        files={name: sha256_of(content) for name, content in files.items()},
        libraries={name: version(name) for name in LIBRARIES},
        sources=_sources(evidence.cohort),
        training=_training(evidence.fits, settings),
        training_ranges=_training_ranges(evidence.cohort),
        limitations=RECONSTRUCTED,
        outcomes={OUTCOME: {model.name: record}},
        golden=tuple(_golden(model)),
    )
    write_bundle(output, manifest, files)
    write_research(output, {"cox": [fit.estimator for fit in evidence.fits]})


def gather_evidence(settings: Settings, progress: Progress) -> Evidence:
    """Reconstruct the published cohort, fit every reconstruction, and pool the fits."""
    cohort = load_published_cohort()
    contrasts = [contrast.name for contrast in adjusted_contrasts(cohort)]
    reconstructions = reconstruct(
        cohort,
        n_cohorts=settings.n_reconstructions,
        seed=settings.seed,
        n_jobs=settings.n_jobs,
    )
    fits = tuple(
        fit_cox(reconstruction, contrasts, GRID)
        for reconstruction in progress(reconstructions, settings.n_reconstructions)
    )
    published_se = np.array([row.standard_error for row in cohort.adjusted])
    return Evidence(cohort, fits, pool(fits, published_se))


def train_cox(evidence: Evidence, seed: int) -> tuple[CoxModel, CoxRecord]:
    """Assemble the served Cox model and write its record, with the sensitivity to shrinkage."""
    external = load_external()
    plan = cox_plan(evidence.cohort, external, seed)
    model = assemble_cox(evidence.fits, evidence.pooled, plan)
    sensitivity = {
        shrinkage: assemble_cox(
            evidence.fits, evidence.pooled, cox_plan(evidence.cohort, external, seed, shrinkage)
        )
        for shrinkage in SENSITIVITY_SHRINKAGES
    }
    record = cox_record(
        model,
        plan=plan,
        pooled=evidence.pooled,
        cohort=evidence.cohort,
        sensitivity=sensitivity,
        arrays=COX_ARRAYS,
    )
    return model, record


def _sources(cohort: PublishedCohort) -> tuple[Source, ...]:
    cited = {issue for figure in cohort.figures for issue in figure.issues}
    issues = tuple(sorted(cited | set(cohort.issues)))
    return (Source(doi=cohort.doi, title=cohort.title, issues=issues),)


def _training(fits: Sequence[CoxFit], settings: Settings) -> dict[str, object]:
    return {
        "seed": settings.seed,
        "n_reconstructions": len(fits),
        "hazard_shapes": [fit.cohort.hazard_shape for fit in fits],
        "deaths": [int(fit.cohort.died.sum()) for fit in fits],
        "metrics_note": (
            "No measure of discrimination or calibration is given: computed on a "
            "reconstruction, it would be circular."
        ),
    }


def _training_ranges(cohort: PublishedCohort) -> dict[str, TrainingRange]:
    dfi = cohort.disease_free_interval_months
    return {"disease_free_interval_months": TrainingRange(lowest=dfi.lowest, highest=dfi.highest)}


GOLDEN_PATIENTS = (
    (Patient(), 0),
    (Patient(disease_free_interval_months=8.0, local_recurrence=False, nodule_count=3), 0),
    (Patient(disease_free_interval_months=20.0, local_recurrence=True, nodule_count=1), 0),
    (Patient(laterality="bilateral"), 0),
    (Patient(disease_free_interval_months=8.0), 24),
)


def _golden(model: CoxModel) -> Iterable[Golden]:
    for patient, survived_months in GOLDEN_PATIENTS:
        months = [month for month in (12, 36, 60) if month > survived_months]
        question = Golden(
            outcome=OUTCOME,
            model=model.name,
            patient=patient,
            survived_months=survived_months,
            horizons=tuple(
                GoldenHorizon(months=month, survival=1.0, lower=1.0, upper=1.0) for month in months
            ),
        )
        answer = golden_horizons(model, question)
        yield question.model_copy(update={"horizons": answer})
