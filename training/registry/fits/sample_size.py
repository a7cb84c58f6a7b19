r"""Is the registry large enough for the model? Riley's minimum sample size.

Source: Riley, Snell, Ensor et al., Minimum sample size for developing a multivariable prediction
model: Part II, Stat Med 2019;38:1276-1296. Three criteria for a survival model of p parameters:

1. expected shrinkage of at least 0.9, :math:`n = p / \{(S - 1) \ln(1 - R^2 / S)\}`;
2. optimism of Nagelkerke's R2 of at most 0.05, the same with
   :math:`S = R^2 / (R^2 + 0.05 \max R^2)`, :math:`\max R^2 = 1 - \exp(2 \ln L_0 / n)` and
   :math:`\ln L_0 = E \ln(E / n) - E`, as the authors' own program has it;
3. the overall risk at the horizon known within 0.05, under a constant rate.

R2 is Cox and Snell's, from the fit's own likelihood ratio, adjusted for optimism by van Houwelingen
and le Cessie's shrinkage 1 - p / LR. A fit under a penalty counts its effective parameters.
"""

import math
from dataclasses import dataclass
from typing import Literal

from models.arrays import BoolArray, IntArray

WANTED_SHRINKAGE = 0.9
LARGEST_OPTIMISM = 0.05
LARGEST_RISK_ERROR = 0.05
NORMAL_975 = 1.96
"""As in the source."""


@dataclass(frozen=True)
class Needed:
    """Patients needed by each criterion; None where no number suffices."""

    for_shrinkage: int | None
    for_optimism: int | None
    for_risk: int

    @property
    def patients(self) -> int | None:
        """The largest of the three."""
        if self.for_shrinkage is None or self.for_optimism is None:
            return None
        return max(self.for_shrinkage, self.for_optimism, self.for_risk)


@dataclass(frozen=True)
class SampleSize:
    """Whether the patients suffice.

    Attributes
    ----------
    r2 : float
        Cox and Snell's, adjusted for optimism.
    shrinkage : float
        Expected of these terms in these patients; 1 would be no overfitting.
    """

    n_patients: int
    n_events: int
    r2: float
    shrinkage: float
    needed: Needed

    @property
    def verdict(self) -> Literal["ok", "few_events"]:
        """Whether they suffice; if not, the code of the limitation."""
        enough = self.needed.patients is not None and self.needed.patients <= self.n_patients
        return "ok" if enough else "few_events"


def judge_sample_size(
    months: IntArray,
    died: BoolArray,
    *,
    likelihood_ratio: float,
    n_parameters: float,
    horizon_months: int,
) -> SampleSize:
    """Compare the patients there are with those needed.

    Parameters
    ----------
    months, died : ndarray, shape=(n_patients,)
    likelihood_ratio : float
        Twice the rise of the log partial likelihood over that of no terms.
    """
    n_patients, n_events = len(months), int(died.sum())
    apparent = 1 - math.exp(-likelihood_ratio / n_patients)
    shrinkage = max(0.0, 1 - n_parameters / likelihood_ratio) if likelihood_ratio > 0 else 0.0
    return SampleSize(
        n_patients=n_patients,
        n_events=n_events,
        r2=shrinkage * apparent,
        shrinkage=shrinkage,
        needed=find_needed(
            r2=shrinkage * apparent,
            n_parameters=n_parameters,
            rate=n_events / float(months.sum()),
            mean_follow_up=float(months.mean()),
            horizon=horizon_months,
        ),
    )


def find_needed(
    *, r2: float, n_parameters: float, rate: float, mean_follow_up: float, horizon: float
) -> Needed:
    """Compute the patients needed.

    Parameters
    ----------
    r2 : float
        Cox and Snell's, anticipated.
    rate : float
        Events in a unit of time, for one patient.
    mean_follow_up, horizon : float
        In the same unit.
    """
    share = rate * mean_follow_up
    largest_r2 = 1 - math.exp(2 * (share * math.log(share) - share)) if share > 0 else 0.0
    shrinkage = r2 / (r2 + LARGEST_OPTIMISM * largest_r2) if r2 > 0 else 0.0
    return Needed(
        for_shrinkage=_patients(r2, n_parameters, WANTED_SHRINKAGE),
        for_optimism=_patients(r2, n_parameters, shrinkage),
        for_risk=_for_risk(rate, mean_follow_up, horizon),
    )


def _patients(r2: float, n_parameters: float, shrinkage: float) -> int | None:
    if not 0 < r2 < shrinkage < 1:
        return None
    return math.ceil(n_parameters / ((shrinkage - 1) * math.log(1 - r2 / shrinkage)))


def _for_risk(rate: float, mean_follow_up: float, horizon: float) -> int:
    """Solve exp(-rate t) - exp(-(rate + 1.96 sqrt(rate / (n f))) t) = 0.05 for n."""
    error = LARGEST_RISK_ERROR * math.exp(rate * horizon)
    if error >= 1 or rate == 0:
        return 1
    above = -math.log(1 - error) / (NORMAL_975 * horizon)
    return math.ceil(rate / (mean_follow_up * above**2))
