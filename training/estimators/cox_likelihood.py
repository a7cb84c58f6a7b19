r"""Cox's partial likelihood with Efron's treatment of ties.

With :math:`w_i = \exp(x_i \beta)`, the d events of a time are taken one after the other,
:math:`l = 0, \dots, d - 1`, and the patients with the event count for :math:`1 - l/d`:

.. math:: S_{kl} = \sum_{i\ \text{at risk}} w_i x_i^{\otimes k}
    - \frac{l}{d} \sum_{i\ \text{with event}} w_i x_i^{\otimes k}, \qquad
    m_l = S_{1l} / S_{0l}, \qquad V_l = S_{2l} / S_{0l} - m_l m_l'

The log partial likelihood is the sum of :math:`x_i \beta - \log S_{0l}` over the events. A time's
Schoenfeld residual is the sum over its events of :math:`x_i - m_l`, its information the sum of
:math:`V_l`; score and information are their sums over the times. Every risk set is a cumulative sum
from the last time on, so that all of it takes O(n). `training.estimators.batched_likelihood` is the
same for many candidate tables of a hundred patients at once.

References
----------
Efron, J Am Stat Assoc 1977;72:557. Therneau and Grambsch, Modeling Survival Data, 2000, ch. 3.
"""

from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np

from models.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class EventTimes:
    """What each time with events contributes to the partial likelihood.

    Attributes
    ----------
    times : ndarray, shape=(n_times,)
        Distinct times with events, rising.
    n_events : ndarray, shape=(n_times,)
    residuals : ndarray, shape=(n_times, n_terms)
        Schoenfeld residuals, summed over a time's events.
    information : ndarray, shape=(n_times, n_terms, n_terms)
    """

    times: FloatArray
    n_events: FloatArray
    residuals: FloatArray
    information: FloatArray


@dataclass(frozen=True, eq=False)
class CoxLikelihood:
    """The log partial likelihood of one table.

    Attributes
    ----------
    design : ndarray, shape=(n_patients, n_terms)
        Best with columns of mean 0 and variance 1.
    times : ndarray, shape=(n_times,)
        The distinct times, with events or without, rising.
    month : ndarray of int, shape=(n_patients,)
        Position of each patient's time among the distinct times.
    died : ndarray, shape=(n_patients,)
        1 where the event occurred, else 0.
    death_month : ndarray of int, shape=(n_deaths,)
        The month of each death, rising.
    counted : ndarray, shape=(n_deaths,)
        l / d.
    """

    design: FloatArray
    times: FloatArray
    month: IntArray
    died: FloatArray
    death_month: IntArray
    counted: FloatArray

    @classmethod
    def of(
        cls, design: FloatArray, months: IntArray | FloatArray, died: BoolArray
    ) -> "CoxLikelihood":
        """Sort the deaths of a table into their times; at equal times deaths precede censorings."""
        distinct, month = np.unique(months, return_inverse=True)
        n_deaths = np.bincount(month[died], minlength=len(distinct))
        counted = [np.arange(count) / count for count in n_deaths if count]
        return cls(
            design=design,
            times=distinct.astype(np.float64),
            month=month,
            died=died.astype(np.float64),
            death_month=np.repeat(np.arange(len(distinct)), n_deaths),
            counted=np.concatenate([*counted, []]),
        )

    def log_likelihood(self, coefficients: FloatArray) -> float:
        """Give the log partial likelihood."""
        linear = self.design @ coefficients
        _, at_risk = self._risk(linear)
        return float(self.died @ (linear - linear.max()) - np.log(at_risk).sum())

    def score_and_information(self, coefficients: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Give the first derivatives, and the second with their sign changed.

        Returns
        -------
        score : ndarray, shape=(n_terms,)
        information : ndarray, shape=(n_terms, n_terms)
        """
        weight, at_risk = self._risk(self.design @ coefficients)
        expected = weight * self._expected_per_weight(at_risk)
        score = (self.died - expected) @ self.design
        n_months = self.month.max() + 1
        sums = np.array([self._at_risk(weight * column, n_months) for column in self.design.T])
        mean = (sums / at_risk).T
        information = self.design.T @ (expected[:, None] * self.design) - mean.T @ mean
        return score, information

    def by_time(self, coefficients: FloatArray) -> EventTimes:
        """Tell what each time with events contributes to score and information."""
        weight, at_risk = self._risk(self.design @ coefficients)
        n_months, n_terms = self.month.max() + 1, self.design.shape[1]
        sums = np.array([self._at_risk(weight * column, n_months) for column in self.design.T])
        mean = (sums / at_risk).T
        moments = np.empty((len(at_risk), n_terms, n_terms))
        for j, k in combinations_with_replacement(range(n_terms), 2):
            product = weight * self.design[:, j] * self.design[:, k]
            moments[:, j, k] = moments[:, k, j] = self._at_risk(product, n_months) / at_risk
        variance = moments - mean[:, :, None] * mean[:, None, :]
        events, first, n_events = np.unique(self.death_month, return_index=True, return_counts=True)
        observed = np.array(
            [np.bincount(self.month, self.died * column, n_months) for column in self.design.T]
        ).T
        return EventTimes(
            times=self.times[events],
            n_events=n_events.astype(np.float64),
            residuals=observed[events] - np.add.reduceat(mean, first),
            information=np.add.reduceat(variance, first),
        )

    def _risk(self, linear: FloatArray) -> tuple[FloatArray, FloatArray]:
        weight = np.exp(linear - linear.max())
        return weight, self._at_risk(weight, self.month.max() + 1)

    def _at_risk(self, values: FloatArray, n_months: int) -> FloatArray:
        """Sum over the risk set of each death, shape=(n_deaths,)."""
        leaving = np.bincount(self.month, values, n_months)
        dying = np.bincount(self.month, values * self.died, n_months)
        remaining = leaving[::-1].cumsum()[::-1]
        at_risk: FloatArray = remaining[self.death_month] - self.counted * dying[self.death_month]
        return at_risk

    def _expected_per_weight(self, at_risk: FloatArray) -> FloatArray:
        """Sum 1 / at_risk over the deaths a patient was at risk of, shape=(n_patients,)."""
        n_months = self.month.max() + 1
        hazard = np.bincount(self.death_month, 1 / at_risk, n_months)
        already = np.bincount(self.death_month, self.counted / at_risk, n_months)
        expected: FloatArray = hazard.cumsum()[self.month] - self.died * already[self.month]
        return expected


def maximise(likelihood: CoxLikelihood, penalty: float) -> FloatArray:
    """Find the coefficients of the largest penalised likelihood by Newton's method.

    The penalty is half of `penalty` times the sum of squares. Made for the many small fits of a
    cross-validation, where the penalty keeps the problem regular; what is served is fitted by
    scikit-survival.
    """
    n_terms = likelihood.design.shape[1]
    coefficients = np.zeros(n_terms)
    best = likelihood.log_likelihood(coefficients)
    for _ in range(50):
        score, information = likelihood.score_and_information(coefficients)
        slope = score - penalty * coefficients
        newton = np.linalg.solve(information + penalty * np.eye(n_terms), slope)
        step = newton.astype(np.float64)
        coefficients, best, rise = _climb(likelihood, penalty, (coefficients, best), step)
        if rise < 1e-9:  # noqa: PLR2004  # of a log-likelihood: far below what folds differ by
            break
    return coefficients


def _climb(
    likelihood: CoxLikelihood, penalty: float, at: tuple[FloatArray, float], step: FloatArray
) -> tuple[FloatArray, float, float]:
    """Go along a step, halved until it does not lead down."""
    start, before = at
    for halvings in range(30):
        there = start + step / 2**halvings
        value = likelihood.log_likelihood(there) - penalty / 2 * float(there @ there)
        if value >= before:
            return there, value, value - before
    return start, before, 0.0
