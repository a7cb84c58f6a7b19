"""One patient's prediction: curve, interval, horizons, ranges, explanation.

Everything here is an average over the background with some factors held (`average_over`):
the prediction holds all that is known, the cohort average holds nothing, an explanation runs
over what lies between, and a range tries the values that an unknown factor may have.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.applicability import require_applicable
from models.background import Background, Facts, average_over, informative_facts, values_if_known
from models.curves import given_survived, median_months, restricted_mean_months
from models.factors import FACTORS, Patient
from models.interval import Limits, limits_of
from models.survival_model import SurvivalModel
from models.terms import FloatArray


@dataclass(frozen=True)
class Curve:
    """Survival with its 95 % limits on the months from `survived_months` on."""

    months: np.ndarray
    survival: FloatArray
    lower: FloatArray
    upper: FloatArray


@dataclass(frozen=True)
class Scenario:
    """The patient's probability if the cohort's mean at the last month were `average`."""

    average: float
    survival: float


@dataclass(frozen=True)
class Horizon:
    """The probability at one horizon; `average` is the cohort's."""

    months: int
    survival: float
    lower: float
    upper: float
    average: float
    scenarios: tuple[Scenario, ...]


@dataclass(frozen=True)
class RangeIfKnown:
    """How far the probability at a horizon could move if an unknown factor were known."""

    factor: str
    months: int
    lowest: float
    highest: float


@dataclass(frozen=True)
class Contribution:
    """What one factor adds to the unconditional probability at a horizon.

    `determined` is false where the reconstructions do not agree on its sign; `log_hazard` is
    None for a model without one.
    """

    factor: str
    contribution: float
    log_hazard: float | None
    determined: bool


@dataclass(frozen=True)
class HorizonExplanation:
    """Contributions that add up to the unconditional probability minus `average`."""

    months: int
    average: float
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True)
class Prediction:
    """Everything that a model says of one patient.

    `factors` are those of the model; `informative` are the known ones that bear on it.
    """

    model: str
    experimental: bool
    factors: tuple[str, ...]
    informative: tuple[str, ...]
    curve: Curve
    horizons: tuple[Horizon, ...]
    median_months: int | None
    restricted_mean_months: float
    ranges: tuple[RangeIfKnown, ...]
    explanation: tuple[HorizonExplanation, ...]

    @property
    def last_horizon(self) -> Horizon:
        """The horizon farthest from the operation, in whatever order they were asked."""
        return max(self.horizons, key=lambda horizon: horizon.months)


def predict(
    model: SurvivalModel,
    patient: Patient,
    horizons_months: Sequence[int],
    *,
    survived_months: int = 0,
    explain: bool = True,
) -> Prediction:
    """Predict one patient's survival.

    Parameters
    ----------
    horizons_months : sequence of int
        Months after the operation, each after `survived_months` and on the model's grid.
    survived_months : int
        The patient is known to be alive at this month; the curve restarts there with 1.
    explain : bool
        Whether to compute contributions.

    Raises
    ------
    Contradictory, NotApplicable
        When facts exclude each other, or the models do not hold for such a patient.
    Unsupported
        When a month lies off the model's grid.
    """
    require_applicable(patient, model.outcome)
    model.grid.require_after(survived_months, tuple(horizons_months))
    facts = informative_facts(patient, model.columns)
    over = average_over(model.background, model.columns, facts)
    survival = model.mean_survival(over, survived_months)
    limits = interval(model, over, survived_months)
    return Prediction(
        model=model.name,
        experimental=model.experimental,
        factors=model.columns.factors,
        informative=tuple(facts),
        curve=Curve(model.grid.months[survived_months:], survival, limits.lower, limits.upper),
        horizons=_horizons(model, over, survival, limits, horizons_months, survived_months),
        median_months=median_months(survival, survived_months),
        restricted_mean_months=restricted_mean_months(survival, survived_months),
        ranges=_ranges(model, facts, horizons_months, survived_months),
        explanation=_explain(model, patient, facts, horizons_months) if explain else (),
    )


def interval(model: SurvivalModel, over: Background, survived_months: int = 0) -> Limits:
    """Compute the 95 % limits of the mean survival over profiles, given months survived."""
    survival = model.mean_survival(over, survived_months)
    return limits_of(survival, model.variance(over, survived_months), model.n_patients)


def _horizons(
    model: SurvivalModel,
    over: Background,
    survival: FloatArray,
    limits: Limits,
    horizons_months: Sequence[int],
    survived_months: int,
) -> tuple[Horizon, ...]:
    average = model.mean_survival(model.background, survived_months)
    scenarios = {
        mean: given_survived(curve, survived_months)
        for mean, curve in model.scenario_mean_survival(over).items()
    }
    last_month = model.grid.longest_month
    return tuple(
        Horizon(
            months=months,
            survival=float(survival[months - survived_months]),
            lower=float(limits.lower[months - survived_months]),
            upper=float(limits.upper[months - survived_months]),
            average=float(average[months - survived_months]),
            scenarios=tuple(
                Scenario(mean, float(curve[-1]))
                for mean, curve in scenarios.items()
                if months == last_month
            ),
        )
        for months in horizons_months
    )


def _ranges(
    model: SurvivalModel, facts: Facts, horizons_months: Sequence[int], survived_months: int
) -> tuple[RangeIfKnown, ...]:
    ranges = []
    for factor in model.columns.factors:
        if factor in facts:
            continue
        curves = np.array(
            [
                model.mean_survival(over, survived_months)
                for over in values_if_known(model.background, model.columns, facts, factor)
            ]
        )
        for months in horizons_months:
            at_horizon = curves[:, months - survived_months]
            ranges.append(
                RangeIfKnown(factor, months, float(at_horizon.min()), float(at_horizon.max()))
            )
    return tuple(ranges)


def _explain(
    model: SurvivalModel, patient: Patient, facts: Facts, horizons_months: Sequence[int]
) -> tuple[HorizonExplanation, ...]:
    given = [factor for factor in FACTORS if getattr(patient, factor) is not None]
    factors = tuple(dict.fromkeys([*model.columns.factors, *facts, *given]))
    attributions = model.attribute(facts, factors, horizons_months)
    average = model.cohort_survival
    return tuple(
        HorizonExplanation(
            months=months,
            average=float(average[months]),
            contributions=tuple(
                Contribution(
                    factor,
                    float(attribution.contribution[i]),
                    attribution.log_hazard,
                    determined=bool(attribution.determined[i]),
                )
                for factor, attribution in attributions.items()
            ),
        )
        for i, months in enumerate(horizons_months)
    )
