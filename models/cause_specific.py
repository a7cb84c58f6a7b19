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

from models.background import Background, Facts, average_over
from models.cox import CoxCurves
from models.explanation import Attribution, Coalition, shapley_values
from models.interval import Variance, variance_of
from models.outcome import Outcome
from models.terms import Columns, FloatArray
from models.timegrid import TimeGrid


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
        return self.sarcoma.survival(profiles) * self.other.survival(profiles)

    def incidence(self, profiles: FloatArray) -> FloatArray:
        """Cumulative incidence of death from the sarcoma, shape=(..., n_profiles, n_months)."""
        alive = self.alive(profiles)
        sarcoma, other = (_monthly_hazard(c, profiles) for c in (self.sarcoma, self.other))
        both = sarcoma + other
        share = np.divide(sarcoma, both, out=np.zeros_like(both), where=both > 0)
        deaths = share * -np.diff(alive, axis=-1)
        start = np.zeros((*deaths.shape[:-1], 1))
        return np.concatenate([start, np.cumsum(deaths, axis=-1)], axis=-1)


def _monthly_hazard(curves: CoxCurves, profiles: FloatArray) -> FloatArray:
    relative_hazard = np.exp(curves.log_hazard(profiles))
    hazard: FloatArray = np.diff(curves.cumulative_hazard, axis=-1)
    return relative_hazard[..., None] * hazard[..., None, :]


@dataclass(frozen=True)
class CauseSpecificModel:
    """A served model of cancer-specific survival, and all that its interval is made of.

    Its curve is 1 minus the cumulative incidence of death from the sarcoma. Given months
    survived, it is the probability, for a patient who is alive then, of not having died of the
    sarcoma by a later month.

    Attributes
    ----------
    served, draws, reconstructions : CauseSpecificCurves
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
    reconstructions: CauseSpecificCurves

    @cached_property
    def cohort_survival(self) -> FloatArray:
        """Mean cancer-specific survival over the background, shape=(n_months,)."""
        return self.mean_survival(self.background)

    def mean_survival(self, over: Background, survived_months: int = 0) -> FloatArray:
        """Mean over the profiles, given months survived and from that month on."""
        return _mean_survival(self.served, over.profiles, over.weights, survived_months)

    def variance(self, over: Background, survived_months: int = 0) -> Variance:
        """Variance of the mean over profiles, given months survived."""
        by_reconstruction = over.reconstruction_weights[:, None]
        return variance_of(
            _mean_survival(self.draws, over.profiles, over.weights, survived_months),
            _mean_survival(self.reconstructions, over.profiles, by_reconstruction, survived_months),
            self.n_patients,
        )

    def scenario_mean_survival(self, over: Background) -> dict[float, FloatArray]:  # noqa: ARG002  # as the seam has it
        """Give no scenario: a registry's own average is not in doubt as a published one is."""
        return {}

    def attribute(
        self, facts: Facts, factors: Collection[str], horizons_months: Sequence[int]
    ) -> Mapping[str, Attribution]:
        """Explain the mean at each horizon; two hazards act, so that no log hazard is given."""

        def value(coalition: Coalition) -> FloatArray:
            held = {factor: facts[factor] for factor in facts if factor in coalition}
            over = average_over(self.background, self.columns, held)
            return self.mean_survival(over)[list(horizons_months)]

        values = shapley_values(facts, value)
        nothing = np.zeros(len(horizons_months))
        determined = np.ones(len(horizons_months), dtype=bool)
        return {
            factor: Attribution(values.get(factor, nothing), determined, log_hazard=None)
            for factor in factors
        }


def _mean_survival(
    curves: CauseSpecificCurves, profiles: FloatArray, weights: FloatArray, survived_months: int
) -> FloatArray:
    """Average numerator and denominator apart, as `models.curves.given_survived` does.

    Parameters
    ----------
    weights : ndarray, shape=(n_profiles,) or (n_models, 1, n_profiles)
    """
    incidence = _average(weights, curves.incidence(profiles))
    alive = _average(weights, curves.alive(profiles)[..., survived_months, None])
    later, now = incidence[..., survived_months:], incidence[..., survived_months, None]
    return 1.0 - (later - now) / alive


def _average(weights: FloatArray, values: FloatArray) -> FloatArray:
    mean: FloatArray = weights @ values
    return mean[..., 0, :] if weights.ndim > 1 else mean
