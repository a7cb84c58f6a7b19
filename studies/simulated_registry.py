"""A simulated registry: patients with realistic factors, whose exact survival is known.

Factors depend on each other a little, as in reality: several nodules are more often on both
sides, uterine sarcomas are leiomyosarcomas of women. Times are Weibull with proportional hazards;
the effect of the disease-free interval is bent, that of nodules and size logarithmic. With
competing causes, both hazards have one shape, so that every truth has a closed form. How the
times are drawn: Bender, Augustin and Blettner, Stat Med 2005;24:1713-1723.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from models.arrays import BoolArray, FloatArray
from models.outcome import Outcome
from training.registry.registry import CENSORED, COMPETING, EVENT, FactorColumn, FollowUp, Registry

SHAPE = 1.1
"""Of both Weibull hazards."""

SCALE_MONTHS = 60.0

HISTOLOGIES = {
    "leiomyosarcoma": 0.26,
    "osteosarcoma": 0.19,
    "undifferentiated_pleomorphic_sarcoma": 0.18,
    "synovial_sarcoma": 0.14,
    "liposarcoma": 0.09,
    "chondrosarcoma": 0.06,
    "malignant_peripheral_nerve_sheath_tumour": 0.04,
    "other": 0.04,
}
SITES = {
    "extremity": 0.62,
    "trunk_wall": 0.18,
    "retroperitoneum_or_abdomen": 0.16,
    "head_neck": 0.04,
}

MANY_NODULES = 4
"""Beyond this, both sides are likelier."""

LEVEL_EFFECTS: Mapping[str, Mapping[str | bool, float]] = {
    "histology": {
        "leiomyosarcoma": -0.25,
        "chondrosarcoma": -0.2,
        "undifferentiated_pleomorphic_sarcoma": 0.25,
        "malignant_peripheral_nerve_sheath_tumour": 0.2,
    },
    "primary_site": {"extremity": -0.15, "retroperitoneum_or_abdomen": 0.1},
    "laterality": {"bilateral": 0.15},
    "sex": {"male": 0.1},
    "local_recurrence": {True: 0.4},
    "complete_resection": {True: -0.5},
}
"""Log hazard ratios of dying of the sarcoma; levels not named have 0. Assumed."""


@dataclass(frozen=True, eq=False)
class Truth:
    """What is true of drawn patients; nothing is missing here.

    Attributes
    ----------
    factors : mapping of str to ndarray, shape=(n_patients,)
        As drawn, before any value was made unknown.
    cancer, other : ndarray, shape=(n_patients,)
        Cumulative hazards of the two causes at 60 months.
    """

    factors: Mapping[str, FactorColumn]
    cancer: FloatArray
    other: FloatArray

    def survival(self, months: FloatArray | NDArray[np.int64]) -> FloatArray:
        """Overall survival, shape=(n_patients, n_months)."""
        return np.exp(-np.multiply.outer(self.cancer + self.other, _clock(months)))

    def cancer_survival(self, months: FloatArray | NDArray[np.int64]) -> FloatArray:
        """Survival if nobody died of another cause, shape=(n_patients, n_months)."""
        return np.exp(-np.multiply.outer(self.cancer, _clock(months)))

    def cancer_incidence(self, months: FloatArray | NDArray[np.int64]) -> FloatArray:
        """Probability of having died of the sarcoma, shape=(n_patients, n_months)."""
        share = self.cancer / (self.cancer + self.other)
        return share[:, None] * (1.0 - self.survival(months))


def _clock(months: FloatArray | NDArray[np.int64]) -> FloatArray:
    clock: FloatArray = (np.asarray(months, dtype=np.float64) / SCALE_MONTHS) ** SHAPE
    return clock


@dataclass(frozen=True)
class SimulatedPopulation:
    """Where patients are drawn from.

    Attributes
    ----------
    hazard_60 : float
        Cumulative hazard of dying of the sarcoma at 60 months where the log hazard is 0.
    other_hazard_60 : float
        The same of other causes, at the age of 50; it doubles every 8 years. 0: none.
    missing : mapping of str to float
        Share of unknown values by factor. They are missing at random given the age, which is
        never to be missing: 1.5 times as often above the median age as below.
    shortest_follow_up_months, longest_follow_up_months : float
        Follow-up ends after a time uniform between the two.
    """

    hazard_60: float = 0.65
    other_hazard_60: float = 0.0
    missing: Mapping[str, float] = field(default_factory=dict)
    shortest_follow_up_months: float = 6.0
    longest_follow_up_months: float = 180.0

    def draw(self, rng: np.random.Generator, n_patients: int) -> tuple[Registry, Truth]:
        """Draw a registry and the truth about its patients."""
        truth = self.truth_of(_draw_factors(rng, n_patients))
        registry = Registry(
            n_rows=n_patients,
            factors=self._with_unknown(rng, truth.factors),
            follow_up=self._follow_up(rng, truth),
            flow=(),
            sha256="0" * 64,
        )
        return registry, truth

    def truth_of(self, factors: Mapping[str, FactorColumn]) -> Truth:
        """Give the truth about patients, all of whose factors are known."""
        ageing = np.exp2((factors["age_years"].astype(np.float64) - 50.0) / 8.0)
        cancer = self.hazard_60 * np.exp(log_hazard(factors))
        return Truth(factors, cancer, self.other_hazard_60 * ageing)

    def _with_unknown(
        self, rng: np.random.Generator, factors: Mapping[str, FactorColumn]
    ) -> dict[str, FactorColumn]:
        age = factors["age_years"].astype(np.float64)
        old = age > np.median(age)
        shown = dict(factors)
        for factor, share in self.missing.items():
            unknown = rng.random(len(old)) < share * np.where(old, 1.2, 0.8)
            shown[factor] = factors[factor].copy()
            shown[factor][unknown] = np.nan if factors[factor].dtype.kind == "f" else None
        return shown

    def _follow_up(self, rng: np.random.Generator, truth: Truth) -> dict[Outcome, FollowUp]:
        n_patients = len(truth.cancer)
        total = truth.cancer + truth.other
        dies = SCALE_MONTHS * (rng.exponential(size=n_patients) / total) ** (1.0 / SHAPE)
        of_cancer = rng.random(n_patients) < truth.cancer / total
        leaves = rng.uniform(
            self.shortest_follow_up_months, self.longest_follow_up_months, n_patients
        )
        months = np.maximum(np.ceil(np.minimum(dies, leaves)), 1).astype(np.int64)
        died = np.ceil(dies) <= np.ceil(leaves)  # at equal times deaths precede censorings
        everyone = np.ones(n_patients, dtype=bool)
        overall = FollowUp(months, np.where(died, EVENT, CENSORED), everyone)
        if not self.other_hazard_60:
            return {"overall_survival": overall}
        cause = np.where(died, np.where(of_cancer, EVENT, COMPETING), CENSORED)
        return {
            "overall_survival": overall,
            "cancer_specific_survival": FollowUp(months, cause, everyone),
        }


def log_hazard(factors: Mapping[str, FactorColumn]) -> FloatArray:
    """Log hazard of dying of the sarcoma, shape=(n_patients,)."""
    interval = factors["disease_free_interval_months"].astype(np.float64)
    log_hazards: FloatArray = (
        0.4
        - 1.1 * (1.0 - np.exp(-interval / 14.0))
        + 0.30 * np.log(np.minimum(factors["nodule_count"].astype(np.float64), 20.0))
        + 0.25 * np.log(factors["largest_nodule_cm"].astype(np.float64) / 2.0)
        + 0.008 * (factors["age_years"].astype(np.float64) - 50.0)
    )
    for factor, effects in LEVEL_EFFECTS.items():
        for level, effect in effects.items():
            log_hazards = log_hazards + effect * (factors[factor] == level)
    return log_hazards


def _draw_factors(rng: np.random.Generator, n: int) -> dict[str, FactorColumn]:
    female = _chance(rng, 0.52, n)
    histology = _draw_levels(rng, HISTOLOGIES, n)
    uterine = female & (histology == "leiomyosarcoma") & _chance(rng, 0.6, n)
    several = _chance(rng, 0.645, n)
    beyond_two = rng.negative_binomial(0.7, 0.7 / (0.7 + 3.0), n)
    nodules = np.where(several, np.minimum(2.0 + beyond_two, 60.0), 1.0)
    bilateral = several & _chance(rng, np.where(nodules > MANY_NODULES, 0.75, 0.45), n)
    synchronous = _chance(rng, 0.2, n)
    age: FloatArray = np.clip(rng.normal(50.0, 16.0, n), 18.0, 90.0)
    later = np.minimum(np.exp(rng.normal(np.log(15.0), 0.95, n)), 300.0)
    interval = np.where(synchronous, 0.0, later)
    site = np.where(uterine, "uterus_or_gynaecological", _draw_levels(rng, SITES, n))
    return {
        "age_years": np.round(age, 1),
        "sex": np.where(female, "female", "male").astype(object),
        "histology": histology,
        "primary_site": site.astype(object),
        "disease_free_interval_months": np.round(interval, 1).astype(np.float64),
        "local_recurrence": _chance(rng, np.where(synchronous, 0.1, 0.35), n).astype(object),
        "nodule_count": nodules.astype(np.float64),
        "largest_nodule_cm": np.round(np.clip(np.exp(rng.normal(0.6, 0.6, n)), 0.3, 20.0), 1),
        "laterality": np.where(bilateral, "bilateral", "unilateral").astype(object),
        "comorbidity": _chance(rng, 0.3, n).astype(object),
        "complete_resection": _chance(rng, np.where(bilateral, 0.8, 0.93), n).astype(object),
    }


def _chance(rng: np.random.Generator, probability: float | FloatArray, n: int) -> BoolArray:
    true: BoolArray = rng.random(n) < probability
    return true


def _draw_levels(rng: np.random.Generator, shares: Mapping[str, float], n: int) -> FactorColumn:
    drawn: FactorColumn = rng.choice(np.array(list(shares)), n, p=list(shares.values()))
    return drawn.astype(object)
