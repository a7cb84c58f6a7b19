import numpy as np
import pytest

from training.registry.description.grouping import BOUNDARIES, group_by


@pytest.mark.parametrize(
    ("factor", "values", "labels", "beyond"),
    [
        (
            "age_years",
            [64.9, 65, np.nan],
            ["< 65 years", "\N{GREATER-THAN OR EQUAL TO} 65 years"],
            [1],
        ),
        ("ecog", [0, 1, 4], ["< 1", "\N{GREATER-THAN OR EQUAL TO} 1"], [1, 2]),
        (
            "disease_free_interval_months",
            [12, 12.1, 0],
            ["\N{LESS-THAN OR EQUAL TO} 12 months", "> 12 months"],
            [1],
        ),
        ("nodule_count", [1, 2, 9], ["< 2", "\N{GREATER-THAN OR EQUAL TO} 2"], [1, 2]),
        ("largest_nodule_cm", [3, 3.1, np.nan], ["\N{LESS-THAN OR EQUAL TO} 3 cm", "> 3 cm"], [1]),
    ],
)
def test_numbers_are_divided_at_the_stated_boundaries(factor, values, labels, beyond):
    """DFI > 12 months, nodules >= 2, age >= 65, size > 3 cm, ECOG >= 1; unknown in neither."""
    grouping = group_by(factor, np.array(values, dtype=np.float64))

    assert labels == [group.label for group in grouping.groups]
    assert beyond == np.flatnonzero(grouping.groups[1].members).tolist()
    assert np.isnan(values).sum() == grouping.counts(np.ones(3, dtype=bool))[-1]


def test_every_factor_with_a_boundary_has_one():
    """The five of the design."""
    assert 5 == len(BOUNDARIES)


def test_levels_that_nobody_has_are_no_groups():
    """In the order of the factor's levels."""
    grouping = group_by("grade", np.array([3.0, 1.0, np.nan]))

    assert ["1", "3"] == [group.label for group in grouping.groups]
    assert [1, 1, 1] == grouping.counts(np.ones(3, dtype=bool))
