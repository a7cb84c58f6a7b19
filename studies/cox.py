"""The Cox model: coefficients, the eight cells, variances, sensitivity and scenarios."""

from collections.abc import Mapping

import numpy as np

from models.arrays import FloatArray
from models.averaging.background import Background
from models.cox.cox import CoxModel
from models.horizons import HORIZONS_MONTHS
from models.interval import NORMAL_975, Limits
from models.prediction import interval
from studies.approximation import APPROXIMATION, ApproximatedCell
from studies.table import (
    MADE_BY,
    write_survival,
    write_table,
    write_with_limits,
    yes_or_no,
)
from training.published.evidence import load_external
from training.published.fits.assembly import assemble_cox
from training.published.fits.coefficients import Adjustment, NormalPrior
from training.published.pipeline import PooledEvidence
from training.published.plan import (
    SENSITIVITY_SHRINKAGES,
    SHRINKAGE,
    cox_plan,
    published_scale_plan,
)
from training.published.record import single_profile

CELL = ("DFI > 12", "local recurrence", "nodules >= 2")

TEXT = """\
# The Cox model in figures

{made_by}
Trained on {n_cohorts} reconstructions of doi:{doi} with seed {seed}. No figure here measures how
well the model predicts: on reconstructed patients that would be circular.

## Coefficients
Log hazard ratios with their standard errors. Published: from the printed hazard ratios and limits.
Pooled: mean over the reconstructions, with the standard errors of the publication. Served: what
answers are computed from; shrinkage never scales a standard error down.

{coefficients}
Correlation R of the coefficients, the mean over the reconstructions (lowest to highest); the
covariance served is diag(SE) R diag(SE):

{correlation}
## The eight cells at 60 months
Survival with 95 % limits. Approximated: from the printed figures alone, before anything was
reconstructed, with independent factors and an exponential baseline (two digits). Published scale:
this model before shrinkage and prior. Served: after them. Width: of the limits on the
complementary log-log scale, over that of the approximation.

{cells}
## Parts of the variance
Of log(-log S) as served: W, what the sampling of patients leaves uncertain (coefficients and
baseline); B, the variance between the {n_cohorts} reconstructions, what the publication does not
determine; total W + (1 + 1/{n_cohorts}) B. Every reconstruction meets the published coefficients
and is anchored to the same mean at month 60, so that B all but vanishes there; earlier months were
not published, and the reconstructions differ in them.

{variances}
## Sensitivity to the shrinkage
Survival at 60 months with 95 % limits. {shrinkage:g} is served: 15 candidates were looked at. 0.81
is the same heuristic for three candidates, 1 is none; the disease-free interval has its prior in
all three. Last column: neither shrinkage nor prior.

{sensitivity}
## Scenarios
Survival at 60 months if the mean of the cohort were another one: the published 0.629, the 0.47 that
its deaths would give under a shorter follow-up, and the 0.38 of an external series.

{scenarios}"""


def write_cox(evidence: PooledEvidence, served: CoxModel, seed: int) -> str:
    """Write the page of the served model and of those it is compared with."""
    cohort = evidence.cohort
    published_scale = assemble_cox(
        evidence.fits, evidence.pooled, published_scale_plan(cohort, seed)
    )
    external = load_external()
    shrunk = {
        f"{shrinkage:g}": assemble_cox(
            evidence.fits, evidence.pooled, cox_plan(cohort, external, seed, shrinkage)
        )
        for shrinkage in SENSITIVITY_SHRINKAGES
    }
    return TEXT.format(
        made_by=MADE_BY,
        doi=cohort.doi,
        seed=seed,
        shrinkage=SHRINKAGE,
        n_cohorts=len(evidence.fits),
        coefficients=_coefficients(evidence, seed),
        correlation=_correlation(evidence, served),
        cells=_cells(published_scale, served),
        variances=_variances(served),
        sensitivity=_sensitivity(
            {f"{SHRINKAGE:g} (served)": served, **shrunk, "published scale": published_scale}
        ),
        scenarios=_scenarios(served),
    )


def _coefficients(evidence: PooledEvidence, seed: int) -> str:
    plan = cox_plan(evidence.cohort, load_external(), seed)
    pooled, served = evidence.pooled, evidence.pooled.adjusted(plan.adjustments)
    header = ("term", "published", "pooled", "adjusted by", "served", "served HR (95 % limits)")
    rows = [
        [
            f"`{term.name}`",
            _with_error(row.log_hazard_ratio, row.standard_error),
            _with_error(pooled.values[i], pooled.standard_errors[i]),
            _in_words(plan.adjustments[i]),
            _with_error(served.values[i], served.standard_errors[i]),
            _hazard_ratio(served.values[i], served.standard_errors[i]),
        ]
        for i, (term, row) in enumerate(
            zip(plan.columns.terms, evidence.cohort.adjusted, strict=True)
        )
    ]
    return write_table(header, rows)


def _with_error(coefficient: float, standard_error: float) -> str:
    return f"{coefficient:.4f} ({standard_error:.4f})"


def _in_words(adjustment: Adjustment) -> str:
    if isinstance(adjustment, NormalPrior):
        return f"prior N(ln {np.exp(adjustment.mean):.2f}, {adjustment.sd:g}^2)"
    return f"shrinkage {adjustment.factor:g}"


def _hazard_ratio(coefficient: float, standard_error: float) -> str:
    middle, half_width = coefficient, NORMAL_975 * standard_error
    value, lower, upper = np.exp([middle, middle - half_width, middle + half_width])
    return write_with_limits(value, lower, upper, digits=2)


def _correlation(evidence: PooledEvidence, served: CoxModel) -> str:
    each = np.array([fit.correlation for fit in evidence.fits])
    names = [f"`{term.name}`" for term in served.columns.terms]
    rows = [
        [name]
        + [
            "1"
            if i == j
            else write_with_limits(
                evidence.pooled.correlation[i, j], each[:, i, j].min(), each[:, i, j].max()
            )
            for j in range(len(names))
        ]
        for i, name in enumerate(names)
    ]
    return write_table(["", *names], rows)


def _cells(published_scale: CoxModel, served: CoxModel) -> str:
    header = (
        *CELL,
        "share",
        "share, approximated",
        "approximated",
        "published scale",
        "width",
        "served",
        "width",
    )
    background = served.background
    rows = []
    for profile, share in zip(background.profiles, background.weights, strict=True):
        approximated = APPROXIMATION[tuple(profile.tolist())]
        rows.append(
            [
                *_cell_names(profile),
                f"{share:.3f}",
                f"{approximated.share:.2f}",
                write_with_limits(
                    approximated.survival_60, approximated.lower, approximated.upper, digits=2
                ),
                *_beside(published_scale, profile, approximated),
                *_beside(served, profile, approximated),
            ]
        )
    return write_table(header, rows)


def _beside(model: CoxModel, profile: FloatArray, approximated: ApproximatedCell) -> list[str]:
    """Write a model's survival in a cell, and its width over the approximated one."""
    survival, limits = _survival(model, profile)
    width = _width(float(limits.lower[-1]), float(limits.upper[-1]))
    ratio = width / _width(approximated.lower, approximated.upper)
    return [write_survival(survival, limits), f"{ratio:.2f}"]


def _survival(model: CoxModel, profile: FloatArray) -> tuple[float, Limits]:
    over = single_profile(model, profile)
    return float(model.mean_survival(over)[-1]), interval(model, over)


def _width(lower: float, upper: float) -> float:
    """Width of limits on the complementary log-log scale."""
    return float(np.log(np.log(lower) / np.log(upper)))


def _cell_names(profile: FloatArray) -> list[str]:
    return [yes_or_no(exposed) for exposed in profile]


def _cells_and_cohort(model: CoxModel) -> list[tuple[list[str], Background]]:
    """Give every cell by its names, and the cohort's mean at the end."""
    cells = [
        (_cell_names(profile), single_profile(model, profile))
        for profile in model.background.profiles
    ]
    return [*cells, (["cohort mean", "", ""], model.background)]


def _variances(served: CoxModel) -> str:
    header = [*CELL]
    for month in HORIZONS_MONTHS:
        header += [f"month {month}: S (95 % limits)", "W", "B", "total"]
    rows = []
    for names, over in _cells_and_cohort(served):
        survival, limits, variance = (
            served.mean_survival(over),
            interval(served, over),
            served.variance(over),
        )
        row = [*names]
        for month in HORIZONS_MONTHS:
            row.append(write_with_limits(survival[month], limits.lower[month], limits.upper[month]))
            parts = (variance.within, variance.between, variance.total)
            row += [f"{part[month]:.3g}" for part in parts]
        rows.append(row)
    return write_table(header, rows)


def _sensitivity(models: Mapping[str, CoxModel]) -> str:
    first = next(iter(models.values()))
    rows = [
        [
            *_cell_names(profile),
            *(write_survival(*_survival(model, profile)) for model in models.values()),
        ]
        for profile in first.background.profiles
    ]
    return write_table((*CELL, *models), rows)


def _scenarios(served: CoxModel) -> str:
    rows = [
        [
            *names,
            *(f"{curve[-1]:.3f}" for curve in served.scenario_mean_survival(over).values()),
        ]
        for names, over in _cells_and_cohort(served)
    ]
    return write_table((*CELL, *(f"mean {mean:g}" for mean in served.scenarios)), rows)
