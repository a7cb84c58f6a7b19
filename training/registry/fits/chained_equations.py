"""Chained equations: each factor that has gaps is predicted in turn from all others.

Numbers are drawn by predictive mean matching with 5 donors, so that only values occur that
somebody has; booleans and levels by logistic regression. The parameters come from a bootstrap of
the patients, so that their uncertainty enters (van Buuren, Flexible Imputation of Missing Data,
2018, 3.2.2 and 3.4; the matching is his type 1).

No maintained library imputes mixed kinds by mean matching without compiled companions of its own,
so that the chain is here and the regressions are scikit-learn's.

A count of nodules for a patient with nodules on both sides comes from donors with at least two; a
side for a patient with one nodule is `unilateral`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LinearRegression, LogisticRegression
from threadpoolctl import threadpool_limits

from models.arrays import BoolArray, FloatArray, IntArray
from models.averaging.background import SEVERAL
from training.registry.registry import FactorColumn

N_ROUNDS = 10
N_DONORS = 5

WEAK_PENALTY = 10.0
"""scikit-learn's C, on columns of variance 1: where levels separate, chances stay off 0 and 1."""


def is_unknown(column: FactorColumn) -> BoolArray:
    """Mark the patients in whom a factor is unknown, shape=(n_patients,)."""
    if column.dtype == np.float64:
        return np.isnan(column.astype(np.float64))
    return np.array([value is None for value in column], dtype=bool)


@dataclass(frozen=True, eq=False)
class Variable:
    """A factor in numbers: its own, or positions in `levels`; 0 where it is unknown."""

    name: str
    levels: tuple[bool | str, ...]
    values: FloatArray
    unknown: BoolArray

    @classmethod
    def of(cls, name: str, column: FactorColumn) -> "Variable":
        """Put a factor into numbers, its levels in sorted order."""
        unknown = is_unknown(column)
        if column.dtype == np.float64:
            return cls(name, (), np.where(unknown, 0.0, column.astype(np.float64)), unknown)
        levels = tuple(sorted(set(column[~unknown])))
        position = {level: number for number, level in enumerate(levels)}
        values = np.array([position.get(value, 0) for value in column], dtype=np.float64)
        return cls(name, levels, values, unknown)

    def as_predictor(self, values: FloatArray) -> FloatArray:
        """Give one column of variance 1, or a 0/1 column for each level but the first."""
        if self.levels:
            marks: BoolArray = values[:, None] == np.arange(1, len(self.levels))
            return marks.astype(np.float64)
        scaled: FloatArray = (values - values.mean()) / (values.std() or 1.0)
        return scaled[:, None]

    def as_column(self, values: FloatArray) -> FactorColumn:
        """Give the factor back as a registry has it."""
        if not self.levels:
            return values
        return np.array(self.levels, dtype=np.object_)[values.astype(np.int64)]


def complete(
    variables: Sequence[Variable],
    outcome: FloatArray,
    both_sides: BoolArray,
    seed: np.random.SeedSequence,
) -> list[FactorColumn]:
    """Impute every variable once.

    Parameters
    ----------
    outcome : ndarray, shape=(n_patients, n_columns)
        What is known of the outcome; it predicts every factor.
    both_sides : ndarray of bool, shape=(n_patients,)
        Patients recorded with nodules on both sides.
    """
    rng = np.random.default_rng(seed)
    state = {variable.name: _filled_at_random(variable, rng) for variable in variables}
    gaps = sorted((v for v in variables if v.unknown.any()), key=lambda v: int(v.unknown.sum()))
    with threadpool_limits(limits=1):  # such small tables get slower with more threads
        for target in gaps * N_ROUNDS:
            others = [v.as_predictor(state[v.name]) for v in variables if v is not target]
            table = np.column_stack([*others, outcome])
            draw = _draw_levels if target.levels else _match_means
            allowed = _allowed(target, variables, state, both_sides)
            state[target.name] = target.values.copy()
            state[target.name][target.unknown] = draw(target, table, allowed, rng)
    return [variable.as_column(state[variable.name]) for variable in variables]


def _filled_at_random(variable: Variable, rng: np.random.Generator) -> FloatArray:
    values = variable.values.copy()
    values[variable.unknown] = rng.choice(values[~variable.unknown], int(variable.unknown.sum()))
    return values


def _allowed(
    target: Variable,
    variables: Sequence[Variable],
    state: Mapping[str, FloatArray],
    both_sides: BoolArray,
) -> BoolArray:
    """Mark who may be given any value, shape=(n_patients,); the others take the stated rule."""
    by_name = {variable.name: variable for variable in variables}
    if target.name == "nodule_count":
        sides = by_name.get("laterality")
        column = sides.as_column(state["laterality"]) if sides else None
        several = both_sides if column is None else np.array(column == "bilateral")
        return np.broadcast_to(~several, target.unknown.shape)
    if target.name == "laterality" and "nodule_count" in by_name:
        return state["nodule_count"] >= SEVERAL
    return np.ones(len(target.unknown), dtype=bool)


def _match_means(
    target: Variable, table: FloatArray, allowed: BoolArray, rng: np.random.Generator
) -> FloatArray:
    """Take the value of one of the 5 donors whose prediction is nearest.

    Where not every value is allowed, the donors are those with several nodules.
    """
    known, values = ~target.unknown, target.values[~target.unknown]
    sample = _bootstrap(known, rng)
    at_donors = LinearRegression().fit(table[known], values).predict(table[known])
    resampled = LinearRegression().fit(table[sample], target.values[sample])
    wanted, free = resampled.predict(table[target.unknown]), allowed[target.unknown]
    drawn = np.full(len(wanted), float(SEVERAL))
    drawn[free] = _donate(wanted[free], at_donors, values, rng)
    several = values >= SEVERAL
    if not free.all() and several.any():
        drawn[~free] = _donate(wanted[~free], at_donors[several], values[several], rng)
    return drawn


def _donate(
    wanted: FloatArray, at_donors: FloatArray, values: FloatArray, rng: np.random.Generator
) -> FloatArray:
    shuffled = rng.permutation(len(values))
    order = shuffled[np.argsort(at_donors[shuffled], kind="stable")]
    place = np.searchsorted(at_donors[order], wanted)
    window = place[:, None] + np.arange(-N_DONORS, N_DONORS)
    inside = (window >= 0) & (window < len(order))
    candidates = order[np.clip(window, 0, len(order) - 1)]
    distance = np.where(inside, np.abs(at_donors[candidates] - wanted[:, None]), np.inf)
    nearest = np.argsort(distance, axis=1, kind="stable")
    n_donors = min(N_DONORS, len(values))
    chosen = nearest[np.arange(len(wanted)), rng.integers(n_donors, size=len(wanted))]
    donated: FloatArray = values[candidates[np.arange(len(wanted)), chosen]]
    return donated


def _draw_levels(
    target: Variable, table: FloatArray, allowed: BoolArray, rng: np.random.Generator
) -> FloatArray:
    """Draw each level with its predicted chance; a single nodule lies on one side."""
    sample = _bootstrap(~target.unknown, rng)
    n_wanted = int(target.unknown.sum())
    chance = rng.random((n_wanted, 1))
    if np.ptp(target.values[sample]) == 0:
        drawn = np.full(n_wanted, target.values[sample[0]])
    else:
        model = LogisticRegression(C=WEAK_PENALTY, max_iter=1000)
        model.fit(table[sample], target.values[sample])
        passed = model.predict_proba(table[target.unknown]).cumsum(axis=1) < chance
        drawn = model.classes_[np.minimum(passed.sum(axis=1), len(model.classes_) - 1)]
    if target.name == "laterality" and "unilateral" in target.levels:
        drawn[~allowed[target.unknown]] = target.levels.index("unilateral")
    return drawn


def _bootstrap(known: BoolArray, rng: np.random.Generator) -> IntArray:
    positions = np.flatnonzero(known)
    return positions[rng.integers(len(positions), size=len(positions))]
