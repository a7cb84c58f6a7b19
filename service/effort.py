"""Where an answer is computed: in the event loop when it is quick, else in a thread.

A thread costs more than a quick answer. A slow one would keep everybody else waiting.
"""

from collections.abc import Callable
from time import perf_counter
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar

from models.answers import answer
from models.averaging.background import Facts
from models.bundle import Bundle
from models.factors import FACTORS, Factor, FactorValue
from models.prediction import warm
from models.question import Question
from models.survival_model import SurvivalModel
from service.request import PredictionRequest

LONGEST_IN_LOOP_SECONDS = 0.003
"""Sixteen that are answered together, see `service.gathering`, then hold the event loop for less
than 50 ms."""

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
"""For batches, one after the other: nobody who asks about one patient waits until they are done."""

RECORDS = Lane("records", 1)
"""For reading records, which asks no model and need not wait for one."""


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
    question = Question(tuple(range(12, model.grid.longest_month + 1, 24)))
    everything = {factor: _some_value_of(FACTORS[factor]) for factor in model.columns.factors}
    return max(_least_seconds(model, facts, question) for facts in ({}, everything))


def _least_seconds(model: SurvivalModel, facts: Facts, question: Question) -> float:
    """Time an answer twice: whatever else the machine does only makes it longer."""
    found = []
    for _ in range(2):
        started = perf_counter()
        answer(model, model.averaging.encode([facts]), question)
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
