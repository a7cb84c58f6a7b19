"""Score and information of Cox's partial likelihood (Efron's ties), for many tables at once.

The d deaths of a month are taken one after the other, l = 0 ... d - 1, each time with a risk set
in which those who die that month count for 1 - l / d. With w_i = exp(x_i beta) and

    A[l, i] = 1{T_i >= t} - (l / d) 1{i dies at t}        (one row for each death)

the log partial likelihood is  sum_{i died} x_i beta - sum_l log (A w)_l, and with
e_i = w_i sum_l A[l, i] / (A w)_l, the deaths expected of patient i,

    score        U = sum_i (1{i died} - e_i) x_i
    information  I = sum_i e_i x_i x_i' - sum_l m_l m_l',   m_l = (A w x)_l / (A w)_l.

A does not depend on x: many candidate columns are evaluated at once.

References
----------
Efron, J Am Stat Assoc 1977;72:557. Therneau and Grambsch, Modeling Survival Data, 2000, ch. 3.
"""

from dataclasses import dataclass

import numpy as np

from models.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class RiskSets:
    """The risk set of every death.

    Attributes
    ----------
    weights : ndarray, shape=(n_deaths, n_patients)
        The matrix A.
    died : ndarray, shape=(n_patients,)
        1 for patients who died, else 0.
    """

    weights: FloatArray
    died: FloatArray

    @classmethod
    def of(cls, months: IntArray, died: BoolArray) -> "RiskSets":
        """Build the risk sets of observed times, both arrays of shape=(n_patients,)."""
        rows = []
        for month in np.unique(months[died]):
            dies_now = died & (months == month)
            n_deaths = int(dies_now.sum())
            already_counted = np.arange(n_deaths)[:, None] / n_deaths
            rows.append((months >= month) - already_counted * dies_now)
        return cls(np.concatenate(rows), died.astype(np.float64))


def score_and_information(
    risk_sets: RiskSets, x: FloatArray, beta: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Evaluate score and information of many candidate tables at one coefficient vector.

    Parameters
    ----------
    risk_sets : RiskSets
    x : ndarray, shape=(n_candidates, n_patients, n_columns)
    beta : ndarray, shape=(n_columns,)

    Returns
    -------
    score : ndarray, shape=(n_candidates, n_columns)
    information : ndarray, shape=(n_candidates, n_columns, n_columns)
    """
    a = risk_sets.weights
    w = np.exp(x @ beta)
    at_risk = w @ a.T
    expected = w * ((1 / at_risk) @ a)
    score = np.einsum("ci,cip->cp", risk_sets.died - expected, x)
    mean = (a @ (w[..., None] * x)) / at_risk[..., None]
    crude = x.transpose(0, 2, 1) @ (expected[..., None] * x)
    return score, crude - mean.transpose(0, 2, 1) @ mean


def standard_errors(risk_sets: RiskSets, x: FloatArray, beta: FloatArray) -> FloatArray:
    """Give the standard errors of fitted coefficients, shape=(n_columns,).

    Parameters
    ----------
    risk_sets : RiskSets
    x : ndarray, shape=(n_patients, n_columns)
    beta : ndarray, shape=(n_columns,)
        The coefficients that maximise the partial likelihood of `x`.
    """
    _, information = score_and_information(risk_sets, x[None], beta)
    variances: FloatArray = np.diag(np.linalg.inv(information[0]))
    return np.sqrt(variances)
