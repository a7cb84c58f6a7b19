"""One scikit-survival forest that holds every fitted tree of the default forest.

The served forest was grown as little bags, each a RandomSurvivalForest with event times of its
own. The comparator is a single RandomSurvivalForest, so every tree is written again with its
curves read at the months of the served grid: the very steps that the served forest has. Splits
and thresholds stay as they were fitted.
"""

import copy
from collections.abc import Iterable
from pathlib import Path

import joblib
import numpy as np
from sklearn.tree._tree import Tree
from sksurv.ensemble import RandomSurvivalForest
from sksurv.linear_model import CoxPHSurvivalAnalysis
from sksurv.tree import SurvivalTree

from models.arrays import FloatArray
from models.timegrid import TimeGrid

PER_TIME = 2
"""What a node holds for each time: cumulative hazard, survival."""


def read_estimators(bundle: Path) -> tuple[RandomSurvivalForest, list[CoxPHSurvivalAnalysis]]:
    """Read what training kept beside a bundle: all its bags, and one Cox fit by reconstruction."""
    folder = bundle.with_name(f"{bundle.name}.research")
    bags = [bag for own in joblib.load(folder / "forest.joblib") for bag in own]
    return bags, joblib.load(folder / "cox.joblib")


def join(bags: Iterable[RandomSurvivalForest], grid: TimeGrid) -> RandomSurvivalForest:
    """Put the trees of all bags into one forest, to be asked with one job."""
    bags = list(bags)
    months = grid.months.astype(np.float64)
    joined = copy.copy(bags[0])
    joined.estimators_ = [_on_months(tree, months) for bag in bags for tree in bag.estimators_]
    joined.n_estimators = len(joined.estimators_)
    joined.n_jobs = 1
    _set_times(joined, months)
    return joined


def _on_months(fitted: SurvivalTree, months: FloatArray) -> SurvivalTree:
    rewritten = copy.copy(fitted)
    rewritten.tree_ = _with_values(fitted, months)
    _set_times(rewritten, months)
    return rewritten


def _with_values(fitted: SurvivalTree, months: FloatArray) -> Tree:
    at_month = np.searchsorted(fitted.unique_times_, months, side="right")
    values = fitted.tree_.value
    before = np.broadcast_to([0.0, 1.0], (len(values), 1, PER_TIME))  # before the first time
    state = dict(fitted.tree_.__getstate__())
    state["values"] = np.ascontiguousarray(np.concatenate([before, values], axis=1)[:, at_month])
    tree = Tree(fitted.n_features_in_, np.full(len(months), PER_TIME, np.intp), len(months))
    tree.__setstate__(state)
    return tree


def _set_times(estimator: RandomSurvivalForest | SurvivalTree, months: FloatArray) -> None:
    estimator.unique_times_ = months
    estimator.is_event_time_ = np.ones(len(months), dtype=bool)
    estimator.n_outputs_ = len(months)
