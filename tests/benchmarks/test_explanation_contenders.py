"""Everybody explains the same thing before they are timed."""

import dataclasses
import warnings

import numpy as np
import pytest

from benchmarks.explained_forest import with_default_weights


@pytest.fixture(scope="module")
def shap_contenders():
    """Import shap's contenders; skip where shap has no build."""
    pytest.importorskip("numba", reason="shap has no build for Intel Macs")
    from benchmarks import shap_contenders  # noqa: PLC0415  # after the skip

    return shap_contenders


@pytest.fixture(scope="module")
def exact(explained):
    """Give every coalition written out."""
    return explained.exact()


def test_ours_is_exact(explained, exact):
    """To rounding."""
    np.testing.assert_allclose(explained.contributions(), exact, rtol=0, atol=1e-12)


def test_ours_is_exact_over_the_weighted_background(forest, joined):
    """Weights here are rows there, as many as there were patients in all reconstructions."""
    weighted = with_default_weights(forest, joined)

    assert forest.n_patients * forest.n_cohorts == len(weighted.rows)
    np.testing.assert_allclose(weighted.contributions(), weighted.exact(), rtol=0, atol=1e-12)


def test_the_interventional_explainer_explains_the_same(explained, exact, shap_contenders):
    """In single precision."""
    explain = shap_contenders.tree_explainers(explained)[shap_contenders.INTERVENTIONAL]

    np.testing.assert_allclose(explain(), exact, rtol=0, atol=1e-6)


def test_the_path_dependent_explainer_explains_the_same_prediction(explained, shap_contenders):
    """Another estimand, over another average; its parts add up to the same forest's curve."""
    explain = shap_contenders.tree_explainers(explained)[shap_contenders.PATH_DEPENDENT]
    average = [
        np.mean([tree.tree_.value[0, month, 1] for tree in explained.fitted.estimators_])
        for month in (12, 36, 60)
    ]
    predicted = explained.predicted(explained.profile)[0]

    assert (7, 3) == explain().shape
    np.testing.assert_allclose(explain().sum(axis=0), predicted - average, rtol=0, atol=0.02)


def test_model_free_explainers_explain_the_same(explained, shap_contenders):
    """Over five rows, for speed: the kernel enumerates, permutations come near."""
    few = dataclasses.replace(explained, rows=explained.rows[:5])
    exact = few.exact()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # shap's own, of other libraries
        found = {name: act() for name, act in shap_contenders.model_free_explainers(few).items()}

    np.testing.assert_allclose(found[shap_contenders.KERNEL], exact, rtol=0, atol=1e-6)
    np.testing.assert_allclose(found[shap_contenders.PERMUTATION], exact, rtol=0, atol=0.02)
