"""Models as their manifest records; of a Cox model, enough to recompute any answer by hand."""

from collections.abc import Mapping

import numpy as np

from models.arrays import FloatArray
from models.averaging.background import Background
from models.cox.cox import CoxModel
from models.manifest import (
    Baseline,
    CellSurvival,
    Coefficient,
    CoxRecord,
    ScenarioRecord,
    Sensitivity,
)
from models.prediction import interval
from training.bundle.arrays import background_cells, matrix
from training.published.evidence import PublishedCohort
from training.published.fits.assembly import CoxPlan
from training.published.fits.coefficients import Coefficients, NormalPrior, Shrinkage


def cox_record(
    model: CoxModel,
    *,
    plan: CoxPlan,
    pooled: Coefficients,
    cohort: PublishedCohort,
    sensitivity: Mapping[float, CoxModel],
    arrays: str,
) -> CoxRecord:
    """Write a Cox model down.

    Parameters
    ----------
    pooled : Coefficients
        Before adjustment, with the published standard errors.
    sensitivity : mapping of float to CoxModel
        The models under other shrinkages, by shrinkage.
    arrays : str
        Name of the file that will hold `cox_arrays(model)`.
    """
    adjusted = pooled.adjusted(plan.adjustments)
    return CoxRecord(
        experimental=model.experimental,
        n_patients=model.n_patients,
        n_reconstructions=len(model.cohort_curves.coefficients),
        longest_month=model.grid.longest_month,
        terms=model.columns.terms,
        coefficients=_coefficients(plan, pooled, adjusted, cohort),
        published_covariance=matrix(pooled.covariance),
        covariance=matrix(adjusted.covariance),
        baseline=Baseline(
            months=tuple(model.grid.months.tolist()),
            cumulative_hazard=tuple(model.served.cumulative_hazard.tolist()),
        ),
        baseline_log_sd=plan.anchor.log_sd,
        background=background_cells(model.background),
        scenarios=scenario_records(cohort, model.scenarios),
        cells=cell_survivals(model),
        sensitivity=tuple(
            Sensitivity(
                shrinkage=shrinkage,
                coefficients=tuple(other.served.coefficients.tolist()),
                survival=tuple(cell.survival for cell in cell_survivals(other)),
            )
            for shrinkage, other in sensitivity.items()
        ),
        metrics={},
        arrays=arrays,
    )


def scenario_records(
    cohort: PublishedCohort, hazard_factors: Mapping[float, float]
) -> tuple[ScenarioRecord, ...]:
    """Write the assumed averages down, each with its factor on the hazard and its source."""
    return tuple(
        ScenarioRecord(
            average=scenario.survival_60,
            hazard_factor=hazard_factors[scenario.survival_60],
            source=f"{scenario.source}: {scenario.basis}",
        )
        for scenario in cohort.scenarios
    )


def cell_survivals(model: CoxModel) -> tuple[CellSurvival, ...]:
    """Give each profile's survival and limits at the last month."""
    cells = []
    for profile in model.background.profiles:
        limits = interval(model, single_profile(model, profile))
        survival = model.served.survival(profile[None])[0]
        cells.append(
            CellSurvival(
                profile=tuple(profile.tolist()),
                survival=float(survival[-1]),
                lower=float(limits.lower[-1]),
                upper=float(limits.upper[-1]),
            )
        )
    return tuple(cells)


def single_profile(model: CoxModel, profile: FloatArray) -> Background:
    """Give a background that holds one profile only."""
    one = np.ones(1)
    by_cohort = np.ones((len(model.cohort_curves.coefficients), 1))
    return Background(profile[None], one, by_cohort)


def _coefficients(
    plan: CoxPlan, pooled: Coefficients, adjusted: Coefficients, cohort: PublishedCohort
) -> tuple[Coefficient, ...]:
    records = []
    for i, (term, adjustment, row) in enumerate(
        zip(plan.columns.terms, plan.adjustments, cohort.adjusted, strict=True)
    ):
        prior = adjustment if isinstance(adjustment, NormalPrior) else None
        records.append(
            Coefficient(
                term=term.name,
                published=row.log_hazard_ratio,
                published_se=row.standard_error,
                pooled=float(pooled.values[i]),
                served=float(adjusted.values[i]),
                served_se=float(adjusted.standard_errors[i]),
                shrinkage=adjustment.factor if isinstance(adjustment, Shrinkage) else None,
                prior_mean=prior.mean if prior else None,
                prior_sd=prior.sd if prior else None,
            )
        )
    return tuple(records)
