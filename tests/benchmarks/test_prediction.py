"""Curves in both forms, before they are timed."""

import numpy as np

from benchmarks.joined_forest import read_estimators
from benchmarks.prediction import PARITY, cox_contenders, forest_contenders


def test_both_forests_answer_about_the_same_patients(forest, joined):
    """In the same order, and with the same numbers."""
    ours, theirs = forest_contenders(forest, joined)

    for _ in range(20):
        np.testing.assert_allclose(ours.act(), theirs.act(), rtol=0, atol=PARITY)


def test_both_forms_of_a_cox_fit_answer_about_the_same_patients(bundle, bundle_folder):
    """Ours on the months of the grid, theirs at the event times."""
    cox = bundle.models["overall_survival"]["cox"]
    _, (fitted, *_) = read_estimators(bundle_folder)
    (ours, theirs), difference = cox_contenders(cox, fitted)
    months = fitted.unique_times_.astype(int)
    on_grid = months <= cox.grid.longest_month

    assert difference <= PARITY
    for _ in range(20):
        expected = theirs.act()[:, on_grid]
        np.testing.assert_allclose(ours.act()[:, months[on_grid]], expected, rtol=0, atol=PARITY)
