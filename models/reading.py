"""Models constructed from their records and arrays, whose shapes are checked first."""

from collections.abc import Mapping, Sequence

import numpy as np

from models.background import Background
from models.cox import CoxCurves, CoxModel
from models.errors import BundleMalformed
from models.forest import ForestModel
from models.leaves import Leaves
from models.manifest import Cell, CoxRecord, ForestRecord, ModelRecord
from models.outcome import Outcome
from models.survival_model import SurvivalModel
from models.terms import Columns, FloatArray
from models.timegrid import TimeGrid

Arrays = Mapping[str, FloatArray]

MIN_DRAWS = 2

ANY = -1
"""Stands in a shape for a length that the record does not give."""


def read_model(name: str, outcome: Outcome, record: ModelRecord, arrays: Arrays) -> SurvivalModel:
    """Construct a model of whatever kind its record is.

    Raises
    ------
    BundleMalformed
        When an array is absent or its shape is not the record's.
    """
    if isinstance(record, CoxRecord):
        return read_cox(name, outcome, record, arrays)
    return read_forest(name, outcome, record, arrays)


def read_cox(name: str, outcome: Outcome, record: CoxRecord, arrays: Arrays) -> CoxModel:
    """Construct a Cox model; see `read_model`."""
    terms, months = len(record.terms), record.longest_month + 1
    _require_shape(record.arrays, arrays, "draw_coefficients", (ANY, terms))
    draws = len(arrays["draw_coefficients"])
    _require_shape(record.arrays, arrays, "draw_cumulative_hazard", (draws, months))
    if draws < MIN_DRAWS:
        raise BundleMalformed(f"{record.arrays}: a variance needs at least {MIN_DRAWS} draws")
    reconstructions = record.n_reconstructions
    _require_shape(record.arrays, arrays, "reconstruction_coefficients", (reconstructions, terms))
    _require_shape(
        record.arrays, arrays, "reconstruction_cumulative_hazard", (reconstructions, months)
    )
    return CoxModel(
        name=name,
        outcome=outcome,
        experimental=record.experimental,
        n_patients=record.n_patients,
        grid=TimeGrid(record.longest_month),
        columns=Columns(record.terms),
        background=_read_background(record, record.background, arrays),
        served=CoxCurves(
            np.array([coefficient.served for coefficient in record.coefficients]),
            np.array(record.baseline.cumulative_hazard),
        ),
        draws=CoxCurves(arrays["draw_coefficients"], arrays["draw_cumulative_hazard"]),
        reconstructions=CoxCurves(
            arrays["reconstruction_coefficients"], arrays["reconstruction_cumulative_hazard"]
        ),
        scenarios={s.average: s.hazard_factor for s in record.scenarios},
    )


def read_forest(name: str, outcome: Outcome, record: ForestRecord, arrays: Arrays) -> ForestModel:
    """Construct a forest; see `read_model`."""
    terms, months = len(record.terms), record.longest_month + 1
    trees = record.n_reconstructions * record.bags_per_reconstruction * record.trees_per_bag
    _require_shape(record.arrays, arrays, "first_leaf", (trees,))
    _require_shape(record.arrays, arrays, "leaf_survival", (ANY, months))
    leaves = len(arrays["leaf_survival"])
    if not (arrays["leaf_survival"][:, 0] == 1.0).all():
        raise BundleMalformed(f"{record.arrays}: every curve of leaf_survival must begin with 1")
    _require_shape(record.arrays, arrays, "leaf_low", (leaves, terms))
    _require_shape(record.arrays, arrays, "leaf_high", (leaves, terms))
    _require_first_leaves(record.arrays, arrays["first_leaf"], leaves)
    columns = Columns(record.terms)
    return ForestModel(
        name=name,
        outcome=outcome,
        experimental=record.experimental,
        n_patients=record.n_patients,
        grid=TimeGrid(record.longest_month),
        columns=columns,
        background=_read_background(record, record.background, arrays),
        leaves=Leaves(
            arrays["leaf_low"],
            arrays["leaf_high"],
            tuple(term.factor for term in columns.terms),
        ),
        leaf_survival=arrays["leaf_survival"],
        first_leaf=arrays["first_leaf"].astype(np.int64),
        bags_per_reconstruction=record.bags_per_reconstruction,
        trees_per_bag=record.trees_per_bag,
        scenarios={s.average: s.hazard_factor for s in record.scenarios},
    )


def _read_background(
    record: CoxRecord | ForestRecord, cells: Sequence[Cell], arrays: Arrays
) -> Background:
    shape = (record.n_reconstructions, len(cells))
    _require_shape(record.arrays, arrays, "reconstruction_shares", shape)
    return Background(
        profiles=np.array([cell.profile for cell in cells]),
        weights=np.array([cell.share for cell in cells]),
        reconstruction_weights=arrays["reconstruction_shares"],
    )


def _require_first_leaves(file: str, first: FloatArray, leaves: int) -> None:
    if first.dtype.kind != "i" or first[0] != 0 or (np.diff(first, append=leaves) < 1).any():
        raise BundleMalformed(f"{file}: first_leaf must number the leaves, rising from 0")


def _require_shape(file: str, arrays: Arrays, name: str, shape: tuple[int, ...]) -> None:
    found = arrays[name].shape if name in arrays else ()
    if len(found) != len(shape) or any(
        wanted not in {ANY, length} for wanted, length in zip(shape, found, strict=True)
    ):
        raise BundleMalformed(f"{file}: {name} must be there, with the shape {shape}")
