import numpy as np

from models.terms import Columns, Level, Linear, Spline, Threshold
from training.registry.fits.design import design_matrix

COLUMNS = Columns(
    (
        Linear(factor="age_years"),
        Spline(factor="age_years", knots=(30.0, 50.0, 70.0), number=1),
        Level(factor="local_recurrence", level=True),
        Level(factor="sex", level="male"),
        Threshold(factor="nodule_count", operator=">=", cut=2),
    )
)
FACTORS = {
    "age_years": np.array([61.5, 20.0, 61.5, 80.0]),
    "local_recurrence": np.array([True, False, False, True], dtype=object),
    "sex": np.array(["male", "female", "female", "male"], dtype=object),
    "nodule_count": np.array([1.0, 2.0, 7.0, 1.0]),
}


def test_all_patients_at_once_are_each_patient_alone():
    """The table holds what a prediction would encode."""
    design = design_matrix(COLUMNS, FACTORS)

    for row in range(4):
        alone = [COLUMNS.encode(name, FACTORS[name][row]) for name in COLUMNS.factors]
        np.testing.assert_array_equal(np.concatenate(alone), design[row])
