"""From published evidence to a bundle, step by step."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sksurv.ensemble import RandomSurvivalForest

from models.cox.cox import CoxModel
from models.forest.forest import ForestModel
from models.manifest import CoxRecord, ForestRecord
from training.bundle.arrays import cox_arrays, forest_arrays
from training.bundle.export import array_bytes, write_bundle, write_research
from training.bundle.forest_record import forest_record
from training.bundle.report import with_report
from training.estimators.cohort import Cohort
from training.published.evidence import (
    PublishedCohort,
    load_external,
    load_issues,
    load_published_cohort,
)
from training.published.fits.assembly import assemble_cox
from training.published.fits.background import tabulate_background
from training.published.fits.bags import grow_bags
from training.published.fits.coefficients import Coefficients, pool
from training.published.fits.estimator import CoxFit, fit_cox
from training.published.fits.forest import assemble_forest
from training.published.manifest import OUTCOME, TrainedModel, compose_manifest
from training.published.plan import (
    FOREST_CONTRASTS,
    GRID,
    SENSITIVITY_SHRINKAGES,
    adjusted_contrasts,
    cox_plan,
    forest_plan,
)
from training.published.reconstruction import PseudoCohort, reconstruct
from training.published.record import cox_record, scenario_records
from training.published.report import Subject, compose_report

COX_ARRAYS = f"{OUTCOME}.cox.npz"
FOREST_ARRAYS = f"{OUTCOME}.forest.npz"
REPORT = "report.html"

Progress = Callable[[Iterable[PseudoCohort], int], Iterable[PseudoCohort]]


@dataclass(frozen=True)
class TrainingSettings:
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
class PooledEvidence:
    """The published cohort, its reconstructions, the fits on them, the pooled coefficients."""

    cohort: PublishedCohort
    fits: tuple[CoxFit, ...]
    pooled: Coefficients

    @property
    def reconstructions(self) -> tuple[PseudoCohort, ...]:
        """The pseudo-cohorts, in order."""
        return tuple(fit.cohort for fit in self.fits)


def train(output: Path, settings: TrainingSettings, progress: Progress) -> None:
    """Train the default bundle from the published evidence and write it.

    Parameters
    ----------
    output : Path
        The bundle's folder; fitted estimators go to `<output>.research` beside it.
    progress : callable
        Passes the reconstructions through and shows how far the work is.
    """
    evidence = gather_evidence(settings, progress)
    cox, in_words = train_cox(evidence, settings.seed)
    bags, forest, forest_in_words = train_forest(evidence, settings)
    files = {
        COX_ARRAYS: array_bytes(cox_arrays(cox)),
        FOREST_ARRAYS: array_bytes(forest_arrays(forest)),
    }
    manifest = compose_manifest(
        evidence.cohort,
        evidence.reconstructions,
        [TrainedModel(cox, in_words), TrainedModel(forest, forest_in_words)],
        files,
        seed=settings.seed,
    )
    report = compose_report(
        Subject(
            published=evidence.cohort,
            external=load_external(),
            issues=load_issues(),
            reconstructions=evidence.reconstructions,
            manifest=manifest,
            cox=cox,
            cox_record=in_words,
            forest=forest,
            forest_record=forest_in_words,
        )
    )
    write_bundle(output, with_report(manifest, REPORT, report), {**files, REPORT: report})
    estimators = [fit.estimator for fit in evidence.fits]
    write_research(output, {"cox": estimators, "forest": bags})


def gather_evidence(settings: TrainingSettings, progress: Progress) -> PooledEvidence:
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
    return PooledEvidence(cohort, fits, pool(fits, published_se))


def train_cox(evidence: PooledEvidence, seed: int) -> tuple[CoxModel, CoxRecord]:
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


def train_forest(
    evidence: PooledEvidence, settings: TrainingSettings
) -> tuple[list[list[RandomSurvivalForest]], ForestModel, ForestRecord]:
    """Grow the bags, put them into one forest and write its record."""
    plan = forest_plan(evidence.cohort, settings.seed)
    designs = [
        np.column_stack([cohort.exposure(name) for name in FOREST_CONTRASTS])
        for cohort in evidence.reconstructions
    ]
    bags = grow_bags(
        [
            Cohort(design, cohort.months, cohort.died)
            for design, cohort in zip(designs, evidence.reconstructions, strict=True)
        ],
        plan.bags_per_reconstruction,
        plan.hyperparameters,
        seed=settings.seed,
        n_jobs=settings.n_jobs,
    )
    background = tabulate_background(designs)
    model = assemble_forest(bags, background, evidence.cohort.n_patients, plan)
    record = forest_record(
        model,
        plan.hyperparameters.as_dict(),
        FOREST_ARRAYS,
        scenario_records(evidence.cohort, model.scenarios),
    )
    return bags, model, record
