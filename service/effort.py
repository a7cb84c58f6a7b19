"""Where an answer is computed: in the event loop when it is quick, else in a thread.

A thread costs more than a quick answer. A slow one would keep everybody else waiting.
"""

from collections.abc import Callable
from time import perf_counter
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar

from models.bundle import Bundle
from models.factors import Patient
from models.prediction import predict, warm
from models.survival_model import SurvivalModel
from service.request import PredictionRequest

LONGEST_IN_LOOP_SECONDS = 0.005

MOST_HORIZONS_IN_LOOP = 12
"""Each horizon is explained in sentences of its own; sixty of them take as long as ten patients."""

THREADS = 2
"""So many compute at a time: each waits for Python's lock, and so does the event loop, after all of
them. Two let one go on where the other is in a compiled loop, which needs no lock."""

Computed = TypeVar("Computed")

_limiter = RunVar[CapacityLimiter]("_limiter")


async def compute(function: Callable[..., Computed], *arguments: object) -> Computed:
    """Compute in a thread what takes longer; who comes later waits for a thread to be free."""
    try:
        limiter = _limiter.get()
    except LookupError:  # the first in this event loop
        limiter = CapacityLimiter(THREADS)
        _limiter.set(limiter)
    return await to_thread.run_sync(function, *arguments, limiter=limiter)


def is_quick(bundle: Bundle) -> bool:
    """Tell whether every answer of a bundle to a short question is quick.

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


def is_short(question: PredictionRequest) -> bool:
    """Tell whether a question is one that a quick bundle answers quickly, as most are."""
    n_horizons = len(question.horizons_months or ())
    return not question.what_if and n_horizons <= MOST_HORIZONS_IN_LOOP
