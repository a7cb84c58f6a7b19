"""Averages over a background, against tables small enough to work out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.averaging.background import (
    Background,
    average_over,
    informative_facts,
    single_nodule_marks,
)
from models.factors import Patient
from models.terms import Columns, Level, Linear, Threshold

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


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, {(0, 0): 0.1, (0, 1): 0.2, (1, 0): 0.3, (1, 1): 0.4}),
        (LONG, {(1, 0): 0.1 + 0.3, (1, 1): 0.2 + 0.4}),
        ({**LONG, **ONE}, {(1, 0): 1.0}),
        # One nodule cannot lie on both sides: only the rows with two or more are left.
        (BILATERAL, {(0, 1): 0.2 / 0.6, (1, 1): 0.4 / 0.6}),
        ({**LONG, **BILATERAL}, {(1, 1): 1.0}),
        (UNILATERAL, {(0, 0): 0.1, (0, 1): 0.2, (1, 0): 0.3, (1, 1): 0.4}),
    ],
    ids=["nothing", "dfi", "all", "bilateral", "dfi-bilateral", "unilateral"],
)
def test_averages_of_a_model_without_a_term_for_laterality(facts, expected):
    """Known facts are held, equal rows merge, impossible ones are left out."""
    over = average_over(as_background(TABLE_WITHOUT_SIDES), WITHOUT_SIDES, facts)

    assert pytest.approx(expected) == as_table(over)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, {profile: share for profile, share, _ in TABLE_WITH_SIDES}),
        # Rows one and two would have one nodule on both sides.
        (BILATERAL, {(0, 1, 1): (0.1 + 0.3) / 0.7, (1, 1, 1): (0.2 + 0.1) / 0.7}),
        # So would rows five and six.
        (ONE, {(0, 0, 0): (0.1 + 0.1) / 0.6, (1, 0, 0): (0.2 + 0.2) / 0.6}),
        (
            FIVE,
            {(0, 1, 0): 0.1 + 0.1, (1, 1, 0): 0.2 + 0.2, (0, 1, 1): 0.3, (1, 1, 1): 0.1},
        ),
        (
            UNILATERAL,
            {(0, 0, 0): 0.1, (1, 0, 0): 0.2, (0, 1, 0): 0.1 + 0.3, (1, 1, 0): 0.2 + 0.1},
        ),
        ({**FIVE, **BILATERAL}, {(0, 1, 1): 0.1 + 0.1 + 0.3, (1, 1, 1): 0.2 + 0.2 + 0.1}),
        ({**LONG, **ONE, **UNILATERAL}, {(1, 0, 0): 1.0}),
    ],
    ids=["nothing", "bilateral", "one", "five", "unilateral", "five-bilateral", "all"],
)
def test_averages_of_a_model_with_a_term_for_laterality(facts, expected):
    """What is impossible depends on the row's laterality too, not only on the patient's."""
    over = average_over(as_background(TABLE_WITH_SIDES), WITH_SIDES, facts)

    assert pytest.approx(expected) == as_table(over)


def test_each_reconstruction_is_averaged_over_its_own_patients():
    """With one nodule: (.2 + .1) and (.1 + .2) of .6; (0 + .1) and (.3 + .2) of .6."""
    over = average_over(as_background(TABLE_WITH_SIDES), WITH_SIDES, ONE)

    np.testing.assert_allclose(
        [[0.3 / 0.6, 0.3 / 0.6], [0.1 / 0.6, 0.5 / 0.6]], over.cohort_weights
    )


def test_a_model_that_does_not_count_nodules_asks_nothing_of_laterality():
    """Without a nodule term no row is impossible."""
    columns = Columns((DFI_TERM,))
    table = [((0,), 0.3, (0.3,)), ((1,), 0.7, (0.7,))]
    over = average_over(as_background(table), columns, BILATERAL)

    assert pytest.approx({(0,): 0.3, (1,): 0.7}) == as_table(over)


def test_the_background_itself_is_not_changed():
    """Averaging works on a copy."""
    background = as_background(TABLE_WITH_SIDES)
    average_over(background, WITH_SIDES, {**LONG, **FIVE})

    np.testing.assert_array_equal(
        [profile for profile, _, _ in TABLE_WITH_SIDES], background.profiles
    )


@given(
    shares=st.lists(st.floats(0.01, 1.0), min_size=18, max_size=18),
    facts=st.fixed_dictionaries(
        {},
        optional={
            "disease_free_interval_months": st.floats(0, 600),
            "nodule_count": st.integers(2, 500),
            "laterality": st.sampled_from(["unilateral", "bilateral"]),
        },
    ),
)
def test_weights_sum_to_one(shares, facts):
    """Whatever is known, the shares of what is left are made whole again."""
    table = np.reshape(shares, (3, 6))
    weights, *alone = table / table.sum(axis=1, keepdims=True)
    profiles = np.array([profile for profile, _, _ in TABLE_WITH_SIDES], float)
    over = average_over(Background(profiles, weights, np.array(alone)), WITH_SIDES, facts)

    assert pytest.approx(1.0) == over.weights.sum()
    assert [1.0, 1.0] == pytest.approx(over.cohort_weights.sum(axis=1))
    assert len(over.profiles) == len(np.unique(over.profiles, axis=0))


@pytest.mark.parametrize(
    ("columns", "facts", "expected"),
    [
        (WITHOUT_SIDES, {}, {}),
        (WITHOUT_SIDES, {**LONG, **ONE, "sex": "female"}, {**LONG, **ONE}),
        (WITHOUT_SIDES, BILATERAL, BILATERAL),
        (WITHOUT_SIDES, UNILATERAL, {}),
        (WITHOUT_SIDES, {**BILATERAL, **FIVE}, FIVE),
        (WITH_SIDES, BILATERAL, BILATERAL),
        (WITH_SIDES, {**UNILATERAL, **FIVE}, {**UNILATERAL, **FIVE}),
        (Columns((DFI_TERM,)), BILATERAL, {}),
        (
            Columns((RECURRENCE_TERM,)),
            {"local_recurrence": False},
            {"local_recurrence": False},
        ),
    ],
    ids=[
        "nothing",
        "model factors",
        "bilateral stands in for nodules",
        "unilateral does not",
        "nodules are known",
        "own term",
        "both known",
        "no nodules in the model",
        "false is known",
    ],
)
def test_informative_are_the_facts_that_bear_on_the_model(columns, facts, expected):
    """Both sides mean at least two nodules, where their number is wanted and unknown."""

    assert expected == informative_facts(Patient(**facts), columns)


def test_only_terms_of_nodules_that_part_one_from_two_mark_a_single_one():
    """A cut at 1 holds of both, one at 3 of neither; age is not about nodules."""
    cuts = [Threshold(factor="nodule_count", operator=">=", cut=cut) for cut in (1, 2, 3)]
    lines = [Linear(factor=factor) for factor in ("nodule_count", "age_years")]

    marks = single_nodule_marks(Columns((*cuts, *lines)))

    assert [(1, 1.0), (3, 2.0)] == marks
