"""The Cox model's coefficients, from published to served, and what follows from them."""

from collections.abc import Sequence

import numpy as np

from models.arrays import FloatArray
from models.interval import NORMAL_975
from models.manifest import Coefficient, Matrix
from training.published.report.subject import Subject
from training.report.table import Column, RowGroup, Table, text
from training.report.wording import estimate, number, percent, states_of, term_label


def hazard_ratio(log_hazard_ratio: float, standard_error: float) -> tuple[float, float, float]:
    """Turn a coefficient into a hazard ratio with its 95 % limits."""
    reach = NORMAL_975 * standard_error
    value, lower, upper = np.exp(
        [log_hazard_ratio, log_hazard_ratio - reach, log_hazard_ratio + reach]
    ).tolist()
    return value, lower, upper


def coefficient_table(subject: Subject) -> Table:
    """Follow each coefficient from the publication to what is served."""
    record = subject.cox_record
    return Table(
        "coefficients",
        "Coefficients (log hazard ratios) of the Cox model, from published to served",
        (
            text("Term"),
            Column("Coefficient (SE)"),
            Column("Hazard ratio (95 % limits)"),
            Column("Coefficient"),
            text("What was done to it"),
            Column("Coefficient (SE)"),
            Column("Hazard ratio (95 % limits)"),
        ),
        tuple(
            (
                term_label(term),
                f"{number(told.published)} ({number(told.published_se)})",
                estimate(row.hazard_ratio, row.lower, row.upper),
                number(told.pooled),
                adjustment_of(told),
                f"{number(told.served)} ({number(told.served_se)})",
                estimate(*hazard_ratio(told.served, told.served_se)),
            )
            for term, told, row in zip(
                record.terms, record.coefficients, subject.published.adjusted, strict=True
            )
        ),
        groups=(
            RowGroup("", 1),
            RowGroup("Published", 2),
            RowGroup("Pooled", 1),
            RowGroup("", 1),
            RowGroup("Served", 2),
        ),
    )


def adjustment_of(told: Coefficient) -> str:
    """Say what was done to a pooled coefficient."""
    if told.prior_mean is None or told.prior_sd is None:
        return f"multiplied by {told.shrinkage:g}, SE kept"
    return (
        f"combined with the prior {number(told.prior_mean)} (SD {number(told.prior_sd, 2)}), "
        f"that is a hazard ratio of {number(float(np.exp(told.prior_mean)), 2)}"
    )


def undecided(subject: Subject) -> tuple[str, ...]:
    """Name the terms whose served 95 % limits include no effect."""
    record = subject.cox_record
    return tuple(
        states_of(term)[1]
        for term, told in zip(record.terms, record.coefficients, strict=True)
        if abs(told.served) < NORMAL_975 * told.served_se
    )


def covariance_table(subject: Subject) -> Table:
    """Write covariance and correlation of the served coefficients."""
    record = subject.cox_record
    labels = [term_label(term) for term in record.terms]
    covariance, correlation = np.array(record.covariance), correlation_of(record.covariance)
    return Table(
        "covariance",
        "Covariance and correlation of the served coefficients",
        (text("Term"), *map(Column, labels), *map(Column, labels)),
        tuple(
            (label, *(number(v, 4) for v in variances), *(number(r) for r in correlations))
            for label, variances, correlations in zip(
                labels, covariance.tolist(), correlation.tolist(), strict=True
            )
        ),
        groups=(
            RowGroup("", 1),
            RowGroup("Covariance", len(labels)),
            RowGroup("Correlation", len(labels)),
        ),
    )


def correlation_of(covariance: Matrix) -> FloatArray:
    """Scale a covariance to a correlation."""
    values = np.array(covariance)
    sd = np.sqrt(np.diag(values))
    correlation: FloatArray = values / np.outer(sd, sd)
    return correlation


def baseline_table(subject: Subject, months: Sequence[int]) -> Table:
    """Write the baseline's cumulative hazard at some months."""
    hazard = subject.cox_record.baseline.cumulative_hazard
    reference = ", ".join(states_of(term)[0] for term in subject.cox_record.terms)
    return Table(
        "baseline",
        f"Baseline: {reference}",
        (Column("Months"), Column("Cumulative hazard"), Column("Survival")),
        tuple(
            (str(month), number(hazard[month], 4), percent(float(np.exp(-hazard[month]))))
            for month in months
        ),
    )
