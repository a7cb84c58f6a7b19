"""Predictions in sentences: contributions and the summary."""

from collections.abc import Sequence
from functools import lru_cache

from models.averaging.background import STANDS_IN
from models.factors import Patient
from models.predicted import Contribution, Horizon, Prediction
from service.catalogue import Catalogue
from service.wording import Wording


@lru_cache(maxsize=512)
def explain_idleness(catalogue: Catalogue, factor: str, *, is_known: bool) -> str:
    """Say why a factor adds nothing: it is unknown, or the model does not use it."""
    label = catalogue.factors[factor].label
    code = "contribution_unused" if is_known else "contribution_unknown"
    return catalogue.say("texts", code, label=label)


def state_fact(catalogue: Catalogue, patient: Patient, factor: str, prediction: Prediction) -> str:
    """State a fact that a model uses."""
    fact = catalogue.state(factor, getattr(patient, factor))
    if factor not in prediction.factors and factor in STANDS_IN:
        return catalogue.say("texts", "fact_stands_in", fact=fact)
    return fact


def explain_contribution(wording: Wording, part: Contribution, fact: str, months: int) -> str:
    """Say what a fact adds or takes, in percentage points."""
    catalogue = wording.catalogue
    code = "contribution_raises" if part.contribution >= 0 else "contribution_lowers"
    points = catalogue.number(100 * abs(part.contribution), ".1f")
    details = {"fact": fact, "months": months, "points": points}
    text = catalogue.find(wording.outcome, code).format_map(details)
    if part.determined:
        return text
    return catalogue.join([text, wording.say_of_training("not_determined")])


def summarise(
    wording: Wording,
    predictions: Sequence[Prediction],
    what_ifs: Sequence[tuple[str, Prediction]],
    *,
    survived_months: int,
) -> str:
    """Sum an answer up for a person, in natural frequencies at the last horizon.

    Parameters
    ----------
    what_ifs : sequence of (changes in words, prediction)
        The different patients, as the first model predicts them.
    """
    catalogue = wording.catalogue
    sentences = []
    for prediction in predictions:
        horizon = prediction.last_horizon
        code = "summary" if prediction.informative else "summary_average"
        if survived_months:
            code = f"{code}_given_alive"
        details: dict[str, object] = {
            "model": prediction.model,
            "months": horizon.months,
            "survived": survived_months,
        }
        summary = catalogue.find(wording.outcome, code)
        sentences.append(summary.format_map(details | _persons(horizon)))
        if prediction.experimental:
            sentences.append(catalogue.say("texts", "summary_experimental", model=prediction.model))
    for changes, different in what_ifs:
        persons = _persons(different.last_horizon)
        details = {"changes": changes, "model": different.model}
        sentences.append(catalogue.say("texts", "summary_what_if", **details, **persons))
    sentences.append(wording.say_of_training("trained_on"))
    return catalogue.join([*sentences, *catalogue.mark_translation()])


def _persons(horizon: Horizon) -> dict[str, object]:
    return {
        "persons": round(100 * horizon.survival),
        "lower": round(100 * horizon.lower),
        "upper": round(100 * horizon.upper),
    }
