import numpy as np
import pytest

from training.estimators.kaplan_meier import estimate_survival

# Six patients: deaths in months 1, 3 (two of them) and 7; censored in months 3 and 9.
MONTHS = np.array([1, 3, 3, 3, 7, 9])
DIED = np.array([True, True, True, False, True, False])


@pytest.mark.parametrize(
    ("month", "survival"),
    [
        (0, 1.0),
        (1, 5 / 6),
        (2, 5 / 6),
        (3, 5 / 6 * 3 / 5),  # five at risk: who is censored in month 3 is still among them
        (7, 5 / 6 * 3 / 5 * 1 / 2),
        (60, 5 / 6 * 3 / 5 * 1 / 2),
    ],
)
def test_estimate_is_the_product_over_months_with_deaths(month, survival):
    """Calculated by hand; at equal times deaths precede censorings."""
    assert survival == pytest.approx(estimate_survival(MONTHS, DIED, month), abs=1e-15)
