"""What records leave out, as arrays, and arrays as records write them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.arrays import FloatArray
from models.averaging.background import Background
from models.cox.cox import CoxModel
from models.forest.forest import ForestModel
from models.manifest import Cell, Matrix


def cox_arrays(model: CoxModel) -> dict[str, NDArray[Any]]:
    """Collect what the record leaves out: the draws and the cohorts alone."""
    return {
        "draw_coefficients": model.draws.coefficients,
        "draw_cumulative_hazard": model.draws.cumulative_hazard,
        "reconstruction_coefficients": model.cohort_curves.coefficients,
        "reconstruction_cumulative_hazard": model.cohort_curves.cumulative_hazard,
        "reconstruction_shares": model.background.cohort_weights,
    }


def forest_arrays(model: ForestModel) -> dict[str, NDArray[Any]]:
    """Collect what the record leaves out: the leaves and the cohorts' backgrounds."""
    return {
        "leaf_low": model.leaves.low,
        "leaf_high": model.leaves.high,
        "leaf_survival": np.ascontiguousarray(model.leaf_survival),  # by rows it packs smaller
        "first_leaf": model.first_leaf,
        "reconstruction_shares": model.background.cohort_weights,
    }


def background_cells(background: Background) -> tuple[Cell, ...]:
    """Write a background down, profile by profile."""
    profiles, shares = background.profiles.tolist(), background.weights.tolist()
    return tuple(
        Cell(profile=tuple(profile), share=share)
        for profile, share in zip(profiles, shares, strict=True)
    )


def matrix(values: Sequence[Sequence[float]] | FloatArray) -> Matrix:
    """Write a matrix down, row by row."""
    return tuple(tuple(row) for row in np.asarray(values).tolist())
