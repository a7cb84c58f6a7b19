"""Part a: our curves against scikit-survival's, and whole answers in process."""

import dataclasses
from collections.abc import Sequence

import numpy as np
from sksurv.ensemble import RandomSurvivalForest
from sksurv.linear_model import CoxPHSurvivalAnalysis

from benchmarks import target
from benchmarks.answering import ask_batch, ask_one
from benchmarks.joined_forest import join, read_estimators
from benchmarks.measuring import Contender, Measured, Plan, Spread, find, measure, ratio
from benchmarks.question import BUNDLE, N_BATCH, N_TURNS, read_default, turns
from benchmarks.section import BenchmarkSection, write_seconds, write_spread, write_table
from benchmarks.target import Result
from models.arrays import FloatArray
from models.cox.cox import CoxModel
from models.cox.curves import CoxCurves
from models.forest.forest import ForestModel
from training.published.fits.estimator import on_grid

PARITY = 1e-6
BATCH_ROUNDS = 5

OURS_FOREST = "forest curve, ours"
THEIRS_FOREST = "forest curve, scikit-survival"
OURS_COX = "Cox curve, ours"
THEIRS_COX = "Cox curve, scikit-survival"
FULL_COX = "full answer, Cox (default)"
FULL_FOREST = "full answer, forest"
FULL_BOTH = "full answer, Cox and forest"
BATCH_COX = "batch of 1,000, Cox (default)"
BATCH_FOREST = "batch of 1,000, forest"

TEXT = """\
One patient, every input known, and another patient in each act, {n_turns} in turn. Numbers agree to
{parity:g} before anything is timed (largest difference found: {difference:.1e}). *Forest*: the
{n_trees:,} trees of the default bundle, and one scikit-survival `RandomSurvivalForest` that holds
the very same trees, `n_jobs=1`, `predict_survival_function(..., return_array=True)`. *Cox*: the fit
on the first reconstruction. *Full answer*: request already read, to the answer before JSON: curve,
intervals, scenarios, ranges, explanation at 12, 36 and 60 months, warnings and sentences. The batch
is of {n_batch:,} different patients with a tenth of the facts unknown, with explanations, without
curves."""


class NumbersDiffer(RuntimeError):
    """Contenders do not give equal numbers; timing them would mean nothing."""


def require_equal(ours: FloatArray, theirs: FloatArray, tolerance: float = PARITY) -> float:
    """Refuse to time what differs; give the largest difference.

    Raises
    ------
    NumbersDiffer
    """
    difference = float(np.abs(ours - theirs).max())
    if not difference <= tolerance:
        raise NumbersDiffer(f"numbers differ by {difference:.1e}, more than {tolerance:g}")
    return difference


def forest_contenders(forest: ForestModel, fitted: RandomSurvivalForest) -> list[Contender]:
    """Ask both forests for one patient's curve."""
    ours, theirs = turns(forest.columns), turns(forest.columns)
    return [
        Contender(OURS_FOREST, lambda: forest.survival(next(ours))),
        Contender(
            THEIRS_FOREST,
            lambda: fitted.predict_survival_function(next(theirs), return_array=True),
        ),
    ]


def cox_contenders(cox: CoxModel, fitted: CoxPHSurvivalAnalysis) -> tuple[list[Contender], float]:
    """Ask both forms of one fit for one patient's curve; give the largest difference as well."""
    mine, theirs = turns(cox.columns), turns(cox.columns)
    curves = CoxCurves(fitted.coef_, on_grid(fitted.cum_baseline_hazard_, cox.grid))
    ours = dataclasses.replace(cox, served=curves)
    profiles = cox.background.profiles
    expected = fitted.predict_survival_function(profiles, return_array=True)
    at_month = np.searchsorted(fitted.unique_times_, cox.grid.months, side="right")
    from_one = np.column_stack([np.ones(len(profiles)), expected])
    difference = require_equal(ours.served.survival(profiles), from_one[:, at_month])
    return [
        Contender(OURS_COX, lambda: ours.served.survival(next(mine))),
        Contender(
            THEIRS_COX, lambda: fitted.predict_survival_function(next(theirs), return_array=True)
        ),
    ], difference


def measure_prediction(plan: Plan, n_batch: int = N_BATCH) -> BenchmarkSection:
    """Run the part."""
    bundle, cox, forest = read_default()
    bags, cox_fits = read_estimators(BUNDLE)
    fitted = join(bags, forest.grid)
    profiles = forest.background.profiles
    theirs = fitted.predict_survival_function(profiles, return_array=True)
    forest_difference = require_equal(forest.survival(profiles), theirs)
    of_cox, cox_difference = cox_contenders(cox, cox_fits[0])
    measured = measure(
        [
            *forest_contenders(forest, fitted),
            *of_cox,
            Contender(FULL_COX, ask_one(bundle)),
            Contender(FULL_FOREST, ask_one(bundle, models=["forest"])),
            Contender(FULL_BOTH, ask_one(bundle, models=["cox", "forest"])),
        ],
        plan,
    )
    batches = measure(
        [
            Contender(BATCH_COX, ask_batch(bundle, n_batch)),
            Contender(BATCH_FOREST, ask_batch(bundle, n_batch, models=["forest"])),
        ],
        dataclasses.replace(plan, rounds=min(plan.rounds, BATCH_ROUNDS)),
    )
    results = (*_results(measured), *_batch_results(batches, n_batch))
    text = TEXT.format(
        n_turns=N_TURNS,
        parity=PARITY,
        difference=max(forest_difference, cox_difference),
        n_trees=len(fitted.estimators_),
        n_batch=n_batch,
    )
    return BenchmarkSection("Prediction", (text, _table([*measured, *batches])), results)


def _table(measured: Sequence[Measured]) -> str:
    rows = [[one.name, write_seconds(one)] for one in measured]
    for ours, theirs in ((OURS_FOREST, THEIRS_FOREST), (OURS_COX, THEIRS_COX)):
        times = ratio(find(measured, theirs), find(measured, ours))
        rows.append([f"**ratio**: {theirs} / ours", f"{write_spread(times)} x"])
    return write_table(("contender", "ms (quartiles)"), rows)


def _results(measured: Sequence[Measured]) -> tuple[Result, ...]:
    def against(theirs: str, ours: str) -> Spread:
        return ratio(find(measured, theirs), find(measured, ours))

    def milliseconds(name: str) -> Spread:
        return Spread.of(1e3 * np.array(find(measured, name).values))

    return (
        Result(target.FOREST_CURVE, against(THEIRS_FOREST, OURS_FOREST)),
        Result(target.COX_CURVE, against(THEIRS_COX, OURS_COX)),
        Result(target.FULL_ANSWER, milliseconds(FULL_COX), "Cox, the default"),
        Result(target.FULL_ANSWER, milliseconds(FULL_FOREST), "forest, asked for by name"),
    )


def _batch_results(batches: Sequence[Measured], n_batch: int) -> tuple[Result, ...]:
    each_second = [Spread.of(n_batch / np.array(batch.values)) for batch in batches]
    notes = ("Cox, the default", "forest, asked for by name")
    return tuple(
        Result(target.BATCH, spread, note) for spread, note in zip(each_second, notes, strict=True)
    )
