"""A column is suspected of another unit by its median: each limit at, below and above it."""

import numpy as np
import pytest

from training.registry.reading.suspicions import suspicion_faults
from training.registry.reading.table import RegistryTable


def suspected(column, values, accepted=()):
    table = RegistryTable(np.arange(2, 2 + len(values)), {column: np.array(values, dtype=float)})
    return [(fault.column, fault.code) for fault in suspicion_faults(table, accepted)]


LIMITS = [
    ("time_months", 150),
    ("dfs_time_months", 150),
    ("disease_free_interval_months", 200),
    ("largest_nodule_cm", 8),
]


@pytest.mark.parametrize(("column", "limit"), LIMITS)
def test_a_median_above_the_limit_is_suspected(column, limit):
    """And one at it is not: the median is the third of five."""
    lower, higher = [1.0, 1.0], [1000.0, 1000.0]

    assert [(column, "unit_suspected")] == suspected(column, [*lower, limit + 0.01, *higher])
    assert [] == suspected(column, [*lower, float(limit), *higher])


@pytest.mark.parametrize(("column", "limit"), LIMITS)
def test_a_confirmed_unit_is_not_suspected(column, limit):
    """Somebody has looked."""
    assert [] == suspected(column, [limit + 1.0] * 9, accepted={column})
    assert suspected(column, [limit + 1.0] * 9, accepted={"age_years"})


def test_a_median_of_fewer_than_five_says_nothing():
    """Unknown values do not count."""
    assert [] == suspected("largest_nodule_cm", [20.0] * 4)
    assert [] == suspected("largest_nodule_cm", [20.0] * 4 + [np.nan] * 9)
    assert suspected("largest_nodule_cm", [20.0] * 5 + [np.nan] * 9)


def test_the_sentence_names_units_and_limit_but_no_value():
    """Of the column, what is suspected and what is asked for."""
    table = RegistryTable(np.arange(5), {"time_months": np.full(5, 1234.0)})
    (fault,) = suspicion_faults(table, ())

    assert "the median is above 150 months: written in days? must be in months" == fault.message
    assert "1234" not in fault.message
