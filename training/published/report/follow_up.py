"""Deaths and survival: what was published, and what each reconstruction holds."""

import numpy as np

from models.arrays import FloatArray
from models.horizons import HORIZONS_MONTHS
from training.estimators.kaplan_meier import estimate_curve
from training.published.report.subject import Subject
from training.report.table import Column, IssueIds, Table, text
from training.report.wording import count_range, estimate, estimate_percent, number, percent


def outcome_table(subject: Subject) -> Table:
    """Compare deaths, survival and observed time; what is not reconstructed says so."""
    published, cohorts = subject.published, subject.reconstructions
    deaths, survival = published.deaths, published.survival_60
    dfi = published.disease_free_interval_months
    curves = np.array(
        [estimate_curve(cohort.months, cohort.died, HORIZONS_MONTHS[-1]) for cohort in cohorts]
    )
    died = [int(cohort.died.sum()) for cohort in cohorts]
    means = [float(cohort.months.mean()) for cohort in cohorts]
    rows = (
        (
            "Patients",
            str(published.n_patients),
            count_range(len(cohort.months) for cohort in cohorts),
            "printed",
            IssueIds(()),
        ),
        (
            "Deaths",
            f"not printed; {deaths.lowest} to {deaths.highest} inferred",
            f"{number(float(np.mean(died)), 1)} ({count_range(died)})",
            f"{deaths.status}: {deaths.basis}",
            IssueIds(deaths.issues),
        ),
        (
            "Survival at 60 months",
            (
                f"{percent(survival.value)}; limits not printed, about "
                f"{percent(survival.lower, 0)} to {percent(survival.upper, 0)} inferred"
            ),
            _percent_range(curves[:, 60]),
            f"{survival.status}; limits {survival.limits_status}: {survival.limits_basis}",
            IssueIds(survival.issues),
        ),
        *(
            (
                f"Survival at {months} months",
                "not printed",
                _percent_range(curves[:, months]),
                "follows from the assumed shape of the hazard",
                IssueIds(()),
            )
            for months in HORIZONS_MONTHS[:-1]
        ),
        (
            "Median survival",
            "printed value not usable",
            "not reconstructed",
            "see the issue",
            IssueIds(("I03",)),
        ),
        (
            "Mean observed time, months",
            "not printed",
            _range(means),
            (
                f"follows from the accrual of {published.accrual_months} months, in which "
                "patients are assumed to enter evenly and nobody is lost"
            ),
            IssueIds(("I04",)),
        ),
        (
            "Disease-free interval, months",
            estimate(dfi.centre, dfi.lowest, dfi.highest, 1).replace("(", "(range "),
            "not reconstructed: only the two groups of the boundary are",
            f"{dfi.status}, {dfi.basis}",
            IssueIds(dfi.issues),
        ),
    )
    return Table(
        "outcomes",
        "Deaths, survival and time: published, and mean (lowest to highest) over the "
        "reconstructions",
        (text("Quantity"), text("Published"), text("Reconstructed"), text("Basis"), text("Issues")),
        rows,
    )


def cohort_table(subject: Subject) -> Table:
    """List the reconstructions one by one."""
    rows = []
    for i, cohort in enumerate(subject.reconstructions):
        curve = estimate_curve(cohort.months, cohort.died, HORIZONS_MONTHS[-1])
        rows.append(
            (
                str(i + 1),
                number(cohort.hazard_shape, 2),
                str(int(cohort.died.sum())),
                *(percent(curve[months]) for months in HORIZONS_MONTHS),
                str(int((cohort.months >= HORIZONS_MONTHS[-1]).sum())),
                number(float(cohort.months.mean()), 1),
                number(float(np.median(cohort.months)), 1),
            )
        )
    return Table(
        "cohorts",
        "The reconstructions one by one",
        (
            Column("Reconstruction"),
            Column("Weibull shape"),
            Column("Deaths"),
            *(Column(f"Survival at {months} months") for months in HORIZONS_MONTHS),
            Column(f"At risk at {HORIZONS_MONTHS[-1]} months"),
            Column("Mean observed time, months"),
            Column("Median observed time, months"),
        ),
        tuple(rows),
    )


def _percent_range(values: FloatArray) -> str:
    return estimate_percent(float(values.mean()), float(values.min()), float(values.max()))


def _range(values: list[float]) -> str:
    return estimate(float(np.mean(values)), min(values), max(values), 1)
