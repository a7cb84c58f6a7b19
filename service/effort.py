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

Computed = TypeVar("Computed")


class Lane:
    """Threads for work that takes longer, few of them: who comes later waits for one to be free.

    Whoever computes waits for Python's one lock, and so does the event loop, after all of them.

    Parameters
    ----------
    name : str
    n_threads : int
        In each event loop.
    """

    def __init__(self, name: str, n_threads: int) -> None:
        self.n_threads = n_threads
        self._limiter = RunVar[CapacityLimiter](name)

    async def compute(self, function: Callable[..., Computed], *arguments: object) -> Computed:
        """Compute in one of the threads."""
        try:
            limiter = self._limiter.get()
        except LookupError:  # the first in this event loop
            limiter = CapacityLimiter(self.n_threads)
            self._limiter.set(limiter)
        return await to_thread.run_sync(function, *arguments, limiter=limiter)


ONE_BY_ONE = Lane("one by one", 2)
"""For questions about one patient. While one thread is in a compiled loop, which needs no lock, the
other goes on."""

BATCHES = Lane("batches", 1)
"""For batches: nobody who asks about one patient waits until they are done."""


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
