"""Knots of restricted cubic splines, found in the data.

At the quantiles of Harrell, Regression Modeling Strategies, 2015, table 2.3, rounded so that none
shows the value of a patient.
"""

import numpy as np

from models.arrays import FloatArray
from models.factors import FACTORS
from models.terms import Linear, Spline, Term

QUANTILES = {
    3: (0.10, 0.50, 0.90),
    4: (0.05, 0.35, 0.65, 0.95),
    5: (0.05, 0.275, 0.50, 0.725, 0.95),
    6: (0.05, 0.23, 0.41, 0.59, 0.77, 0.95),
    7: (0.025, 0.1833, 0.3417, 0.50, 0.6583, 0.8167, 0.975),
}

FEWEST = 3

STEPS = {"largest_nodule_cm": 0.5}
"""What knots are rounded to; years, months and counts to whole numbers."""


def find_knots(factor: str, values: FloatArray, n_knots: int) -> tuple[float, ...]:
    """Place so many knots, or as many fewer as lie apart after rounding; none below three.

    Parameters
    ----------
    values : ndarray
        The known ones.
    """
    step = STEPS.get(factor, 1.0)
    for number in range(n_knots, FEWEST - 1, -1):
        knots = np.round(np.quantile(values, QUANTILES[number]) / step) * step
        inside = np.clip(knots, FACTORS[factor].lowest, FACTORS[factor].highest)
        if (np.diff(inside) > 0).all():
            return tuple(float(knot) for knot in inside)
    return ()


def spline_terms(factor: str, knots: tuple[float, ...]) -> tuple[Term, ...]:
    """Give a spline's terms: the straight one, then the bent ones; without knots a line."""
    bent = tuple(
        Spline(factor=factor, knots=knots, number=number + 1) for number in range(len(knots) - 2)
    )
    return (Linear(factor=factor), *bent)
