r"""What Efron's partial likelihood takes from each event time.

With :math:`w_i = \exp(x_i \beta)`, the d events of a time are taken one after the other,
:math:`l = 0, \dots, d - 1`, and the patients with the event count for :math:`1 - l/d`:

.. math:: S_{kl} = \sum_{i\ \text{at risk}} w_i x_i^{\otimes k}
    - \frac{l}{d} \sum_{i\ \text{with event}} w_i x_i^{\otimes k}, \qquad
    m_l = S_{1l} / S_{0l}, \qquad V_l = S_{2l} / S_{0l} - m_l m_l'

A time's Schoenfeld residual is the sum over its events of :math:`x_i - m_l`, its information the
sum of :math:`V_l`. `training.estimators.partial_likelihood` computes score and information for
many candidate tables of a hundred patients by one matrix of events and patients; a registry has
too many of both for that, and the test of proportional hazards needs each time by itself.

References
----------
Efron, J Am Stat Assoc 1977;72:557. Therneau and Grambsch, Modeling Survival Data, 2000, ch. 3.
"""

from dataclasses import dataclass

import numpy as np

from models.terms import FloatArray
from training.estimators.arrays import BoolArray


@dataclass(frozen=True, eq=False)
class EventTimes:
    """The partial likelihood, one event time after the other.

    Attributes
    ----------
    times : ndarray, shape=(n_times,)
        Distinct times with events, rising.
    n_events : ndarray, shape=(n_times,)
    residuals : ndarray, shape=(n_times, n_columns)
        Schoenfeld residuals, summed over a time's events.
    information : ndarray, shape=(n_times, n_columns, n_columns)
    log_likelihood : float
        Of all times together.
    """

    times: FloatArray
    n_events: FloatArray
    residuals: FloatArray
    information: FloatArray
    log_likelihood: float


def evaluate(
    design: FloatArray, times: FloatArray, event: BoolArray, coefficients: FloatArray
) -> EventTimes:
    """Evaluate the partial likelihood at given coefficients.

    Parameters
    ----------
    design : ndarray, shape=(n_patients, n_columns)
        Best near 0: squares of its values are summed.
    times : ndarray, shape=(n_patients,)
    event : ndarray of bool, shape=(n_patients,)
        At equal times events precede censorings. At least one.
    coefficients : ndarray, shape=(n_columns,)
    """
    n_columns = design.shape[1]
    squares = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    weighted = np.exp(design @ coefficients)[:, None] * np.column_stack(
        [np.ones(len(design)), design, squares]
    )
    event_times, at = np.unique(times[event], return_inverse=True)
    n_events = np.bincount(at).astype(np.float64)
    at_risk = _sum_at_risk(weighted, times, event_times)
    leaving = np.zeros_like(at_risk)
    np.add.at(leaving, at, weighted[event])

    of_time = np.repeat(np.arange(len(event_times)), n_events.astype(int))
    nth = np.arange(len(of_time)) - np.searchsorted(of_time, of_time)
    sums = at_risk[of_time] - (nth / n_events[of_time])[:, None] * leaving[of_time]
    means = sums[:, 1:] / sums[:, :1]
    mean, square = means[:, :n_columns], means[:, n_columns:].reshape(-1, n_columns, n_columns)
    residuals = np.zeros((len(event_times), n_columns))
    np.add.at(residuals, at, design[event])
    np.subtract.at(residuals, of_time, mean)
    information = np.zeros((len(event_times), n_columns, n_columns))
    np.add.at(information, of_time, square - mean[:, :, None] * mean[:, None, :])
    log_likelihood = float((design[event] @ coefficients).sum() - np.log(sums[:, 0]).sum())
    return EventTimes(event_times, n_events, residuals, information, log_likelihood)


def _sum_at_risk(values: FloatArray, times: FloatArray, event_times: FloatArray) -> FloatArray:
    latest_first = np.argsort(-times, kind="stable")
    running: FloatArray = np.cumsum(values[latest_first], axis=0)
    n_at_risk = np.searchsorted(-times[latest_first], -event_times, side="right")
    return running[n_at_risk - 1]
