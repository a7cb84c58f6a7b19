"""Counts beside hazard ratios, and groups too small for one, by hand."""

import numpy as np
import pytest

from models.terms import Columns, Level
from training.registry.description.grouping import Group, Grouping
from training.registry.description.hazard_ratios import compare_levels, fit_terms
from training.registry.description.patients import FEWER_PATIENTS, Patients

RECURRENCE = Columns((Level(factor="local_recurrence", level=True),))
N = 60
MONTHS = np.arange(1, N + 1)
EVENT = MONTHS % 2
"""30 of 60, every other one."""


def factor(n_yes, n_unknown=0):
    """So many who had it, the unknown and those who had not, spread over the months.

    Steps of 7 reach each of the 60 once, and keep odd places odd: half of any have the event.
    """
    values = [True] * n_yes + [None] * n_unknown + [False] * (N - n_yes - n_unknown)
    return {"local_recurrence": np.array(values, dtype=object)[7 * np.arange(N) % N]}


@pytest.mark.parametrize("n_yes", [3, 57])
def test_a_term_with_a_small_side_takes_no_part(n_yes):
    """Three with it, or three without: a ratio would tell of those few."""
    [row] = fit_terms(Patients(MONTHS, EVENT, ()), factor(n_yes), RECURRENCE).rows

    assert (None, FEWER_PATIENTS) == (row.estimate, row.note)


def test_a_model_and_its_row_count_their_own_patients():
    """20 with it, 10 unknown, 30 without; half of each had the event."""
    found = fit_terms(Patients(MONTHS, EVENT, ()), factor(20, 10), RECURRENCE)

    [row] = found.rows
    assert ("50", "25") == (str(found.n), str(found.events))
    assert ("20", "10") == (str(row.n), str(row.events))
    assert 2 == row.estimate.digits


def test_the_unknown_have_a_row_of_their_own():
    """20, 30 and 10 of whom it is unknown."""
    place = np.arange(N)
    groups = (Group("no", place < 20), Group("yes", (place >= 20) & (place < 50)))

    found = compare_levels(Patients(MONTHS, EVENT, ()), Grouping("local_recurrence", groups))

    assert [("no", "20"), ("yes", "30"), ("unknown", "10")] == [
        (row.label, str(row.n)) for row in found.rows
    ]
    assert ["10", "15", "5"] == [str(row.events) for row in found.rows]
