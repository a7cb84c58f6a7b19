from models.averaging.design_matrix import IntArray
from models.terms import FloatArray

def limits(
    survival: FloatArray,
    within: FloatArray,
    between: FloatArray,
    inflation: float,
    margin: float,
    quantile: float,
) -> tuple[FloatArray, FloatArray]: ...
def variance(values: FloatArray) -> FloatArray: ...
def on_log_log_scale(spread: FloatArray, survival: FloatArray, n_patients: float) -> FloatArray: ...
def summaries(curves: FloatArray) -> tuple[list[int], list[float]]: ...
def read_off(
    curves: FloatArray, lower: FloatArray, upper: FloatArray, places: IntArray
) -> list[list[tuple[float, float, float]]]: ...
