"""A chi-squared test and how it is shown; the quantiles are those of any printed table."""

import pytest

from training.registry.description.chi_squared import ChiSquaredTest, ShownTest


@pytest.mark.parametrize(
    ("statistic", "degrees", "p"),
    [(3.841459, 1, 0.05), (6.634897, 1, 0.01), (5.991465, 2, 0.05), (16.811894, 6, 0.01)],
)
def test_p_is_the_upper_tail(statistic, degrees, p):
    """The 95 % and 99 % points of 1, 2 and 6 degrees of freedom."""
    assert p == pytest.approx(ChiSquaredTest(statistic, degrees).p, rel=1e-6)


def test_it_is_shown_with_one_and_three_decimals():
    """3.8459 becomes 3.8; its p of 0.0499 becomes 0.05.

    Of 3 degrees of freedom p is erfc(sqrt(x / 2)) + sqrt(2 x / pi) exp(-x / 2): for x = 0.16 that
    is 0.6892 + 0.3192 * 0.9231 = 0.9838.
    """
    assert ShownTest(3.8, 1, 0.05) == ChiSquaredTest(3.8459, 1).shown()
    assert ShownTest(0.2, 3, 0.984) == ChiSquaredTest(0.16, 3).shown()
