"""shap's explainers, each prepared with the forest and the background before it is timed."""

import warnings
from collections.abc import Callable, Mapping

import numpy as np
from sksurv.ensemble import RandomSurvivalForest

from benchmarks.explained_forest import ExplainedForest
from models.arrays import FloatArray
from models.horizons import HORIZONS_MONTHS

with warnings.catch_warnings():
    # Its import sets colours by a function that matplotlib is about to deprecate.
    warnings.filterwarnings("ignore", "The set_", PendingDeprecationWarning)
    import shap

Explain = Callable[[], FloatArray]

INTERVENTIONAL = "shap TreeExplainer, interventional"
PATH_DEPENDENT = "shap TreeExplainer, path-dependent"
KERNEL = "shap KernelExplainer"
PERMUTATION = "shap PermutationExplainer"


def tree_explainers(forest: ExplainedForest) -> Mapping[str, Explain]:
    """Prepare shap's explainers of trees."""
    patient = forest.profile.astype(np.float32)
    interventional = shap.TreeExplainer(
        _as_dictionary(forest.fitted),
        # A masker of its own, for shap cuts a bare table to 100 rows.
        shap.maskers.Independent(forest.rows.astype(np.float32), max_samples=len(forest.rows)),
        feature_perturbation="interventional",
    )
    path_dependent = shap.TreeExplainer(
        _as_dictionary(forest.fitted), feature_perturbation="tree_path_dependent"
    )
    return {
        INTERVENTIONAL: lambda: interventional.shap_values(patient, check_additivity=False)[0],
        PATH_DEPENDENT: lambda: path_dependent.shap_values(patient, check_additivity=False)[0],
    }


def model_free_explainers(forest: ExplainedForest) -> Mapping[str, Explain]:
    """Prepare shap's explainers that only ask for predictions."""
    n_rows = len(forest.rows)
    kernel = shap.KernelExplainer(forest.predicted, forest.rows)
    masker = shap.maskers.Independent(forest.rows, max_samples=n_rows)
    permutation = shap.PermutationExplainer(forest.predicted, masker, seed=1)
    return {
        KERNEL: lambda: kernel.shap_values(forest.profile, silent=True)[0],
        PERMUTATION: lambda: permutation(forest.profile, silent=True).values[0],  # shap's
    }


def _as_dictionary(fitted: RandomSurvivalForest) -> dict[str, object]:
    """Write a forest as shap's dictionary of trees, with the survival at the horizons."""
    at_horizons = np.searchsorted(fitted.unique_times_, HORIZONS_MONTHS, side="right") - 1
    n_trees = len(fitted.estimators_)
    return {
        "trees": [
            {
                "children_left": tree.children_left,
                "children_right": tree.children_right,
                "children_default": tree.children_left,
                "features": tree.feature,
                "thresholds": tree.threshold,
                "values": tree.value[:, at_horizons, 1] / n_trees,
                # A copy: with a background shap zeroes the array in place, the tree's own too.
                "node_sample_weight": tree.weighted_n_node_samples.copy(),
            }
            for tree in (estimator.tree_ for estimator in fitted.estimators_)
        ],
        "input_dtype": np.float32,
    }
