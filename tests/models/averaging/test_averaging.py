"""What is prepared for many averages, against tables by hand and against one average at a time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.averaging.averaging import Averaging
from models.averaging.background import Background, average_over
from models.terms import Columns, Level, Linear, Spline, Threshold

DFI_TERM = Threshold(factor="disease_free_interval_months", operator=">", cut=12.0)
NODULE_TERM = Threshold(factor="nodule_count", operator=">=", cut=2.0)
SIDE_TERM = Level(factor="laterality", level="bilateral")
RECURRENCE_TERM = Level(factor="local_recurrence", level=True)

LONG = {"disease_free_interval_months": 24.0}
BILATERAL, UNILATERAL = {"laterality": "bilateral"}, {"laterality": "unilateral"}
ONE, FIVE = {"nodule_count": 1}, {"nodule_count": 5}

WITHOUT_SIDES = Columns((DFI_TERM, NODULE_TERM))
# DFI > 12, nodules >= 2: share, and the share in each of two reconstructions.
TABLE_WITHOUT_SIDES = [
    ((0, 0), 0.1, (0.2, 0.0)),
    ((0, 1), 0.2, (0.2, 0.2)),
    ((1, 0), 0.3, (0.2, 0.4)),
    ((1, 1), 0.4, (0.4, 0.4)),
]
WITH_SIDES = Columns((DFI_TERM, NODULE_TERM, SIDE_TERM))
# DFI > 12, nodules >= 2, bilateral: nobody has one nodule on both sides.
TABLE_WITH_SIDES = [
    ((0, 0, 0), 0.1, (0.2, 0.0)),
    ((1, 0, 0), 0.2, (0.1, 0.3)),
    ((0, 1, 0), 0.1, (0.1, 0.1)),
    ((1, 1, 0), 0.2, (0.2, 0.2)),
    ((0, 1, 1), 0.3, (0.3, 0.3)),
    ((1, 1, 1), 0.1, (0.1, 0.1)),
]


def as_background(table):
    """Make a background of rows of (profile, share, shares in the reconstructions)."""
    profiles, shares, alone = zip(*table, strict=True)
    return Background(np.array(profiles, float), np.array(shares), np.array(alone).T)


def as_table(background):
    """Give the share of every profile."""
    return {
        tuple(map(int, profile)): share
        for profile, share in zip(background.profiles, background.weights, strict=True)
    }


def tables_if_known(table, columns, facts, factor):
    """Give the averages for each value of an unknown factor, as tables."""
    return [as_table(over) for over in backgrounds_if_known(table, columns, facts, factor)]


def backgrounds_if_known(table, columns, facts, factor):
    """Give the averages for each value of an unknown factor of one patient."""
    averaging = Averaging(as_background(table), columns)
    substituted = averaging.substituted(averaging.encode([facts]))
    ends = [*substituted.first[1:], len(substituted.design)]
    runs = {
        f: range(a, b)
        for (_, f), a, b in zip(substituted.asked, substituted.first, ends, strict=True)
    }
    found = {
        row: Background(profiles[i], others.weights, others.cohort_weights)
        for rows, profiles, others in averaging.profiles(substituted.design)
        for i, row in enumerate(rows.tolist())
    }
    return [found[row] for row in runs[factor]]


def linked(table, columns, facts):
    """Give the linked coalitions of one patient."""
    averaging = Averaging(as_background(table), columns)
    design = averaging.encode([facts])
    return averaging.linked(int(design.excludes[0]), is_settled=bool(design.is_settled[0]))


def test_an_unknown_factor_is_tried_at_each_of_its_values():
    """DFI unknown: all short, then all long, with the nodules as they are."""
    short, long = tables_if_known(
        TABLE_WITHOUT_SIDES, WITHOUT_SIDES, {}, "disease_free_interval_months"
    )

    assert pytest.approx({(0, 0): 0.4, (0, 1): 0.6}) == short
    assert pytest.approx({(1, 0): 0.4, (1, 1): 0.6}) == long


def test_values_that_the_facts_exclude_are_not_tried():
    """A bilateral patient cannot turn out to have one nodule, nor one nodule to be two-sided."""
    (several,) = tables_if_known(
        TABLE_WITHOUT_SIDES, WITHOUT_SIDES, {**LONG, **BILATERAL}, "nodule_count"
    )
    (one_sided,) = tables_if_known(TABLE_WITH_SIDES, WITH_SIDES, {**LONG, **ONE}, "laterality")

    assert pytest.approx({(1, 1): 1.0}) == several
    assert pytest.approx({(1, 0, 0): 1.0}) == one_sided


@pytest.mark.parametrize(
    ("columns", "table", "facts", "factor"),
    [
        (WITHOUT_SIDES, TABLE_WITHOUT_SIDES, BILATERAL, "nodule_count"),
        (WITH_SIDES, TABLE_WITH_SIDES, BILATERAL, "nodule_count"),
        (WITH_SIDES, TABLE_WITH_SIDES, ONE, "laterality"),
    ],
    ids=["bilateral", "bilateral with its term", "one nodule"],
)
def test_what_the_facts_settle_is_as_if_known(columns, table, facts, factor):
    """The one value left changes no row: not even those that are left out have a part in it."""
    (settled,) = backgrounds_if_known(table, columns, facts, factor)
    over = average_over(as_background(table), columns, facts)

    np.testing.assert_array_equal(over.profiles, settled.profiles)
    np.testing.assert_allclose(over.weights, settled.weights, rtol=1e-15)
    np.testing.assert_allclose(over.cohort_weights, settled.cohort_weights, rtol=1e-15)


def test_rows_that_the_facts_exclude_have_no_part_in_a_range():
    """By hand: bilateral leaves short 0.2 and long 0.4 of 0.6; both take the DFI that is tried.

    Another row's share would show where the table has a second unknown factor: recurrence is
    0.1 of the 0.5 with two or more nodules, but 0.4 of the 0.5 with one.
    """
    columns = Columns((DFI_TERM, NODULE_TERM, RECURRENCE_TERM))
    table = [
        ((0, 0, 1), 0.4, (0.4,)),
        ((1, 0, 0), 0.1, (0.1,)),
        ((0, 1, 0), 0.4, (0.4,)),
        ((1, 1, 1), 0.1, (0.1,)),
    ]
    short, long = tables_if_known(table, columns, BILATERAL, "disease_free_interval_months")
    (several,) = tables_if_known(table, columns, BILATERAL, "nodule_count")

    assert pytest.approx({(0, 1, 0): 0.8, (0, 1, 1): 0.2}) == short
    assert pytest.approx({(1, 1, 0): 0.8, (1, 1, 1): 0.2}) == long
    assert pytest.approx({(0, 1, 0): 0.8, (1, 1, 1): 0.2}) == several


def test_a_tried_value_excludes_rows_as_a_known_one_does():
    """Laterality unknown and tried as bilateral: one nodule is left out of that average."""
    unilateral, bilateral = tables_if_known(TABLE_WITH_SIDES, WITH_SIDES, {}, "laterality")
    background = as_background(TABLE_WITH_SIDES)

    assert pytest.approx(as_table(average_over(background, WITH_SIDES, UNILATERAL))) == unilateral
    assert pytest.approx(as_table(average_over(background, WITH_SIDES, BILATERAL))) == bilateral


def test_columns_of_one_factor_are_tried_together():
    """Nodules >= 2 and >= 10: 0-0, 1-0 and 1-1 occur, 0-1 does not and is not tried."""
    many = Threshold(factor="nodule_count", operator=">=", cut=10.0)
    table = [((0, 0), 0.5, (0.5,)), ((1, 0), 0.3, (0.3,)), ((1, 1), 0.2, (0.2,))]
    substituted = tables_if_known(table, Columns((NODULE_TERM, many)), {}, "nodule_count")

    assert [{(0, 0): 1.0}, {(1, 0): 1.0}, {(1, 1): 1.0}] == substituted


SEVERAL = np.array([0.0, 0.0, 0.1, 0.2, 0.3, 0.1]) / 0.7
"""The shares of the table with laterality, without the rows of one nodule."""
ONE_SIDED = np.array([0.1, 0.2, 0.1, 0.2, 0.0, 0.0]) / 0.6
"""The same without the bilateral rows."""


@pytest.mark.parametrize(
    ("facts", "inside", "outside", "weights"),
    [
        (BILATERAL, {"laterality"}, set(), SEVERAL),
        ({**BILATERAL, **FIVE}, {"laterality"}, {"nodule_count"}, SEVERAL),
        (ONE, {"nodule_count"}, set(), ONE_SIDED),
        ({**ONE, **UNILATERAL, **LONG}, {"nodule_count"}, {"laterality"}, ONE_SIDED),
    ],
    ids=["bilateral", "bilateral-five", "one", "one-unilateral"],
)
def test_coalitions_that_leave_rows_out_are_found(facts, inside, outside, weights):
    """Those that hold the one fact and not the other, which would settle it."""
    (link,) = linked(TABLE_WITH_SIDES, WITH_SIDES, facts)

    assert (inside, outside) == (link.inside, link.outside)
    np.testing.assert_allclose(weights, link.weights)


@pytest.mark.parametrize("facts", [{}, LONG, FIVE, UNILATERAL, {**FIVE, **UNILATERAL}], ids=str)
def test_other_coalitions_leave_no_row_out(facts):
    """Several nodules may lie on one side or on both, one side may hold any number."""

    assert () == linked(TABLE_WITH_SIDES, WITH_SIDES, facts)


def test_laterality_links_where_it_stands_in():
    """In a model without a term for it."""
    (link,) = linked(TABLE_WITHOUT_SIDES, WITHOUT_SIDES, BILATERAL)

    assert ({"laterality"}, set()) == (link.inside, link.outside)
    np.testing.assert_allclose([0.0, 0.2 / 0.6, 0.0, 0.4 / 0.6], link.weights)


MIXED = Columns(
    (
        Linear(factor="age_years"),
        Spline(factor="age_years", knots=(40.0, 55.0, 70.0), number=1),
        Level(factor="primary_site", level="extremity"),
        Level(factor="primary_site", level="head_neck"),
        NODULE_TERM,
        SIDE_TERM,
    )
)
PATIENTS = [
    {"age_years": age, "primary_site": site, "nodule_count": count, "laterality": side}
    for age in (35.0, 50.0, 50.5, 77.0)
    for site in ("extremity", "head_neck", "trunk_wall")
    for count, side in ((1, "unilateral"), (3, "unilateral"), (3, "bilateral"))
]


def mixed_background(seed):
    """Draw thirty patients, some of them alike."""
    rng = np.random.default_rng(seed)
    drawn = [PATIENTS[i] for i in rng.integers(len(PATIENTS), size=30)]
    profiles = Averaging(Background(np.zeros((1, 6)), np.ones(1), np.ones((1, 1))), MIXED)
    weights = rng.dirichlet(np.ones(30), 3)
    return Background(profiles.encode(drawn).values, weights[0], weights)


@given(
    st.integers(0, 3),
    st.lists(
        st.tuples(st.sampled_from(PATIENTS), st.sets(st.sampled_from(sorted(PATIENTS[0])))),
        min_size=1,
        max_size=6,
    ),
)
def test_many_averages_are_those_taken_one_at_a_time(seed, drawn):
    """Rows of all kinds of terms, whatever is known, in any mixture."""
    background = mixed_background(seed)
    averaging = Averaging(background, MIXED)
    facts = [{f: v for f, v in patient.items() if f in kept} for patient, kept in drawn]
    design = averaging.encode(facts)

    found = {
        row: (profiles[i], others)
        for rows, profiles, others in averaging.profiles(design)
        for i, row in enumerate(rows.tolist())
    }

    assert set(range(len(facts))) == found.keys()
    for row, (profiles, others) in found.items():
        expected = average_over(background, MIXED, facts[row])
        np.testing.assert_allclose(profiles, expected.profiles)
        np.testing.assert_allclose(others.weights, expected.weights, rtol=1e-12)
        np.testing.assert_allclose(others.cohort_weights, expected.cohort_weights, rtol=1e-12)
