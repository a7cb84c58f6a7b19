"""Part e: how time grows with trees, patients in training, factors, grid length, horizons."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.grown_forest import GrownForest, Size, grow
from benchmarks.growth_picture import PICTURE, draw_growth
from benchmarks.measuring import Contender, Measured, Plan, measure
from benchmarks.prediction import require_equal
from benchmarks.section import BenchmarkSection, write_number, write_table
from models.averaging.background import average_over
from models.prediction import interval

CURVE, INTERVAL, EXPLANATION = "curve", "interval", "explanation"
THEIRS = "curve, scikit-survival"
NAMES = (CURVE, INTERVAL, EXPLANATION, THEIRS)

ROUNDS = 5
FEW_TREES = 50
"""For many patients and continuous factors, where trees have thousands of leaves."""


@dataclass(frozen=True)
class Axis:
    """One thing that grows: the forest of each step, and the horizons asked there."""

    name: str
    steps: tuple[int, ...]
    size: Callable[[int], Size] = lambda _: Size()
    horizons: Callable[[int], int] = lambda _: 3


AXES = (
    Axis("trees", (200, 1000, 4000), lambda n: Size(trees=n)),
    Axis("patients", (110, 2000, 10_000), lambda n: Size(patients=n)),
    Axis(
        "patients, three continuous factors",
        (110, 2000, 10_000),
        lambda n: Size(trees=FEW_TREES, patients=n, continuous=3),
    ),
    Axis("factors", (3, 5, 7, 9, 12), lambda n: Size(patients=500, factors=n)),
    Axis("months on the grid", (60, 120, 240), lambda n: Size(longest_month=n)),
    Axis("horizons", (1, 3, 12, 60), horizons=lambda n: n),
)

TEXT = """\
One forest of {trees:,} trees on {patients} simulated patients with {factors} factors (yes or no), a
grid of {months} months and 3 horizons; along each row one of these changes. The background has
100 patients of the cohort. *Curve*: one patient's. *Interval*: its variance and limits.
*Explanation*: all factors, at the horizons. With continuous factors there are {few} trees, whose
leaves grow in number with the patients; otherwise they cannot be more than the profiles. Median
milliseconds.

![Time against size]({picture})"""


def measure_growth(plan: Plan, axes: Sequence[Axis] = AXES) -> BenchmarkSection:
    """Run the part."""
    shorter = dataclasses.replace(plan, rounds=min(plan.rounds, ROUNDS))
    found = {
        axis.name: {step: _measure_step(axis, step, shorter) for step in axis.steps}
        for axis in axes
    }
    size = Size()
    text = TEXT.format(
        trees=size.trees,
        patients=size.patients,
        factors=size.factors,
        months=size.longest_month,
        few=FEW_TREES,
        picture=PICTURE,
    )
    medians = {
        name: {
            step: {one.name: 1e3 * one.spread.median for one in measured}
            for step, (_, measured) in steps.items()
        }
        for name, steps in found.items()
    }
    leaves = {name: {step: n for step, (n, _) in steps.items()} for name, steps in found.items()}
    return BenchmarkSection(
        "Growth",
        (text, _table(medians, leaves)),
        pictures={PICTURE: draw_growth(medians, NAMES)},
    )


def growth_contenders(forest: GrownForest, n_horizons: int) -> list[Contender]:
    """Ask one forest for everything, after a proof that both forms agree."""
    ours, profile = forest.ours, forest.profile
    facts = forest.facts
    months = np.rint(np.linspace(0, ours.grid.longest_month, n_horizons + 1)[1:])
    horizons = months.astype(int).tolist()
    over = average_over(ours.background, ours.columns, facts)
    _require_same(forest)
    return [
        Contender(CURVE, lambda: ours.survival(profile)),
        Contender(INTERVAL, lambda: interval(ours, over)),
        Contender(EXPLANATION, lambda: ours.attribute(facts, ours.columns.factors, horizons)),
        Contender(
            THEIRS,
            lambda: forest.fitted.predict_survival_function(profile, return_array=True),
        ),
    ]


def _require_same(forest: GrownForest) -> None:
    profiles = forest.ours.background.profiles
    theirs = forest.fitted.predict_survival_function(profiles, return_array=True)
    from_one = np.column_stack([np.ones(len(profiles)), theirs])
    months = forest.ours.grid.months
    at_month = np.searchsorted(forest.fitted.unique_times_, months, side="right")
    require_equal(forest.ours.survival(profiles), from_one[:, at_month])


def _measure_step(axis: Axis, step: int, plan: Plan) -> tuple[int, tuple[Measured, ...]]:
    forest = grow(axis.size(step))
    n_leaves = len(forest.ours.leaf_survival)
    return n_leaves, measure(growth_contenders(forest, axis.horizons(step)), plan)


def _table(
    medians: Mapping[str, Mapping[int, Mapping[str, float]]],
    leaves: Mapping[str, Mapping[int, int]],
) -> str:
    rows = [
        [axis, f"{step:,}", f"{leaves[axis][step]:,}", *(write_number(of[name]) for name in NAMES)]
        for axis, steps in medians.items()
        for step, of in steps.items()
    ]
    return write_table(("grows", "to", "leaves", *NAMES), rows)
