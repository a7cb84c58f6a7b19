"""What the models know of a factor, on which it depends what is said of a patient."""

import pytest

from models.rules import tells_one_from_more
from models.terms import Linear, Threshold


@pytest.mark.parametrize(("cut", "expected"), [(1, False), (2, True), (3, False)])
def test_only_a_cut_at_two_tells_one_nodule_from_more(cut, expected):
    """One and two lie on the same side of the other cuts."""
    term = Threshold(factor="nodule_count", operator=">=", cut=cut)

    assert expected == tells_one_from_more([term])


def test_a_line_tells_more_than_one_from_two():
    """Nor is anything told without a term."""
    assert not tells_one_from_more([Linear(factor="nodule_count")])
    assert not tells_one_from_more([])
