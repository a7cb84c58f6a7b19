"""Trees as boxes, against scikit-survival's own predictions."""

import numpy as np
import pytest
from sksurv.datasets import load_gbsg2
from sksurv.ensemble import RandomSurvivalForest
from sksurv.util import Surv

from models.forest.leaves import Leaves
from models.timegrid import TimeGrid
from training.estimators.boxes import boxes_of

GRID = TimeGrid(60)
NUMERIC = ["age", "estrec", "pnodes", "progrec", "tsize"]
DAYS_PER_MONTH = 30.4375


def predicted(forest, rows):
    """Predict by scikit-survival at every month, 1 before a forest's first time."""
    curves = forest.predict_survival_function(rows, return_array=True)
    from_one = np.column_stack([np.ones(len(rows)), curves])
    return from_one[:, [(forest.unique_times_ <= month).sum() for month in GRID.months]]


def from_boxes(forest, rows):
    """Predict from the boxes: the mean over the trees of the leaf that holds the row."""
    boxes = boxes_of([forest], GRID)
    leaves = Leaves(boxes.low, boxes.high, tuple(map(str, range(rows.shape[1]))))
    held = leaves.contains(rows)

    assert {len(boxes.first_leaf)} == set(held.sum(axis=0).tolist())
    return held.T @ boxes.survival / len(boxes.first_leaf)


def cuts_of(forest):
    """Give every (term, threshold) of every tree."""
    return [
        (term, threshold)
        for tree in forest.estimators_
        for term, threshold in zip(tree.tree_.feature, tree.tree_.threshold, strict=True)
        if term >= 0
    ]


@pytest.fixture(scope="module")
def gbsg2():
    """Read five numeric columns of 686 women, scaled so that no value is short in binary."""
    frame, outcome = load_gbsg2()
    months = np.ceil(outcome["time"] / DAYS_PER_MONTH)
    return frame[NUMERIC].to_numpy() / 7.0, Surv.from_arrays(outcome["cens"], months)


@pytest.fixture(scope="module")
def forest(gbsg2):
    """Grow 20 trees with many different cuts."""
    design, outcome = gbsg2
    return RandomSurvivalForest(20, min_samples_leaf=6, random_state=1, n_jobs=1).fit(
        design, outcome
    )


def test_boxes_predict_as_scikit_survival_does(forest, gbsg2):
    """On 1,000 rows that mix the columns of different women, and go beyond their range."""
    design, _ = gbsg2
    generator = np.random.default_rng(2)
    rows = np.column_stack([generator.choice(column, 1_000) for column in design.T])
    rows *= generator.uniform(0.9, 1.1, rows.shape)

    np.testing.assert_allclose(from_boxes(forest, rows), predicted(forest, rows), atol=1e-6)


@pytest.mark.parametrize(
    "beside",
    [
        lambda cut: cut,
        lambda cut: np.nextafter(cut, np.inf),
        lambda cut: np.nextafter(cut, -np.inf),
        lambda cut: np.nextafter(np.float32(cut), np.float32(np.inf)),
        lambda cut: np.nextafter(np.float32(cut), np.float32(-np.inf)),
        lambda cut: np.float64(np.float32(cut)),
    ],
    ids=["on it", "above", "below", "above in single", "below in single", "rounded to single"],
)
def test_boxes_predict_as_scikit_survival_does_at_every_cut(forest, gbsg2, beside):
    """At most the cut goes left, compared in single precision as the trees do."""
    cuts = cuts_of(forest)
    design, _ = gbsg2
    rows = design[np.arange(len(cuts)) % len(design)]
    for row, (term, threshold) in zip(rows, cuts, strict=True):
        row[term] = beside(threshold)

    assert 500 < len(cuts)
    np.testing.assert_allclose(from_boxes(forest, rows), predicted(forest, rows), atol=1e-6)


def test_a_cut_that_single_precision_cannot_hold_divides_as_the_tree_does():
    """Between two neighbours of single precision; the tree keeps the cut in double."""
    below = np.float32(1000.1)  # neighbours nearer to each other are not told apart
    above = np.nextafter(below, np.float32(np.inf))
    design = np.repeat([below, above], 20).astype(np.float64)[:, None]
    months = np.repeat([5.0, 30.0], 20)
    grown = RandomSurvivalForest(3, min_samples_leaf=3, random_state=1, bootstrap=False)
    grown.fit(design, Surv.from_arrays(np.ones(40, dtype=bool), months))
    between = np.linspace(below, above, 50, dtype=np.float64)[:, None]

    np.testing.assert_allclose(from_boxes(grown, between), predicted(grown, between), atol=1e-12)
    np.testing.assert_array_equal([0.0, 1.0], from_boxes(grown, design[[0, -1]])[:, 10])


def test_curves_are_steps_that_hold_until_the_next_death():
    """Deaths at 2 and 5, months 0 to 6: 1 before the first, and right-continuous."""
    design = np.zeros((8, 1))
    outcome = Surv.from_arrays(np.ones(8, dtype=bool), np.repeat([2.0, 5.0], [2, 6]))
    stump = RandomSurvivalForest(1, random_state=1, bootstrap=False).fit(design, outcome)
    boxes = boxes_of([stump], TimeGrid(6))

    assert [[1.0, 1.0, 0.75, 0.75, 0.75, 0.0, 0.0]] == boxes.survival.tolist()
    assert [[-np.inf]] == boxes.low.tolist()
    assert [[np.inf]] == boxes.high.tolist()


def test_trees_stand_in_the_order_of_their_bags(gbsg2):
    """The boxes of two bags are those of the first, then those of the second."""
    design, outcome = gbsg2
    bags = [
        RandomSurvivalForest(2, min_samples_leaf=50, random_state=seed).fit(design, outcome)
        for seed in (1, 2)
    ]
    first, second, both = boxes_of(bags[:1], GRID), boxes_of(bags[1:], GRID), boxes_of(bags, GRID)

    np.testing.assert_array_equal(np.vstack([first.survival, second.survival]), both.survival)
    np.testing.assert_array_equal(
        [*first.first_leaf, *(len(first.low) + second.first_leaf)], both.first_leaf
    )
