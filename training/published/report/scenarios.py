"""What the Cox model would say under other assumptions: scenarios and sensitivity."""

from collections.abc import Sequence

import numpy as np

from models.arrays import FloatArray
from models.cox.curves import CoxCurves
from training.published.fits.baseline import hazard_factor
from training.published.report.cells import CellAnswer
from training.published.report.subject import Subject
from training.report.table import Column, IssueIds, Table, text
from training.report.wording import number, percent


def scenario_table(subject: Subject) -> Table:
    """Write the assumed means of the cohort at the last month."""
    citations = {series.key: series.citation for series in subject.external.series}
    return Table(
        "scenarios",
        f"Scenarios: the cohort's mean survival at {subject.cox_record.longest_month} months",
        (
            Column("Assumed mean"),
            Column("Factor on the baseline hazard"),
            text("Where from"),
            text("Status"),
            text("Issues"),
        ),
        tuple(
            (
                percent(told.average),
                number(told.hazard_factor, 2),
                "; ".join(filter(None, (source.basis, citations.get(source.source)))),
                source.status,
                IssueIds(source.issues),
            )
            for told, source in zip(
                subject.cox_record.scenarios, subject.published.scenarios, strict=True
            )
        ),
    )


def scenario_cell_table(subject: Subject, cells: Sequence[CellAnswer]) -> Table:
    """Write the cells' survival at the last month in every scenario."""
    served, scenarios = subject.cox.served, subject.cox_record.scenarios
    last = served.survival(np.array([cell.profile for cell in cells]))[:, -1]
    return Table(
        "scenario-cells",
        f"Survival at {subject.cox_record.longest_month} months by the Cox model, if the cohort's "
        "mean were another one",
        (
            text("Patients with"),
            *(Column(f"Mean {percent(scenario.average)}") for scenario in scenarios),
        ),
        tuple(
            (
                cell.label,
                *(percent(float(survival**scenario.hazard_factor)) for scenario in scenarios),
            )
            for cell, survival in zip(cells, last, strict=True)
        ),
    )


def sensitivity_table(subject: Subject, cells: Sequence[CellAnswer]) -> Table:
    """Compare the cells' survival at the last month under other shrinkages.

    In the last column the pooled coefficients stand as they are, the DFI's included.
    """
    record = subject.cox_record
    by_profile = {cell.profile: i for i, cell in enumerate(record.cells)}
    pooled = _survival_under(subject, [told.pooled for told in record.coefficients])
    rows = tuple(
        (
            cell.label,
            percent(record.cells[i].survival),
            *(percent(other.survival[i]) for other in record.sensitivity),
            percent(float(pooled[i])),
        )
        for cell in cells
        if (i := by_profile.get(cell.profile)) is not None
    )
    return Table(
        "sensitivity",
        f"Survival at {record.longest_month} months under other shrinkages",
        (
            text("Patients with"),
            Column(f"Served: {served_shrinkage(subject)}"),
            *(Column(f"Shrinkage {other.shrinkage:g}") for other in record.sensitivity),
            Column("No shrinkage, DFI as published too"),
        ),
        rows,
    )


def served_shrinkage(subject: Subject) -> str:
    """Say by how much the served model shrinks."""
    told = subject.cox_record.coefficients
    factors = {one.shrinkage for one in told if one.shrinkage is not None}
    return "shrinkage " + ", ".join(f"{factor:g}" for factor in sorted(factors))


def _survival_under(subject: Subject, coefficients: Sequence[float]) -> FloatArray:
    """Survival of the background's profiles at the last month, the mean being as served."""
    model = subject.cox
    background = model.background
    curves = CoxCurves(np.array(coefficients), model.served.cumulative_hazard)
    last = curves.survival(background.profiles)[:, -1]
    mean = float(model.mean_survival(background)[-1])
    anchored: FloatArray = last ** hazard_factor(last, background.weights, mean)
    return anchored
