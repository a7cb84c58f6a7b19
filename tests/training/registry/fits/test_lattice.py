"""Rounded cuts and bins, none of which holds fewer than five patients."""

import numpy as np
import pytest

from models.terms import Columns, Level, Linear
from training.registry.fits.lattice import _divides, choose_bins, round_to_lattice

COLUMNS = Columns(
    (
        Linear(factor="age_years"),
        Linear(factor="largest_nodule_cm"),
        Linear(factor="nodule_count"),
        Level(factor="sex", level="male"),
    )
)


def design_of(n_patients, seed=1):
    rng = np.random.default_rng(seed)
    return np.column_stack(
        [
            rng.normal(50, 16, n_patients),
            np.exp(rng.normal(0.6, 0.6, n_patients)),
            rng.geometric(0.3, n_patients),
            rng.integers(0, 2, n_patients),
        ]
    ).astype(float)


@pytest.mark.parametrize("n_patients", [20, 110, 5_000])
def test_no_bin_holds_fewer_than_five(n_patients):
    """Of any column with cuts of numbers."""
    design = design_of(n_patients)
    numbers = choose_bins([design], COLUMNS).number(design)
    for column in range(3):
        assert np.bincount(numbers[:, column].astype(int)).min() >= 5


def test_cuts_are_round():
    """Whole years and nodules, half centimetres; one half for zeros and ones."""
    cuts = choose_bins([design_of(5_000)], COLUMNS).cuts

    assert all(float(cut).is_integer() for cut in [*cuts[0], *cuts[2]])
    assert all(float(2 * cut).is_integer() for cut in cuts[1])
    assert [0.5] == cuts[3].tolist()


def test_there_are_at_most_32_bins():
    """However many patients."""
    cuts = choose_bins([design_of(20_000)], COLUMNS).cuts

    assert max(len(one) for one in cuts) <= 31


def test_bins_compare_as_the_cuts_do():
    """number <= threshold is value <= cut, on the cuts themselves as well."""
    design = design_of(3_000)
    bins = choose_bins([design], COLUMNS)
    design[:31, 0] = bins.cuts[0][np.arange(31) % len(bins.cuts[0])]
    numbers = bins.number(design)
    for column in range(4):
        for threshold in np.arange(len(bins.cuts[column])) + 0.5:
            expected = design[:, column].astype(np.float32) <= bins.cut(column, threshold)
            np.testing.assert_array_equal(expected, numbers[:, column] <= threshold)


def test_a_threshold_between_distant_bins_cuts_at_the_lower_end():
    """Between bin 1 and bin 4, at 2.5: above the cut of bin 2."""
    bins = choose_bins([design_of(3_000)], COLUMNS)

    assert bins.cuts[0][2] == bins.cut(0, 2.5)


def test_the_highest_value_of_a_bin_lies_in_it():
    """And the last has none."""
    design = design_of(500)
    bins = choose_bins([design], COLUMNS)
    numbers = bins.number(design)
    highest = bins.highest(numbers)

    assert (highest >= design.astype(np.float32)).all()
    np.testing.assert_array_equal(numbers, bins.number(highest))


def test_a_column_that_is_the_same_in_everybody_has_no_cut():
    """Nothing to divide."""
    design = np.full((50, 1), 3.0)

    assert [] == choose_bins([design], Columns(COLUMNS.terms[:1])).cuts[0].tolist()


def test_imputations_share_their_cuts_and_count_patients():
    """Two of 20 patients: no bin of fewer than ten rows."""
    designs = [design_of(20, 1), design_of(20, 2)]
    bins = choose_bins(designs, COLUMNS)
    counted = np.bincount(bins.number(np.concatenate(designs))[:, 0].astype(int))

    assert counted.min() >= 10


def test_rounding():
    """By hand."""
    assert [12.0, 13.0] == round_to_lattice("age_years", np.array([12.4, 12.6])).tolist()
    assert [1.0, 1.5] == round_to_lattice("largest_nodule_cm", np.array([1.2, 1.3])).tolist()


@pytest.mark.parametrize(
    ("cuts", "expected"),
    [
        *(([4.0], False), ([5.0], True), ([10.0], True), ([11.0], False)),
        *(([5.0, 9.0], False), ([5.0, 10.0], True)),
    ],
)
def test_five_on_either_side_of_a_cut_are_enough(cuts, expected):
    """Of 1 to 15, at or below a cut; the last of two has the first as its lower end."""
    assert expected == _divides([float(value) for value in range(1, 16)], cuts, 5)


def test_cuts_lie_at_the_quantiles():
    """Of 0 to 100 in four bins: 25, 50 and 75."""
    columns = Columns((Linear(factor="age_years"),))
    bins = choose_bins([np.arange(101.0)[:, None]], columns, most_bins=4)

    assert [25.0, 50.0, 75.0] == bins.cuts[0].tolist()
