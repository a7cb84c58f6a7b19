"""Predictions in the shapes of the HTTP contract."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from models.factors import FACTORS, Patient
from models.prediction import Contribution, Curve, Horizon, Prediction
from service.answer import (
    ContributionAnswer,
    CurveAnswer,
    ExplanationAnswer,
    HorizonAnswer,
    HorizonExplanationAnswer,
    InputAnswer,
    PredictionAnswer,
    RangeAnswer,
    ScenarioAnswer,
    Status,
    WhatIfAnswer,
)
from service.sentences import explain_contribution, explain_idleness, state_fact
from service.what_if import DifferentPatient
from service.wording import Wording

Beside = Sequence[tuple[DifferentPatient, Prediction]]


def present(
    wording: Wording, patient: Patient, prediction: Prediction, beside: Beside, *, curve: bool
) -> PredictionAnswer:
    """Present one model's prediction.

    Parameters
    ----------
    beside : sequence of (DifferentPatient, Prediction)
    curve : bool
        Whether to carry the curve. An explanation is carried if the prediction has one.
    """
    optional: dict[str, Any] = {}
    if curve:
        optional["curve"] = _curve(prediction.curve)
    if prediction.explanation:
        optional["explanation"] = _explanation(wording, patient, prediction)
    return PredictionAnswer(
        model=prediction.model,
        experimental=prediction.experimental,
        horizons=[_horizon(horizon) for horizon in prediction.horizons],
        median_months=prediction.median_months,
        restricted_mean_months=prediction.restricted_mean_months,
        restricted_to_month=prediction.restricted_to_month,
        range_if_known=[
            RangeAnswer(factor=r.factor, months=r.months, lowest=r.lowest, highest=r.highest)
            for r in prediction.ranges
        ],
        what_if=[
            WhatIfAnswer(
                changes=dict(other.changes),
                horizons=[_horizon(horizon) for horizon in different.horizons],
            )
            for other, different in beside
        ],
        **optional,
    )


def present_inputs(patient: Patient, predictions: Sequence[Prediction]) -> list[InputAnswer]:
    """Say of every factor whether it was used, and by which models."""
    return [
        _input(
            factor,
            tuple(p.model for p in predictions if factor in p.informative),
            is_known=getattr(patient, factor) is not None,
        )
        for factor in FACTORS
    ]


@cache
def _input(factor: str, used_by: tuple[str, ...], *, is_known: bool) -> InputAnswer:
    """Say it once for all patients: there are few such answers, and they are frozen."""
    status: Status = "used" if used_by else "unused" if is_known else "unknown"
    return InputAnswer(factor=factor, status=status, used_by=list(used_by))


def _curve(curve: Curve) -> CurveAnswer:
    return CurveAnswer(
        months=curve.months.tolist(),
        survival=curve.survival.tolist(),
        lower=curve.lower.tolist(),
        upper=curve.upper.tolist(),
    )


def _horizon(horizon: Horizon) -> HorizonAnswer:
    return HorizonAnswer(
        months=horizon.months,
        survival=horizon.survival,
        lower=horizon.lower,
        upper=horizon.upper,
        average=horizon.average,
        scenarios=[
            ScenarioAnswer(average=scenario.average, survival=scenario.survival)
            for scenario in horizon.scenarios
        ],
    )


def _explanation(wording: Wording, patient: Patient, prediction: Prediction) -> ExplanationAnswer:
    """Present the contributions; what does not change with the horizon is put in words once."""
    catalogue = wording.catalogue
    idle, facts = {}, {}
    for part in prediction.explanation[0].contributions:
        if part.factor in prediction.informative:
            facts[part.factor] = state_fact(catalogue, patient, part.factor, prediction)
        else:
            text = explain_idleness(catalogue, patient, part.factor)
            idle[part.factor] = _contribution(patient, part, text)

    def present_part(part: Contribution, months: int) -> ContributionAnswer:
        if part.factor in idle:
            return idle[part.factor]
        text = explain_contribution(wording, part, facts[part.factor], months)
        return _contribution(patient, part, text)

    return ExplanationAnswer(
        horizons=[
            HorizonExplanationAnswer(
                months=explained.months,
                average=explained.average,
                contributions=[
                    present_part(part, explained.months) for part in explained.contributions
                ],
            )
            for explained in prediction.explanation
        ]
    )


def _contribution(patient: Patient, part: Contribution, text: str) -> ContributionAnswer:
    of_hazard = {} if part.log_hazard is None else {"log_hazard": part.log_hazard}
    return ContributionAnswer(
        factor=part.factor,
        value=getattr(patient, part.factor),
        contribution=part.contribution,
        text=text,
        **of_hazard,
    )
