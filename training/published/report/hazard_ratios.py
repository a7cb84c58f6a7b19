"""The published hazard ratios beside those of the reconstructions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray
from training.published.evidence import Contrast
from training.published.evidence.contrast import PublishedHazardRatio
from training.published.reconstruction import compare
from training.published.report.contrasts import contrast_label
from training.published.report.subject import Subject
from training.report.table import Column, IssueIds, RowGroup, Table, text
from training.report.wording import estimate, number


@dataclass(frozen=True, eq=False)
class Reproduced:
    """One published row with what every reconstruction gives for it.

    Attributes
    ----------
    contrast : Contrast
        The definition of its groups.
    hazard_ratios, standard_error_ratios : ndarray, shape=(n_reconstructions,)
        As fitted; standard errors over the published one.
    """

    published: PublishedHazardRatio
    contrast: Contrast
    hazard_ratios: FloatArray
    standard_error_ratios: FloatArray


def reproduce(subject: Subject) -> tuple[tuple[Reproduced, ...], tuple[Reproduced, ...]]:
    """Refit every published row in every reconstruction: univariable rows, adjusted rows."""
    published = subject.published
    fitted = [compare(cohort, published) for cohort in subject.reconstructions]
    by_name = {contrast.name: contrast for contrast in published.contrasts}
    rows = tuple(
        Reproduced(
            row,
            by_name[row.name],
            np.exp([comparison.log_hazard_ratio for comparison in comparisons]),
            np.array([comparison.standard_error_ratio for comparison in comparisons]),
        )
        for row, comparisons in zip(
            (*published.contrasts, *published.adjusted), zip(*fitted, strict=True), strict=True
        )
    )
    n_single = len(published.contrasts)
    return rows[:n_single], rows[n_single:]


def univariable_table(rows: Sequence[Reproduced]) -> Table:
    """Tabulate the univariable hazard ratios, published beside reconstructed."""
    return _table(
        rows,
        "univariable",
        "Univariable hazard ratios of death: published, and refitted in every reconstruction",
    )


def adjusted_table(rows: Sequence[Reproduced]) -> Table:
    """Write the rows of the published multivariable model."""
    return _table(
        rows,
        "adjusted",
        "Adjusted hazard ratios of death: published, and refitted in every reconstruction",
    )


def _table(rows: Sequence[Reproduced], name: str, caption: str) -> Table:
    return Table(
        name,
        caption,
        (
            text("Exposed group (reference)"),
            Column("Patients: reference, exposed, missing"),
            Column("Hazard ratio (95 % limits)"),
            Column("p printed"),
            Column("p from limits"),
            Column("SE of log HR"),
            Column("Hazard ratio: mean (lowest to highest)"),
            Column("SE over published SE: mean (lowest to highest)"),
            text("Issues"),
        ),
        tuple(
            (
                f"{contrast_label(row.contrast)} ({row.contrast.reference})",
                ", ".join(
                    str(n)
                    for n in (
                        row.contrast.n_reference,
                        row.contrast.n_exposed,
                        row.contrast.n_missing,
                    )
                ),
                estimate(row.published.hazard_ratio, row.published.lower, row.published.upper),
                number(row.published.p),
                number(row.published.p_from_limits, 4),
                number(row.published.standard_error),
                _over_reconstructions(row.hazard_ratios),
                _over_reconstructions(row.standard_error_ratios),
                IssueIds(row.published.issues),
            )
            for row in rows
        ),
        groups=(
            RowGroup("", 1),
            RowGroup("Published", 5),
            RowGroup("Reconstructed", 2),
            RowGroup("", 1),
        ),
    )


def _over_reconstructions(values: FloatArray) -> str:
    geometric_mean = float(np.exp(np.log(values).mean()))
    return estimate(geometric_mean, float(values.min()), float(values.max()))


def repairs(subject: Subject) -> tuple[tuple[str, str], ...]:
    """List the rows that are not as printed, each with what its repair rests on."""
    return tuple(
        (contrast_label(contrast), contrast.basis)
        for contrast in subject.published.contrasts
        if contrast.basis
    )
