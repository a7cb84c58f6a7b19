"""Cox's partial likelihood on monthly times, with Efron's treatment of ties, for many patients.

The sums of `training.estimators.partial_likelihood`, but in O(n) instead of deaths times n:
with few distinct months every risk set is a cumulative sum. Of the d deaths of a month the l-th,
l = 0 ... d - 1, meets the sum S - (l / d) D over the risk set, S over all at risk and D over those
who die that month.

References
----------
Efron, J Am Stat Assoc 1977;72:557. Therneau and Grambsch, Modeling Survival Data, 2000, ch. 3.
"""

from dataclasses import dataclass

import numpy as np

from models.terms import FloatArray
from training.estimators.arrays import BoolArray, IntArray


@dataclass(frozen=True, eq=False)
class CoxLikelihood:
    """The log partial likelihood of one table.

    Attributes
    ----------
    design : ndarray, shape=(n_patients, n_terms)
        Best with columns of mean 0 and variance 1.
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
    month: IntArray
    died: FloatArray
    death_month: IntArray
    counted: FloatArray

    @classmethod
    def of(cls, design: FloatArray, months: IntArray, died: BoolArray) -> "CoxLikelihood":
        """Sort the deaths of a table into their months."""
        distinct, month = np.unique(months, return_inverse=True)
        n_deaths = np.bincount(month[died], minlength=len(distinct))
        counted = [np.arange(count) / count for count in n_deaths if count]
        return cls(
            design=design,
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
