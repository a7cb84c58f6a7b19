"""Multiple imputation of a registry's factors, for training only.

Source of the number of imputations: White, Royston and Wood, Stat Med 2011;30:377-399, 7.3.
What contradicts itself is never imputed. Before anything is drawn, two facts are deduced: a patient
with one nodule has it on one side, and one with a response has had preoperative chemotherapy.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from joblib import Parallel, delayed

from models.arrays import BoolArray, FloatArray, IntArray
from models.factors import FACTORS
from training.registry.fits.chained_equations import Variable, complete, is_unknown
from training.registry.registry import COMPETING, EVENT, FactorColumn, FollowUp

FEWEST_IMPUTATIONS = 10
MOST_IMPUTATIONS = 50

MOST_HELPING_LEVELS = 6
"""A factor of more levels (histology) predicts others only where a model itself uses it."""

Factors = Mapping[str, FactorColumn]


def count_imputations(unknown: BoolArray) -> int:
    """Decide on the number of imputations: one for each percent of incomplete patients.

    At least 10 and at most 50; one where nothing is missing.

    Parameters
    ----------
    unknown : ndarray of bool, shape=(n_patients, n_factors)
    """
    incomplete = float(unknown.any(axis=1).mean())
    if incomplete == 0:
        return 1
    return int(np.clip(np.ceil(100 * incomplete), FEWEST_IMPUTATIONS, MOST_IMPUTATIONS))


def impute(  # the last three by keyword only
    factors: Factors,
    used: Sequence[str],
    follow_up: FollowUp,
    *,
    n_imputations: int,
    seed: int,
    n_jobs: int = 1,
) -> list[dict[str, FactorColumn]]:
    """Complete the factors of the models, several times.

    Factors that no model uses help to predict where they are known in everybody.

    Parameters
    ----------
    factors : mapping of str to ndarray, shape=(n_patients,)
        Of all patients.
    used : sequence of str
        The factors to complete; each is known in somebody.
    follow_up : FollowUp
        Of the same patients; only those whom the outcome is defined for are kept.

    Returns
    -------
    list of dict
        For each imputation the used factors of the included patients, in the order of `used`.
        Equal seeds give equal values, whatever `n_jobs`.
    """
    kept = deduce({name: column[follow_up.included] for name, column in factors.items()})
    helpers = [name for name in kept if name not in used and _can_help(name, kept[name])]
    variables = [Variable.of(name, kept[name]) for name in (*used, *helpers)]
    outcome = outcome_predictors(
        follow_up.months[follow_up.included], follow_up.cause[follow_up.included]
    )
    both_sides = kept.get("laterality", np.array([None])) == "bilateral"
    seeds = np.random.SeedSequence(seed).spawn(n_imputations)
    completed = Parallel(n_jobs=n_jobs)(
        delayed(complete)(variables, outcome, both_sides, child) for child in seeds
    )
    return [dict(zip(used, columns, strict=False)) for columns in completed]


def outcome_predictors(months: IntArray, cause: IntArray) -> FloatArray:
    """Give event indicator and Nelson-Aalen cumulative hazard at each patient's own time.

    Source: White and Royston, Stat Med 2009;28:1982-1998.

    Returns
    -------
    ndarray, shape=(n_patients, n_columns)
        Two columns of variance 1 for each cause; what is the same in everybody is left out.
    """
    distinct, month = np.unique(months, return_inverse=True)
    at_risk = np.bincount(month)[::-1].cumsum()[::-1]
    columns = [np.zeros((0, len(months)))]
    for event in (EVENT, COMPETING):
        died = cause == event
        if died.any():
            hazard = np.cumsum(np.bincount(month[died], minlength=len(distinct)) / at_risk)
            pair = np.array([died.astype(np.float64), hazard[month]])
            pair = pair[np.ptp(pair, axis=1) > 0]
            columns.append(pair / pair.std(axis=1, keepdims=True))
    return np.concatenate(columns).T


def deduce(factors: Factors) -> dict[str, FactorColumn]:
    """Fill in what follows for certain from other facts."""
    deduced = dict(factors)
    if {"laterality", "nodule_count"} <= factors.keys():
        one_nodule = factors["nodule_count"] == 1
        deduced["laterality"] = _filled(factors["laterality"], one_nodule, fact="unilateral")
    if "preoperative_chemotherapy" in factors:
        for response in {"radiological_response", "histological_response"} & factors.keys():
            responded = ~is_unknown(factors[response])
            chemotherapy = deduced["preoperative_chemotherapy"]
            deduced["preoperative_chemotherapy"] = _filled(chemotherapy, responded, fact=True)
    return deduced


def _filled(column: FactorColumn, where: BoolArray, *, fact: bool | str) -> FactorColumn:
    filled = column.copy()
    filled[where & is_unknown(column)] = fact
    return filled


def _can_help(name: str, column: FactorColumn) -> bool:
    if is_unknown(column).any() or len(FACTORS[name].levels) > MOST_HELPING_LEVELS:
        return False
    return bool((column != column[0]).any())
