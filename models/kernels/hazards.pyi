from models.arrays import BoolArray, FloatArray, IntArray
from models.cox.moments import Moments

def survival(
    values: FloatArray,
    coefficients: FloatArray,
    cumulative_hazard: FloatArray,
    months: IntArray,
) -> FloatArray: ...
def coalition_values(
    row: FloatArray,
    profiles: FloatArray,
    holds: BoolArray,
    weights: FloatArray,
    everyone: IntArray,
    coefficients: FloatArray,
    cumulative_hazard: FloatArray,
) -> FloatArray: ...

class LogLogVariance:
    def __init__(
        self, coefficients: FloatArray, log_hazard: FloatArray, moments: Moments | None
    ) -> None: ...
    def of(
        self, values: FloatArray, places: IntArray, lowest: float, highest: float
    ) -> FloatArray: ...
