"""Predictions in the shapes of the HTTP contract."""

from collections.abc import Sequence

from models.factors import FACTORS, FactorValue, Patient
from models.predicted import Contribution, Curve, Horizon, Prediction
from service.answer import (
    ContributionAnswer,
    CurveAnswer,
    ExplanationAnswer,
    HorizonAnswer,
    HorizonExplanationAnswer,
    InputAnswer,
    PredictionAnswer,
)
from service.sentences import explain_contribution, explain_idleness, state_fact
from service.what_if import DifferentPatient
from service.wording import Wording

WhatIfPredictions = Sequence[tuple[DifferentPatient, Prediction]]


def present(
    wording: Wording,
    patient: Patient,
    prediction: Prediction,
    what_ifs: WhatIfPredictions,
    *,
    curve: bool,
) -> PredictionAnswer:
    """Present one model's prediction.

    Parameters
    ----------
    what_ifs : sequence of (DifferentPatient, Prediction)
    curve : bool
        Whether to carry the curve. An explanation is carried if the prediction has one.
    """
    answer: PredictionAnswer = {
        "model": prediction.model,
        "experimental": prediction.experimental,
        "horizons": [_horizon(horizon) for horizon in prediction.horizons],
        "median_months": prediction.median_months,
        "restricted_mean_months": prediction.restricted_mean_months,
        "restricted_to_month": prediction.restricted_to_month,
        "range_if_known": [
            {"factor": r.factor, "months": r.months, "lowest": r.lowest, "highest": r.highest}
            for r in prediction.ranges
        ],
        "what_if": [
            {
                "changes": dict(other.changes),
                "horizons": [_horizon(horizon) for horizon in different.horizons],
            }
            for other, different in what_ifs
        ],
    }
    if curve:
        answer["curve"] = _curve(prediction.curve)
    if prediction.explanation:
        answer["explanation"] = _explanation(wording, patient, prediction)
    return answer


_UNKNOWN: list[InputAnswer] = [
    {"factor": factor, "status": "unknown", "used_by": []} for factor in FACTORS
]
_UNUSED: list[InputAnswer] = [
    {"factor": factor, "status": "unused", "used_by": []} for factor in FACTORS
]
_PLACES = {factor: place for place, factor in enumerate(FACTORS)}


def present_inputs(patient: Patient, predictions: Sequence[Prediction]) -> list[InputAnswer]:
    """Say of every factor whether it was used, and by which models."""
    inputs = _UNKNOWN.copy()
    facts = vars(patient)
    for factor in patient.model_fields_set:
        if facts[factor] is not None:
            inputs[_PLACES[factor]] = _UNUSED[_PLACES[factor]]
    used_by: dict[str, list[str]] = {}
    for prediction in predictions:
        for factor in prediction.informative:
            used_by.setdefault(factor, []).append(prediction.model)
    for factor, models in used_by.items():
        inputs[_PLACES[factor]] = {"factor": factor, "status": "used", "used_by": models}
    return inputs


def _curve(curve: Curve) -> CurveAnswer:
    return {
        "months": curve.months,
        "survival": curve.survival,
        "lower": curve.lower,
        "upper": curve.upper,
    }


def _horizon(horizon: Horizon) -> HorizonAnswer:
    return {
        "months": horizon.months,
        "survival": horizon.survival,
        "lower": horizon.lower,
        "upper": horizon.upper,
        "average": horizon.average,
        "scenarios": [
            {"average": scenario.average, "survival": scenario.survival}
            for scenario in horizon.scenarios
        ],
    }


def _explanation(wording: Wording, patient: Patient, prediction: Prediction) -> ExplanationAnswer:
    """Present the contributions, which are of the same factors at every horizon.

    What does not change with the horizon is put in words once.
    """
    catalogue, informative = wording.catalogue, prediction.informative
    values = vars(patient)
    facts: list[tuple[int, str]] = []
    idle: list[ContributionAnswer] = []
    for place, part in enumerate(prediction.explanation[0].contributions):
        factor, value = part.factor, values[part.factor]
        if factor in informative:
            facts.append((place, state_fact(catalogue, patient, factor, prediction)))
        text = explain_idleness(catalogue, factor, is_known=value is not None)
        idle.append(_contribution(part, value, text))
    horizons: list[HorizonExplanationAnswer] = []
    for explained in prediction.explanation:
        months, contributions = explained.months, idle.copy()
        for place, fact in facts:
            part = explained.contributions[place]
            text = explain_contribution(wording, part, fact, months)
            contributions[place] = _contribution(part, values[part.factor], text)
        horizons.append(
            {"months": months, "average": explained.average, "contributions": contributions}
        )
    return {"horizons": horizons}


def _contribution(part: Contribution, value: FactorValue, text: str) -> ContributionAnswer:
    answer: ContributionAnswer = {
        "factor": part.factor,
        "value": value,
        "contribution": part.contribution,
        "text": text,
    }
    if part.log_hazard is not None:
        answer["log_hazard"] = part.log_hazard
    return answer
