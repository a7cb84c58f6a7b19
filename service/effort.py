"""Where an answer is computed: in the event loop when it is quick, else in a thread.

A thread costs more than a quick answer. A slow one would keep everybody else waiting.
"""

from time import perf_counter

from models.bundle import Bundle
from models.factors import Patient
from models.prediction import predict, warm
from models.survival_model import SurvivalModel

LONGEST_IN_LOOP_SECONDS = 0.005


def is_quick(bundle: Bundle) -> bool:
    """Tell whether every answer of a bundle to a plain question is quick.

    Asks every model what takes it longest, a patient of whom nothing is known, so that all that
    a model prepares once is prepared before the first request.
    """
    seconds = [
        sum(_seconds_of(model) for model in models.values()) for models in bundle.models.values()
    ]
    return max(seconds) <= LONGEST_IN_LOOP_SECONDS


def _seconds_of(model: SurvivalModel) -> float:
    """Prepare everything, then time an answer."""
    warm(model)
    started = perf_counter()
    predict(model, Patient(), tuple(range(12, model.grid.longest_month + 1, 24)))
    return perf_counter() - started
