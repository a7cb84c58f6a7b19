"""What is read off many curves at once, against one curve at a time."""

import numpy as np

from models.kernels import intervals

CURVES = np.cumprod(
    np.concatenate([np.ones((6, 1)), np.random.default_rng(3).uniform(0.8, 1.0, (6, 11))], axis=1),
    axis=1,
)
CURVES[4, 5:] = 0.5
CURVES[5] = np.linspace(1.0, 0.51, 12)


def test_curves_and_limits_are_read_off_at_the_same_places():
    """In the order of the places."""
    lower, upper = CURVES - 0.1, CURVES + 0.1
    found = intervals.read_off(CURVES, lower, upper, np.array([7, 2]))

    assert [
        [(curve[i], low[i], high[i]) for i in (7, 2)]
        for curve, low, high in zip(CURVES, lower, upper, strict=True)
    ] == found
