"""One scikit-survival forest of all trees."""

import numpy as np
import pytest

from benchmarks.joined_forest import read_estimators
from benchmarks.prediction import NumbersDiffer, require_equal


def test_it_holds_every_tree(joined, forest):
    """As many as are served, to be asked with one job."""
    assert (len(forest.first_leaf), 1) == (len(joined.estimators_), joined.n_jobs)


def test_it_predicts_what_the_served_forest_does(joined, forest):
    """On every profile of the background, at every month."""
    profiles = forest.background.profiles
    theirs = joined.predict_survival_function(profiles, return_array=True)

    np.testing.assert_allclose(forest.survival(profiles), theirs, rtol=0, atol=1e-12)


def test_it_predicts_the_mean_of_the_fitted_bags(joined, forest, bundle_folder):
    """Each bag asked by itself, its steps read at the months from the first event on."""
    bags, _ = read_estimators(bundle_folder)
    profiles = forest.background.profiles[:5]
    first = int(max(bag.unique_times_[0] for bag in bags))
    months = np.arange(first, 61)
    alone = [[step(months) for step in bag.predict_survival_function(profiles)] for bag in bags]
    together = [step(months) for step in joined.predict_survival_function(profiles)]

    np.testing.assert_allclose(together, np.mean(alone, axis=0), rtol=0, atol=1e-12)


def test_what_differs_is_not_timed():
    """Nor what is not a number."""
    assert 1e-7 == pytest.approx(require_equal(np.zeros(2), np.array([0.0, 1e-7])))

    for wrong in (1e-5, np.nan):
        with pytest.raises(NumbersDiffer, match="numbers differ"):
            require_equal(np.zeros(2), np.array([0.0, wrong]))
