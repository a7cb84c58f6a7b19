r"""The test of proportional hazards by Schoenfeld residuals.

A coefficient that drifts, :math:`\beta_j(t) = \beta_j + \theta_j g(t)`, is tested by the score at
:math:`\theta = 0`. With :math:`r_k` the Schoenfeld residual and :math:`V_k` the information of the
k-th event time, and g centred on its mean over the events,

.. math:: U = \sum_k g_k r_k, \qquad
    I = \begin{pmatrix} \sum V_k & \sum g_k V_k \\ \sum g_k V_k & \sum g_k^2 V_k \end{pmatrix}

and the statistic of a term is :math:`(0, U_J)' I_J^{-1} (0, U_J)`, with J its columns of the lower
half and all of the upper; of the whole model, J is every column. It is the test of `cox.zph` of
R's `survival` since version 3.0; before, and in lifelines, an approximation stood there that takes
every :math:`V_k` for their mean. Own code, because no Python library has the exact one.

References
----------
Grambsch and Therneau, Biometrika 1994;81:515. Therneau, R package `survival`, 3.0 and later: its
source `noweb/zph.Rnw`, functions `cox.zph` and `zph1`.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
from sksurv.nonparametric import kaplan_meier_estimator

from models.arrays import BoolArray, FloatArray, IntArray
from training.registry.description.chi_squared import ChiSquaredTest
from training.registry.description.cox import DescriptiveFit, NotEstimable

Transform = Literal["km", "identity"]


def check_proportional_hazards(
    fit: DescriptiveFit, g: FloatArray, terms: Mapping[str, Sequence[int]]
) -> tuple[dict[str, ChiSquaredTest], ChiSquaredTest]:
    """Test every term, and all of them at once.

    Parameters
    ----------
    fit : DescriptiveFit
    g : ndarray, shape=(n_event_times,)
        Time, transformed, at the event times of the fit; see `transform_times`.
    terms : mapping of str to positions of columns
        A factor of more than two levels has several.

    Returns
    -------
    by_term : dict of str to ChiSquaredTest
    all_terms : ChiSquaredTest

    Raises
    ------
    NotEstimable
        Where the events lie at too few times to see a drift.
    """
    by_time = fit.by_time
    centred = g - np.average(g, weights=by_time.n_events)
    score = centred @ by_time.residuals
    upper, cross, lower = (
        np.tensordot(centred**power, by_time.information, axes=1) for power in (0, 1, 2)
    )
    information = np.block([[upper, cross], [cross, lower]])
    n_columns = len(score)

    def test(columns: Sequence[int]) -> ChiSquaredTest:
        keep = [*range(n_columns), *(n_columns + column for column in columns)]
        u = np.concatenate([np.zeros(n_columns), score[list(columns)]])
        return ChiSquaredTest(_quadratic_form(information[np.ix_(keep, keep)], u), len(columns))

    return {name: test(columns) for name, columns in terms.items()}, test(range(n_columns))


def _quadratic_form(information: FloatArray, score: FloatArray) -> float:
    scale = np.sqrt(np.diag(information))
    if not scale.min() > 0:
        raise NotEstimable
    correlation = information / np.outer(scale, scale)
    if np.linalg.matrix_rank(correlation, hermitian=True) < len(scale):
        raise NotEstimable
    u = score / scale
    return float(u @ np.linalg.solve(correlation, u))


def transform_times(
    fit: DescriptiveFit, times: IntArray | FloatArray, event: BoolArray, transform: Transform = "km"
) -> FloatArray:
    """Transform the event times of a fit.

    Parameters
    ----------
    times : ndarray, shape=(n_patients,)
    event : ndarray of bool, shape=(n_patients,)
    transform : {"km", "identity"}
        1 - S(t-) by Kaplan-Meier, as R does by default, so that no late event outweighs the
        others; or the time itself.

    Returns
    -------
    ndarray, shape=(n_event_times,)
    """
    at = fit.by_time.times
    if transform == "identity":
        return at
    steps, survival = kaplan_meier_estimator(event, times)
    before = np.concatenate([[1.0], survival])[np.searchsorted(steps, at, side="left")]
    g: FloatArray = 1 - before
    return g
