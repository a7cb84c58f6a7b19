"""The eight cells, approximated from the printed figures alone.

This was worked out before any cohort was reconstructed: the printed adjusted hazard ratios,
factors independent of each other, and an exponential baseline calibrated to a mean survival of
0.629 at 60 months (0.743, that is 0.004945 a month, in the cell without any factor). The limits
carry the printed standard errors and limits of 0.51 and 0.75 for that mean.

Source: doi:10.3389/fsurg.2024.1470784; notes on the published evidence, section 1.11. All of it
is inferred, nothing of it printed there.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class ApproximatedCell:
    """One cell of the three factors: its share, and its survival with 95 % limits at 60 months."""

    share: float
    survival_60: float
    lower: float
    upper: float


Profile = tuple[float, ...]

APPROXIMATION: dict[Profile, ApproximatedCell] = {
    (0, 0, 0): ApproximatedCell(0.17, 0.74, 0.57, 0.86),
    (0, 0, 1): ApproximatedCell(0.31, 0.58, 0.40, 0.74),
    (0, 1, 0): ApproximatedCell(0.10, 0.57, 0.32, 0.77),
    (0, 1, 1): ApproximatedCell(0.18, 0.35, 0.15, 0.57),
    (1, 0, 0): ApproximatedCell(0.05, 0.92, 0.80, 0.97),
    (1, 0, 1): ApproximatedCell(0.10, 0.86, 0.69, 0.95),
    (1, 1, 0): ApproximatedCell(0.03, 0.86, 0.66, 0.95),
    (1, 1, 1): ApproximatedCell(0.06, 0.76, 0.49, 0.90),
}
"""By DFI > 12 months, local recurrence, nodules >= 2 (1 is yes)."""
