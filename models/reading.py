"""Models constructed from their records and arrays, whose shapes are checked first."""

from collections.abc import Mapping

import numpy as np

from models.arrays import FloatArray
from models.averaging.background import Background
from models.cox.cause_specific import CauseSpecificCurves, CauseSpecificModel
from models.cox.cox import CoxModel
from models.cox.curves import CoxCurves
from models.errors import BundleMalformed
from models.forest.forest import ForestModel
from models.forest.leaves import Leaves
from models.manifest import (
    CauseSpecificRecord,
    CoxRecord,
    FittedHazard,
    ForestRecord,
    ModelRecord,
    RegistryCoxRecord,
)
from models.outcome import Outcome
from models.survival_model import SurvivalModel
from models.terms import Columns
from models.timegrid import TimeGrid

Arrays = Mapping[str, FloatArray]
AnyCoxRecord = CoxRecord | RegistryCoxRecord | CauseSpecificRecord

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
    if isinstance(record, ForestRecord):
        return read_forest(name, outcome, record, arrays)
    if isinstance(record, CauseSpecificRecord):
        return read_cause_specific(name, outcome, record, arrays)
    return read_cox(name, outcome, record, arrays)


def read_cox(
    name: str, outcome: Outcome, record: CoxRecord | RegistryCoxRecord, arrays: Arrays
) -> CoxModel:
    """Construct a Cox model; see `read_model`."""
    draws, cohort_curves = _read_stacks(record, arrays)
    scenarios = record.scenarios if isinstance(record, CoxRecord) else ()
    return CoxModel(
        name=name,
        outcome=outcome,
        experimental=record.experimental,
        n_patients=record.n_patients,
        grid=TimeGrid(record.longest_month),
        columns=Columns(record.terms),
        background=_read_background(record, arrays),
        served=_read_curves(record if isinstance(record, CoxRecord) else record.hazard),
        draws=draws,
        cohort_curves=cohort_curves,
        scenarios={s.average: s.hazard_factor for s in scenarios},
    )


def read_cause_specific(
    name: str, outcome: Outcome, record: CauseSpecificRecord, arrays: Arrays
) -> CauseSpecificModel:
    """Construct a model of two hazards; see `read_model`."""
    sarcoma_draws, sarcoma_alone = _read_stacks(record, arrays, "sarcoma_")
    other_draws, other_alone = _read_stacks(record, arrays, "other_")
    if len(sarcoma_draws.coefficients) != len(other_draws.coefficients):
        raise BundleMalformed(f"{record.arrays}: both hazards must have as many draws")
    return CauseSpecificModel(
        name=name,
        outcome=outcome,
        experimental=record.experimental,
        n_patients=record.n_patients,
        grid=TimeGrid(record.longest_month),
        columns=Columns(record.terms),
        background=_read_background(record, arrays),
        served=CauseSpecificCurves(_read_curves(record.sarcoma), _read_curves(record.other)),
        draws=CauseSpecificCurves(sarcoma_draws, other_draws),
        cohort_curves=CauseSpecificCurves(sarcoma_alone, other_alone),
    )


def _read_curves(hazard: CoxRecord | FittedHazard) -> CoxCurves:
    return CoxCurves(
        np.array([coefficient.served for coefficient in hazard.coefficients]),
        np.array(hazard.baseline.cumulative_hazard),
    )


def _read_stacks(
    record: AnyCoxRecord, arrays: Arrays, prefix: str = ""
) -> tuple[CoxCurves, CoxCurves]:
    """Read the draws and the cohorts alone, after a look at their shapes."""
    terms, months = len(record.terms), record.longest_month + 1
    draws, alone = f"{prefix}draw_coefficients", f"{prefix}reconstruction_coefficients"
    draw_hazard = f"{prefix}draw_cumulative_hazard"
    hazard_alone = f"{prefix}reconstruction_cumulative_hazard"
    _require_shape(record.arrays, arrays, draws, (ANY, terms))
    n_draws = len(arrays[draws])
    _require_shape(record.arrays, arrays, draw_hazard, (n_draws, months))
    if n_draws < MIN_DRAWS:
        raise BundleMalformed(f"{record.arrays}: a variance needs at least {MIN_DRAWS} draws")
    _require_shape(record.arrays, arrays, alone, (_n_cohorts(record), terms))
    _require_shape(record.arrays, arrays, hazard_alone, (_n_cohorts(record), months))
    return (
        CoxCurves(arrays[draws], arrays[draw_hazard]),
        CoxCurves(arrays[alone], arrays[hazard_alone]),
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
        background=_read_background(record, arrays),
        leaves=Leaves(
            arrays["leaf_low"],
            arrays["leaf_high"],
            tuple(term.factor for term in columns.terms),
        ),
        leaf_survival=arrays["leaf_survival"],
        first_leaf=arrays["first_leaf"].astype(np.int64),
        bags_per_cohort=record.bags_per_reconstruction,
        trees_per_bag=record.trees_per_bag,
        scenarios={s.average: s.hazard_factor for s in record.scenarios},
    )


def _n_cohorts(record: ModelRecord) -> int:
    """Give how many cohorts stand side by side: reconstructions, or imputations of one registry."""
    if isinstance(record, (CoxRecord, ForestRecord)):
        return record.n_reconstructions
    return record.n_imputations


def _read_background(record: ModelRecord, arrays: Arrays) -> Background:
    cells = record.background
    shape = (_n_cohorts(record), len(cells))
    _require_shape(record.arrays, arrays, "reconstruction_shares", shape)
    return Background(
        profiles=np.array([cell.profile for cell in cells]),
        weights=np.array([cell.share for cell in cells]),
        cohort_weights=arrays["reconstruction_shares"],
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
