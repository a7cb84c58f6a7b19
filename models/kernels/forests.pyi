import numpy as np
from numpy.typing import NDArray

from models.arrays import FloatArray, IntArray

class Lookup:
    def __init__(
        self,
        low: NDArray[np.float32],
        high: NDArray[np.float32],
        factor_of_column: IntArray,
        places: IntArray,
    ) -> None: ...
    def states(self, values: FloatArray) -> IntArray: ...
    def part(self, values: FloatArray, factor: int) -> IntArray: ...

def look_up(
    table: FloatArray,
    everyone: IntArray,
    first: IntArray,
    states: IntArray,
    leaf: IntArray,
) -> FloatArray: ...
def weighted_sums(weights: FloatArray, curves: FloatArray) -> FloatArray: ...
def grouped_sums(
    weights: FloatArray, group: IntArray, n_groups: int, curves: FloatArray
) -> FloatArray: ...
def spread(
    weights: FloatArray,
    box_of_leaf: IntArray,
    first_leaf: IntArray,
    leaf_survival: FloatArray,
    mean: FloatArray,
    bags_per_cohort: int,
    trees_per_bag: int,
    given_survived: bool,
) -> FloatArray: ...
def agreement(alone: FloatArray) -> tuple[FloatArray, IntArray]: ...
