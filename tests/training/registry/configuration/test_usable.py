"""Whether a factor can be used, at the bounds."""

import numpy as np
import pytest

from training.registry.configuration.usable import UsablePatients
from training.registry.fits.refusals import ConstantFactor, TooManyMissing


def refusal(values, missing_allowed=0.4):
    column = np.array(values, dtype=object)
    return UsablePatients({"local_recurrence": column}, missing_allowed).refusal_of(
        "local_recurrence"
    )


def test_as_many_missing_as_allowed_can_be_used_and_one_more_cannot():
    """Two and three of five, where 40 % are allowed."""
    assert refusal([None, None, True, False, True]) is None
    assert isinstance(refusal([None, None, None, False, True]), TooManyMissing)


@pytest.mark.parametrize("missing_allowed", [0.4, 1.0])
def test_a_factor_that_nobody_has_cannot_be_used(missing_allowed):
    """Whatever is allowed."""
    assert isinstance(refusal([None] * 5, missing_allowed), TooManyMissing)


def test_one_other_value_is_enough_to_vary():
    """In whatever place it stands."""
    assert isinstance(refusal([True] * 4), ConstantFactor)
    for place in range(4):
        assert refusal([number == place for number in range(4)]) is None
