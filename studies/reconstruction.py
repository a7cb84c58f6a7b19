"""The published tables beside those of the pseudo-cohorts."""

from collections.abc import Sequence

import numpy as np

from studies.table import MADE_BY, write_table, write_with_limits
from training.estimators.kaplan_meier import estimate_survival
from training.published.evidence import AdjustedContrast, Contrast
from training.published.pipeline import PooledEvidence
from training.published.plan import LONGEST_MONTH, adjusted_contrasts, term_of
from training.published.reconstruction import Comparison, PseudoCohort, compare

PUBLISHED_HEADER = (
    "row",
    "reference / exposed / missing",
    "published HR (95 % limits)",
    "published SE",
    "HR: lowest",
    "mean",
    "highest",
    "SE ratio: lowest",
    "mean",
    "highest",
)
COHORT_HEADER = (
    "cohort",
    "hazard shape",
    "deaths",
    "survival at 60",
    "mean follow-up",
    "median follow-up",
    "longest follow-up",
    "largest HR error, %",
    "SE ratio: lowest",
    "highest",
)

TEXT = """\
# The reconstruction beside the publication

{made_by}
Source of the published rows: doi:{doi}, {n_patients} patients. From its tables
{n_cohorts} pseudo-cohorts were reconstructed with seed {seed}, and every published row was fitted
again in each of them (scikit-survival, Efron's ties). The patients in them never existed.

HR is the hazard ratio of the exposed group; lowest, mean (geometric) and highest are over the
cohorts. The published SE of a log hazard ratio follows from its printed limits, ln(U / L) / 3.92;
an SE ratio is a cohort's standard error over it. A cohort is accepted with every HR within 2 % and
every SE within 20 % of the published ones, exact margins, 42 to 46 deaths and a survival at 60
months of 0.619 to 0.639.

## Univariable rows
{univariable}
## Rows of the adjusted model
{adjusted}
## The cohorts
Follow-up is the observed time in months, to death or censoring. The hazard's Weibull shape was
drawn, one in each of {n_cohorts} strata from 0.7 to 1.5; survival at 60 months is Kaplan-Meier's.

{cohorts}"""


def write_reconstruction(evidence: PooledEvidence, seed: int) -> str:
    """Write the page: both tables of the publication, then one row for each cohort."""
    published = evidence.cohort
    compared = [compare(cohort, published) for cohort in evidence.reconstructions]
    by_row = list(zip(*compared, strict=True))
    n_single = len(published.contrasts)
    return TEXT.format(
        made_by=MADE_BY,
        seed=seed,
        doi=published.doi,
        n_patients=published.n_patients,
        n_cohorts=len(compared),
        univariable=write_table(
            PUBLISHED_HEADER,
            map(_row, published.contrasts, published.contrasts, by_row[:n_single]),
        ),
        adjusted=write_table(
            PUBLISHED_HEADER,
            map(_row, published.adjusted, adjusted_contrasts(published), by_row[n_single:]),
        ),
        cohorts=_cohort_table(evidence.reconstructions, compared),
    )


def _row(
    row: Contrast | AdjustedContrast, groups: Contrast, comparisons: Sequence[Comparison]
) -> list[str]:
    log_ratios = np.array([comparison.log_hazard_ratio for comparison in comparisons])
    se_ratios = np.array([comparison.standard_error_ratio for comparison in comparisons])
    return [
        f"`{term_of(groups).name}`",
        f"{groups.n_reference} / {groups.n_exposed} / {groups.n_missing}",
        write_with_limits(row.hazard_ratio, row.lower, row.upper),
        f"{row.standard_error:.3f}",
        *(f"{np.exp(v):.3f}" for v in (log_ratios.min(), log_ratios.mean(), log_ratios.max())),
        *(f"{v:.3f}" for v in (se_ratios.min(), se_ratios.mean(), se_ratios.max())),
    ]


def _cohort_table(cohorts: Sequence[PseudoCohort], compared: Sequence[Sequence[Comparison]]) -> str:
    figures = np.array(list(map(_cohort_figures, cohorts, compared)))
    named = [
        *((str(number), row) for number, row in enumerate(figures, start=1)),
        ("**lowest**", figures.min(axis=0)),
        ("**mean**", figures.mean(axis=0)),
        ("**highest**", figures.max(axis=0)),
    ]
    return write_table(COHORT_HEADER, [[name, *_cohort_row(row.tolist())] for name, row in named])


def _cohort_figures(cohort: PseudoCohort, rows: Sequence[Comparison]) -> list[float]:
    se_ratios = [row.standard_error_ratio for row in rows]
    return [
        cohort.hazard_shape,
        float(cohort.died.sum()),
        estimate_survival(cohort.months, cohort.died, LONGEST_MONTH),
        float(cohort.months.mean()),
        float(np.median(cohort.months)),
        float(cohort.months.max()),
        100 * max(abs(row.hazard_ratio_error) for row in rows),
        min(se_ratios),
        max(se_ratios),
    ]


def _cohort_row(figures: Sequence[float]) -> list[str]:
    digits = (2, 0, 3, 1, 1, 0, 2, 3, 3)
    return [f"{value:.{n}f}" for value, n in zip(figures, digits, strict=True)]
