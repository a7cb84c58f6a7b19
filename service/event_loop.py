"""Which answers are computed in the event loop: those quick enough not to need a thread.

Handing work to a thread costs more than a quick answer; a slow one would block the event loop.
"""

from time import perf_counter

from models.answers import answer
from models.averaging.background import Facts
from models.bundle import Bundle
from models.factors import FACTORS, Factor, FactorValue
from models.prediction import warm
from models.query import Query
from models.survival_model import SurvivalModel
from service.request import PredictionRequest

LONGEST_IN_LOOP_SECONDS = 0.003
"""Sixteen of them, a full micro-batch, then block the event loop for less than 50 ms."""

MOST_HORIZONS_IN_LOOP = 12
"""Each horizon is explained in sentences of its own; sixty of them take as long as ten patients."""


def is_quick(bundle: Bundle) -> bool:
    """Tell whether every answer of a bundle to a short question is quick.

    Asks every model about patients of whom nothing is known, which takes longest to average, and of
    whom all is known, which may take longest to explain. All that a model prepares once is thereby
    prepared before the first request.
    """
    seconds = [
        sum(_seconds_of(model) for model in models.values()) for models in bundle.models.values()
    ]
    return max(seconds) <= LONGEST_IN_LOOP_SECONDS


def _seconds_of(model: SurvivalModel) -> float:
    """Prepare everything, then time the longest answer."""
    warm(model)
    query = Query(tuple(range(12, model.grid.longest_month + 1, 24)))
    everything = {factor: _some_value_of(FACTORS[factor]) for factor in model.columns.factors}
    return max(_least_seconds(model, facts, query) for facts in ({}, everything))


def _least_seconds(model: SurvivalModel, facts: Facts, query: Query) -> float:
    """Time an answer twice: whatever else the machine does only makes it longer."""
    found = []
    for _ in range(2):
        started = perf_counter()
        answer(model, model.averaging.encode([facts]), query)
        found.append(perf_counter() - started)
    return min(found)


def _some_value_of(factor: Factor) -> FactorValue:
    if factor.kind == "boolean":
        return False
    if factor.kind == "level":
        return next(iter(factor.levels))
    return factor.highest if factor.highest is not None else 1.0


def is_short(question: PredictionRequest) -> bool:
    """Tell whether a question is one that a quick bundle answers quickly, as most are."""
    n_horizons = len(question.horizons_months or ())
    return not question.what_if and n_horizons <= MOST_HORIZONS_IN_LOOP
