"""The page on large registries: time, memory, what is lost, and how far the background moves."""

from collections.abc import Iterable, Sequence

import numpy as np

from models.arrays import FloatArray
from studies.scale import ScaleMeasurement, ScaleSetting
from studies.table import MADE_BY, write_table
from training.registry.registry import FactorColumn

PAGE = "scale.md"

TEXT = """\
# Large registries

{made_by} Simulated registries of overall survival, whose truth is known: {n_factors} factors
without unknown values, {n_terms} terms, {longest} months, seed {seed}. Times and memory are those
of one machine with {n_jobs} processes, and differ from run to run.

## Time and memory
Fitting only: one Cox model by scikit-survival (Efron ties), the tuning of the forest, its
{n_bags} bags, and the background. Seconds; memory is the peak of the process and of its workers,
each taken as large as the largest.

{cost}
Not measured here: scikit-survival's forest out of the box, on daily times, is reported to take 165
minutes and over 5 GB on 100,000 patients.

## What bounding loses
The bounded forest grows each tree on at most {largest_sample} patients and {depth} conditions deep,
its numbers in at most 32 bins; the unbounded forest is scikit-survival's with {n_trees} trees on
all patients, of any depth and with the same other settings. Judged on {n_fresh} new patients:
Harrell's C of the mean survival over the {longest} months, and the root mean square of predicted
less true survival at month {longest}. *Truth* ranks by the true survival: no model can do better.

{loss}
## Tuning
The integrated Brier score out of bag for every candidate; chosen is the smallest.

{tuning}
## How far the background moves
Mean and standard deviation of numbers, share of levels: in the registry, and over the
microaggregated background of at most 256 profiles. Numbers become group means, so that their
spread shrinks.

{margins}"""


def write_scale(setting: ScaleSetting, measured: Sequence[ScaleMeasurement]) -> dict[str, str]:
    """Write the page, by file name."""
    last = measured[-1]
    page = TEXT.format(
        made_by=MADE_BY,
        n_factors=len(last.registry.factors),
        n_terms=len(last.fitted.forest.columns.terms),
        longest=setting.longest_month,
        seed=setting.seed,
        n_jobs=setting.n_jobs,
        n_bags=setting.n_bags,
        n_trees=setting.n_trees,
        n_fresh=f"{setting.n_fresh:,}",
        largest_sample=f"{last.fitted.tuning.growth.largest_sample:,}",
        depth=last.fitted.tuning.growth.max_depth,
        cost=_cost(measured),
        loss=_loss(measured),
        tuning=_tuning(measured),
        margins=_margins(measured),
    )
    return {PAGE: page}


def _size(one: ScaleMeasurement) -> str:
    return f"{one.registry.n_patients:,}"


def _cost(measured: Sequence[ScaleMeasurement]) -> str:
    steps = list(measured[0].fitted.seconds)
    header = ["patients", *steps, "all", "memory, MB", "leaves", "arrays in the bundle, MB"]
    rows = [
        [
            _size(one),
            *(f"{one.fitted.seconds[step]:.1f}" for step in steps),
            f"{sum(one.fitted.seconds.values()):.1f}",
            f"{one.fitted.peak_bytes / 1e6:.0f}",
            f"{len(one.fitted.forest.leaf_survival):,}",
            f"{one.fitted.n_bytes / 1e6:.1f}",
        ]
        for one in measured
    ]
    return write_table(header, rows)


def _loss(measured: Sequence[ScaleMeasurement]) -> str:
    rows = []
    for one in measured:
        judged = {"truth": one.truth, "unbounded": one.unbounded, "bounded": one.bounded}
        rows += [
            [f"{name}, {_size(one)}", f"{figures.concordance:.4f}", f"{figures.error:.4f}"]
            for name, figures in judged.items()
            if figures is not None
        ]
    return write_table(("forest, patients", "C", "error at the last month"), rows)


def _tuning(measured: Sequence[ScaleMeasurement]) -> str:
    header = ("patients", "smallest leaf", "terms tried", "error", "chosen")
    rows = []
    for one in measured:
        growth = one.fitted.tuning.growth
        chosen = (growth.min_samples_leaf, growth.max_features)
        rows += [
            [
                _size(one),
                str(candidate.min_samples_leaf),
                str(candidate.max_features),
                f"{candidate.error:.5f}",
                "yes" if (candidate.min_samples_leaf, candidate.max_features) == chosen else "",
            ]
            for candidate in one.fitted.tuning.candidates
        ]
    return write_table(header, rows)


def _margins(measured: Sequence[ScaleMeasurement]) -> str:
    header = ["", *(f"{_size(one)}: {of}" for one in measured for of in ("registry", "background"))]
    rows: list[list[str]] = []
    for factor in measured[0].registry.factors:
        columns = [margins_of(one, factor) for one in measured]
        names = dict.fromkeys(name for column in columns for name in column)
        rows += [
            [name, *(figure for column in columns for figure in column.get(name, ("", "")))]
            for name in names
        ]
    return write_table(header, rows)


def margins_of(one: ScaleMeasurement, factor: str) -> dict[str, tuple[str, str]]:
    """Summarise a factor in the registry and over the background, by row of the table."""
    groups = one.fitted.groups
    before, after = one.registry.factors[factor], groups.factors[factor]
    equal = np.full(len(before), 1.0 / len(before))
    if before.dtype == np.float64:
        return {
            f"`{factor}`": (
                _mean_and_sd(before.astype(np.float64), equal),
                _mean_and_sd(after.astype(np.float64), groups.weights),
            )
        }
    return {
        f"`{factor}`: {level}": (f"{_share(before, level, equal):.3f}",
                                 f"{_share(after, level, groups.weights):.3f}")
        for level in _levels(before)
    }  # fmt: skip


def _levels(values: FactorColumn) -> Iterable[object]:
    return sorted(set(values), key=str)


def _share(values: FactorColumn, level: object, weights: FloatArray) -> float:
    return float(weights @ (values == level))


def _mean_and_sd(values: FloatArray, weights: FloatArray) -> str:
    mean = weights @ values
    return f"{mean:.2f} ({np.sqrt(weights @ (values - mean) ** 2):.2f})"
