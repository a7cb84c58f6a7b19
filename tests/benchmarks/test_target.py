"""Figures against what was asked for."""

import pytest

from benchmarks.target import Target, Verdict

LARGE = Target("a ratio", 50, 300, "x")
SMALL = Target("a size", 5, 1, "MB", small_is_good=True)


@pytest.mark.parametrize(
    ("target", "value", "verdict"),
    [
        (LARGE, 300.0, Verdict.AIM),
        (LARGE, 299.99, Verdict.MET),
        (LARGE, 50.0, Verdict.MET),
        (LARGE, 49.999, Verdict.MISSED),
        (SMALL, 1.0, Verdict.AIM),
        (SMALL, 1.01, Verdict.MET),
        (SMALL, 5.0, Verdict.MET),
        (SMALL, 5.001, Verdict.MISSED),
    ],
)
def test_a_figure_is_judged_without_rounding(target, value, verdict):
    """What misses by a thousandth is missed."""
    assert verdict == target.judge(value)
