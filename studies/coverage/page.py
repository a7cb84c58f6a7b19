"""The page on the forest's interval: what it covers, what it does not, and a picture of why."""

from collections.abc import Sequence

import numpy as np

from models.arrays import FloatArray
from models.horizons import HORIZONS_MONTHS
from studies.coverage.coverage import Coverage, Simulation, questions
from studies.coverage.picture import draw_coverage
from studies.population import HAZARD_RATIOS, HAZARD_SHAPE
from studies.table import MADE_BY, write_table
from training.published.evidence import load_published_cohort
from training.published.fits.bags import Hyperparameters

PAGE = "forest-coverage.md"
PICTURE = "forest-coverage.svg"

WANTED = (0.90, 0.98)
"""Where the coverage of the expected prediction should lie."""

TEXT = """\
# What the forest's interval covers

{made_by} Simulated patients throughout, whose true
survival is known: {repetitions} cohorts of each size, seed {seed}. The forest is grown and asked as
the default one is, its {n_bags} bags of {n_trees} trees all on one cohort, so that its interval is
that of the variance within (K = 1, no variance between reconstructions).

## What was simulated
The seven factors of the forest with their published frequencies, independent of each other, but
that nobody is bilateral with one nodule. Times are Weibull with shape {shape:g} and proportional
hazards, the mean survival at 60 months is 0.629, censoring uniform over {accrual} months, months
whole. Hazard ratios are assumed, between the published ones and 1:

{hazard_ratios}
## In short
*Expected prediction*: the mean of the forest's predictions over the {repetitions} cohorts, that is
what the forest predicts on average with new patients. The interval is made to cover it; wanted at
400 patients is {low:.2f} to {high:.2f}. *Truth*: the simulated survival. Figures are means over the
{n_questions} questions below, with the lowest and highest; one coverage has a standard error of
about {standard_error:.3f}. *Variance ratio*: the estimated variance of the survival over the
variance that the predictions have. *Smoothing*: the slope of the expected predictions on the truth;
1 would be none.

{summary}
Single coverages of the expected prediction outside {low:.2f} to {high:.2f}: {outside}.

Where the variance ratio is near 1, the estimated variance is right on average. What coverage then
misses comes from its own noise: near a survival of 1 there are few deaths, and a cohort that
happens to have fewer gets both a higher prediction and a narrower interval.

The truth is covered less often, because a forest averages over patients who are not alike and so is
pulled towards the cohort's mean: the bias below. No interval of the forest covers that, and its
name says so: *95 % interval for the average survival of such patients, given this model*.

![Truth, expected prediction and interval at 60 months]({picture})

{sizes}"""

SIZE = """\
## {n_patients} patients
{table}"""

QUESTION = ("DFI", "local recurrence", "nodules", "other factors")


def write_coverage(simulation: Simulation, measured: Sequence[Coverage]) -> dict[str, str]:
    """Write the page and its picture, by file name."""
    page = TEXT.format(
        made_by=MADE_BY,
        low=WANTED[0],
        high=WANTED[1],
        repetitions=simulation.repetitions,
        seed=simulation.seed,
        n_bags=simulation.n_bags,
        n_trees=Hyperparameters().n_estimators,
        accrual=load_published_cohort().accrual_months,
        shape=HAZARD_SHAPE,
        n_questions=len(questions()),
        standard_error=np.sqrt(0.05 * 0.95 / simulation.repetitions),
        hazard_ratios=_hazard_ratios(),
        summary=_summary(measured),
        outside=" and ".join(map(_outside, measured)),
        picture=PICTURE,
        sizes="\n".join(
            SIZE.format(n_patients=coverage.n_patients, table=_details(coverage))
            for coverage in measured
        ),
    )
    return {PAGE: page, PICTURE: draw_coverage(measured)}


def _hazard_ratios() -> str:
    rows = [[f"`{name}`", f"{ratio:g}"] for name, ratio in HAZARD_RATIOS.items()]
    return write_table(("factor", "hazard ratio"), rows)


def _summary(measured: Sequence[Coverage]) -> str:
    header = (
        "patients",
        "month",
        "coverage of the expected prediction",
        "coverage of the truth",
        "bias",
        "mean width",
        "variance ratio",
        "smoothing",
    )
    rows = [
        [
            str(coverage.n_patients),
            str(month),
            *(
                _mean_and_range(figures[:, i], digits)
                for figures, digits in (
                    (coverage.of_expected, 3),
                    (coverage.of_truth, 3),
                    (coverage.bias, 3),
                    (coverage.width, 3),
                    (coverage.variance_ratio, 2),
                )
            ),
            f"{np.polyfit(coverage.truth[:, i], coverage.expected[:, i], 1)[0]:.2f}",
        ]
        for coverage in measured
        for i, month in enumerate(HORIZONS_MONTHS)
    ]
    return write_table(header, rows)


def _outside(coverage: Coverage) -> str:
    low, high = WANTED
    shares = coverage.of_expected
    n_outside = int(((shares < low) | (shares > high)).sum())
    return f"{n_outside} of {shares.size} with {coverage.n_patients} patients"


def _mean_and_range(figures: FloatArray, digits: int) -> str:
    low, mean, high = figures.min(), figures.mean(), figures.max()
    return f"{mean:.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"


def _details(coverage: Coverage) -> str:
    header = (
        *QUESTION,
        "month",
        "truth",
        "expected prediction",
        "bias",
        "covers expected",
        "covers truth",
        "mean width",
        "variance ratio",
    )
    rows = [
        [
            *question,
            str(month),
            f"{coverage.truth[q, i]:.3f}",
            f"{coverage.expected[q, i]:.3f}",
            f"{coverage.bias[q, i]:+.3f}",
            f"{coverage.of_expected[q, i]:.3f}",
            f"{coverage.of_truth[q, i]:.3f}",
            f"{coverage.width[q, i]:.3f}",
            f"{coverage.variance_ratio[q, i]:.2f}",
        ]
        for q, question in enumerate(questions())
        for i, month in enumerate(HORIZONS_MONTHS)
    ]
    return write_table(header, rows)
