"""Part b: our explanation against SurvSHAP(t) and shap, each with its error."""

import dataclasses
from collections.abc import Mapping, Sequence

import numpy as np

from benchmarks import target
from benchmarks.explained_forest import (
    ExplainedForest,
    with_default_weights,
    with_equal_weights,
)
from benchmarks.joined_forest import join, read_estimators
from benchmarks.measuring import Contender, Measured, Plan, find, measure, ratio
from benchmarks.prediction import require_equal
from benchmarks.question import BUNDLE, read_default
from benchmarks.section import BenchmarkSection, write_seconds, write_spread, write_table
from benchmarks.shap_contenders import (
    INTERVENTIONAL,
    Explain,
    model_free_explainers,
    tree_explainers,
)
from benchmarks.survshap_contenders import survshap_explainers
from benchmarks.target import Result

OURS = "ours"
ROUNDING = 1e-12
"""Errors below this are those of floating-point sums."""

SLOW_ROUNDS = 3
"""Rounds for those who take seconds."""

TEXT = """\
The default forest and one patient with all seven factors known, at 12, 36 and 60 months; every
contender explains the very same trees and is prepared with forest and background before it is
timed. *Error*: largest difference from the exact interventional Shapley value over all factors
and horizons, on the probability scale (0 to 1); exact values by scikit-survival's predictions for
every coalition. The path-dependent values are of another estimand, without a background.
SurvSHAP(t) is asked for the three horizons only; `kernel` is its default and, with seven factors,
enumerates; `sampling` takes 25 random orders. Its methods `shap_kernel` and `treeshap`, which
call shap, fail with the release of shap named above. Errors below {rounding:g} count as equal."""

EQUAL = """\
**{n_rows} rows of equal weight**: the distinct profiles of the default background."""

DEFAULT = """\
**The default background**: for us {n_profiles} weighted profiles, for shap {n_rows:,} rows."""


def measure_explanation(plan: Plan) -> BenchmarkSection:
    """Run the part."""
    _, _, forest = read_default()
    bags, _ = read_estimators(BUNDLE)
    fitted = join(bags, forest.grid)
    equal, default = with_equal_weights(forest, fitted), with_default_weights(forest, fitted)
    slow_plan = dataclasses.replace(plan, rounds=min(plan.rounds, SLOW_ROUNDS))
    slow, slow_errors = _measure(
        equal, {**survshap_explainers(equal), **model_free_explainers(equal)}, slow_plan
    )
    fast, fast_errors = _measure(equal, tree_explainers(equal), plan)
    interventional = {INTERVENTIONAL: tree_explainers(default)[INTERVENTIONAL]}
    weighted, weighted_errors = _measure(default, interventional, plan)
    return BenchmarkSection(
        "Explanation",
        (
            TEXT.format(rounding=ROUNDING),
            EQUAL.format(n_rows=len(equal.rows)),
            _table(fast, fast_errors) + _rows(slow[1:], slow_errors, slow[0]),
            DEFAULT.format(n_profiles=len(forest.background.profiles), n_rows=len(default.rows)),
            _table(weighted, weighted_errors),
        ),
        (
            Result(target.SURVSHAP, *_against_survshap(slow, slow_errors)),
            Result(
                target.TREE_EXPLAINER,
                ratio(find(fast, INTERVENTIONAL), fast[0]),
                f"{len(equal.rows)} rows of equal weight",
            ),
            Result(
                target.TREE_EXPLAINER,
                ratio(find(weighted, INTERVENTIONAL), weighted[0]),
                "the default background",
            ),
        ),
    )


def _measure(
    forest: ExplainedForest, others: Mapping[str, Explain], plan: Plan
) -> tuple[tuple[Measured, ...], dict[str, float]]:
    """Prove that ours is exact, take everybody's error, then time."""
    exact = forest.exact()
    require_equal(forest.contributions(), exact)
    explainers = {OURS: forest.contributions, **others}
    errors = {name: float(np.abs(act() - exact).max()) for name, act in explainers.items()}
    return measure([Contender(name, act) for name, act in explainers.items()], plan), errors


def _against_survshap(
    measured: Sequence[Measured], errors: Mapping[str, float]
) -> tuple[target.Spread, str]:
    """Compare with its fastest method; ours must not err more."""
    theirs = [one for one in measured if one.name.startswith("SurvSHAP")]
    fastest = min(theirs, key=lambda one: one.spread.median)
    if errors[OURS] > max(errors[fastest.name], ROUNDING):
        raise RuntimeError(f"{fastest.name} errs less than ours")
    return ratio(fastest, measured[0]), f"{fastest.name}, its fastest method"


def _table(measured: Sequence[Measured], errors: Mapping[str, float]) -> str:
    header = ("contender", "ms (quartiles)", "times ours", "error")
    return write_table(header, ()) + _rows(measured, errors, measured[0])


def _rows(measured: Sequence[Measured], errors: Mapping[str, float], ours: Measured) -> str:
    cells = (
        (one.name, write_seconds(one), write_spread(ratio(one, ours)), f"{errors[one.name]:.1e}")
        for one in measured
    )
    return "".join(f"| {' | '.join(row)} |\n" for row in cells)
