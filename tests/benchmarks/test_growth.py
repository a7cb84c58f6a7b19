"""Forests that grow."""

import numpy as np
import pytest

from benchmarks.grown_forest import Size, grow
from benchmarks.growth import AXES, NAMES, Axis, growth_contenders, measure_growth
from benchmarks.measuring import Plan

SMALL = Size(trees=20, patients=60)


@pytest.mark.parametrize(
    "size",
    [
        SMALL,
        Size(trees=20, patients=60, factors=12),
        Size(trees=20, patients=60, continuous=3),
        Size(trees=20, patients=60, longest_month=120),
    ],
    ids=["small", "factors", "continuous", "months"],
)
def test_contenders_agree_whatever_the_size(size):
    """They are made only after that proof; each of them acts."""
    contenders = growth_contenders(grow(size), n_horizons=2)

    assert NAMES == tuple(contender.name for contender in contenders)
    assert all(contender.act() is not None for contender in contenders)


def test_explanations_of_grown_forests_add_up():
    """To the curve less the average of the background."""
    forest = grow(Size(trees=20, patients=60, continuous=3))
    ours = forest.ours
    found = ours.attribute(forest.facts, ours.columns.factors, (30,))
    expected = ours.survival(forest.profile)[0, 30] - ours.mean_survival(ours.background)[30]

    np.testing.assert_allclose(
        sum(part.contribution[0] for part in found.values()), expected, rtol=0, atol=1e-12
    )


@pytest.mark.parametrize("axis", AXES, ids=lambda axis: axis.name)
def test_every_axis_grows(axis):
    """Steps rise, and each differs from the one before in size or horizons."""
    asked = [(axis.size(step), axis.horizons(step)) for step in axis.steps]

    assert sorted(axis.steps) == list(axis.steps)
    assert len(asked) == len({(str(size), horizons) for size, horizons in asked})


def test_the_section_has_a_table_and_a_picture():
    """A row for each step."""
    axis = Axis("trees", (10, 20), lambda n: Size(trees=n, patients=60))
    section = measure_growth(Plan(rounds=1, turn_seconds=0.0), (axis,))

    assert ["| trees | 10 |", "| trees | 20 |"] == [
        line[:14] for line in section.blocks[1].splitlines()[2:]
    ]
    assert ["bench-growth.svg"] == list(section.pictures)
