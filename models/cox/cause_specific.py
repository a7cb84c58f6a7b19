r"""Cancer-specific survival from two cause-specific Cox models.

With cumulative hazards :math:`H_1` of death from the sarcoma and :math:`H_2` of death from another
cause, rising by :math:`h_1, h_2` within a month,

.. math:: 1 - F_1(t \mid x), \qquad F_1(t \mid x) = \sum_{u \le t}
    e^{-H_1(u-1) - H_2(u-1)} \, (1 - e^{-h_1(u) - h_2(u)}) \, \frac{h_1(u)}{h_1(u) + h_2(u)}

which holds exactly where, within a month, the two hazards keep their ratio (the matrix
exponential of the month's hazards). So the probabilities of being alive, dead of the sarcoma and
dead of another cause sum to 1. Sources: Benichou and Gail, Biometrics 1990;46:813-826; Andersen
and Keiding, Stat Med 2012;31:1074-1088.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.arrays import FloatArray
from models.averaging.averaging import Averaging
from models.averaging.background import Background, Facts
from models.averaging.coalitions import Coalitions, players_of, row_shapley_values
from models.averaging.design_matrix import DesignMatrix
from models.cox.curves import CoxCurves
from models.cox.hazards import blocks, mean_survivals, variances, weigh_survivors
from models.explanation import Attribution, Contributions
from models.interval import Variance, complementary_log_log, sample_variance, variance_of
from models.outcome import Outcome
from models.terms import Columns
from models.timegrid import Months, TimeGrid


@dataclass(frozen=True)
class CauseSpecificCurves:
    """Two cause-specific Cox models, or two stacks of them of one length.

    Attributes
    ----------
    sarcoma, other : CoxCurves
        Death from the sarcoma, and from any other cause.
    """

    sarcoma: CoxCurves
    other: CoxCurves

    def alive(self, profiles: FloatArray) -> FloatArray:
        """Probability of being alive, shape=(..., n_profiles, n_months)."""
        return self._courses(profiles)[0]

    def incidence(self, profiles: FloatArray) -> FloatArray:
        """Cumulative incidence of death from the sarcoma, shape=(..., n_profiles, n_months)."""
        return self._courses(profiles)[1]

    def survival_at(self, profiles: FloatArray, months: Sequence[int]) -> FloatArray:
        """Cancer-specific survival from the operation on.

        Parameters
        ----------
        profiles : ndarray, shape=(..., n_terms)

        Returns
        -------
        ndarray, shape=(..., n_months)
        """
        flat = profiles.reshape(-1, profiles.shape[-1])
        _, incidence = self._courses(flat, slice(max(months, default=0) + 1))
        return 1.0 - incidence[:, list(months)].reshape(*profiles.shape[:-1], len(months))

    def mean_survival(
        self, profiles: FloatArray, weights: FloatArray, months: Months
    ) -> FloatArray:
        """Average those who are alive at the first month; see `models.cox.hazards.Curves`.

        That is averaging numerator and denominator apart, as `models.curves.given_survived` does.
        """
        n_rows, n_profiles, n_terms = profiles.shape
        flat = profiles.reshape(-1, n_terms)
        first, end = months[0], max(months) + 1
        sarcoma, other = (
            np.exp(curves.log_hazard(flat)) * curves.cumulative_hazard[..., first, None]
            for curves in (self.sarcoma, self.other)
        )
        by_row = (sarcoma + other).reshape(*sarcoma.shape[:-1], n_rows, n_profiles)
        shares = weigh_survivors(weights[..., None, :], by_row)
        mean = np.zeros((*by_row.shape[:-1], len(months)))
        later = [month - first for month in months]
        for some in blocks(by_row.shape, end - first):
            part = profiles[:, some]
            _, incidence = self._courses(part.reshape(-1, n_terms), slice(first, end))
            wanted = incidence.reshape(*by_row.shape[:-1], part.shape[1], -1)[..., later]
            mean += np.matmul(shares[..., None, some], wanted)[..., 0, :]
        return 1.0 - mean

    def log_log_variance(
        self, profiles: FloatArray, weights: FloatArray, months: Months, margin: float
    ) -> FloatArray:
        """Variance over a stack of models; see `models.cox.hazards.Curves`."""
        survival = self.mean_survival(profiles, weights, months)
        return sample_variance(complementary_log_log(survival, margin))

    def _courses(
        self, profiles: FloatArray, months: slice = slice(None)
    ) -> tuple[FloatArray, FloatArray]:
        """Give the probabilities of being alive, and of having died of the sarcoma.

        Of those alive at the first of the months, which follow one another.
        """
        hazards = [
            np.exp(curves.log_hazard(profiles))[..., None]
            * _since_first(curves.cumulative_hazard[..., months])[..., None, :]
            for curves in (self.sarcoma, self.other)
        ]
        alive = np.exp(-hazards[0] - hazards[1])
        sarcoma, other = (np.diff(hazard, axis=-1) for hazard in hazards)
        both = sarcoma + other
        share = np.divide(sarcoma, both, out=np.zeros_like(both), where=both > 0)
        incidence = np.zeros_like(alive)
        np.cumsum(share * -np.diff(alive, axis=-1), axis=-1, out=incidence[..., 1:])
        return alive, incidence


def _since_first(cumulative_hazard: FloatArray) -> FloatArray:
    return cumulative_hazard - cumulative_hazard[..., :1]


@dataclass(frozen=True)
class CauseSpecificModel:
    """A served model of cancer-specific survival, and all that its interval is made of.

    Its curve is 1 minus the cumulative incidence of death from the sarcoma. Given months
    survived, it is the probability, for a patient who is alive then, of not having died of the
    sarcoma by a later month.

    Attributes
    ----------
    served, draws, cohort_curves : CauseSpecificCurves
        As in `CoxModel`, each with two hazards.
    """

    name: str
    outcome: Outcome
    experimental: bool
    n_patients: int
    grid: TimeGrid
    columns: Columns
    background: Background
    served: CauseSpecificCurves
    draws: CauseSpecificCurves
    cohort_curves: CauseSpecificCurves

    @cached_property
    def cohort_survival(self) -> FloatArray:
        """Mean cancer-specific survival over the background, shape=(n_months,)."""
        return self.mean_survival(self.background)

    def mean_survival(self, over: Background, survived_months: int = 0) -> FloatArray:
        """Mean over the profiles, given months survived and from that month on."""
        months = self.grid.months_from(survived_months)
        mean: FloatArray = self.served.mean_survival(over.profiles[None], over.weights, months)[0]
        return mean

    def variance(self, over: Background, survived_months: int = 0) -> Variance:
        """Variance of the mean over profiles, given months survived."""
        months, profiles = self.grid.months_from(survived_months), over.profiles[None]
        by_cohort = over.cohort_weights
        return variance_of(
            self.draws.mean_survival(profiles, over.weights, months)[:, 0],
            self.cohort_curves.mean_survival(profiles, by_cohort, months)[:, 0],
            self.n_patients,
        )

    @property
    def scenarios(self) -> Mapping[float, float]:
        """None: a registry's own average is not in doubt as a published one is."""
        return {}

    def scenario_mean_survival(self, over: Background) -> dict[float, FloatArray]:  # noqa: ARG002  # as the seam has it
        """Give no scenario; see `scenarios`."""
        return {}

    def attribute(
        self, facts: Facts, factors: Collection[str], horizons_months: Sequence[int]
    ) -> dict[str, Attribution]:
        """Explain the mean at each horizon; two hazards act, so that no log hazard is given."""
        found = self.contributions(self.averaging.encode([facts]), horizons_months)
        return found.of(0, facts, factors)

    @cached_property
    def averaging(self) -> Averaging:
        """The background in the model's columns."""
        return Averaging(self.background, self.columns)

    def mean_survivals(self, design: DesignMatrix, months: Months) -> FloatArray:
        """Mean survival of rows, given the first month, shape=(n_rows, n_months)."""
        return mean_survivals(self.averaging, self.served, design, months)

    def variances(self, design: DesignMatrix, months: Months) -> Variance:
        """Variance of the mean survival of rows, given the first month."""
        return variances(
            self.averaging, self.draws, self.cohort_curves, self.n_patients, design, months
        )

    def scenario_survivals(
        self,
        design: DesignMatrix,  # noqa: ARG002  # as the seam has it
        survived_months: int = 0,  # noqa: ARG002  # likewise
    ) -> dict[float, FloatArray]:
        """Give no scenario; see `scenarios`."""
        return {}

    def contributions(self, design: DesignMatrix, months: Sequence[int]) -> Contributions:
        """Explain the mean of rows at some months; every coalition is an average."""

        def value(profiles: FloatArray) -> FloatArray:
            return self.served.survival_at(profiles, months)

        def values_of(coalitions: Coalitions, row: FloatArray) -> FloatArray:
            return coalitions.values(self.averaging, row, value)

        shared = row_shapley_values(self.averaging, design, values_of, len(months))
        return Contributions(
            players=players_of(self.averaging),
            survival=shared,
            determined=np.ones(shared.shape, dtype=bool),
            log_hazard=None,
        )

    def explanation_cost(self, n_known: int) -> int:
        """Count the months of the coalitions' profiles that one explanation passes over."""
        return len(self.background.weights) * (self.grid.longest_month + 1) << n_known
