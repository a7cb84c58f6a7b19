"""Timing side by side: every contender takes its turn in every round.

What slows the machine down for a while slows all contenders of that round, so that a ratio is
taken within a round, and the spread is that between rounds.
"""

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray

Act = Callable[[], object]
Clock = Callable[[], float]


@dataclass(frozen=True)
class Contender:
    """Something to time, by name."""

    name: str
    act: Act


@dataclass(frozen=True)
class Plan:
    """How long to measure.

    Attributes
    ----------
    rounds : int
    turn_seconds : float
        A contender repeats its act in its turn for about so long, and at least once.
    """

    rounds: int = 9
    turn_seconds: float = 0.2


@dataclass(frozen=True)
class Spread:
    """A median and the quartiles around it."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: FloatArray | Sequence[float]) -> "Spread":
        """Summarise values, one for each round."""
        low, median, high = np.quantile(np.asarray(values, dtype=np.float64), (0.25, 0.5, 0.75))
        return cls(float(median), float(low), float(high))


@dataclass(frozen=True)
class Measured:
    """What one contender gave in each round: seconds for each act, or requests for each second."""

    name: str
    values: tuple[float, ...]

    @property
    def spread(self) -> Spread:
        """Median and quartiles over the rounds."""
        return Spread.of(self.values)


def ratio(numerator: Measured, denominator: Measured) -> Spread:
    """Divide within each round, then summarise; no number where the denominator has a 0."""
    if not all(denominator.values):
        return Spread(np.nan, np.nan, np.nan)
    return Spread.of(np.array(numerator.values) / np.array(denominator.values))


def difference(minuend: Measured, subtrahend: Measured) -> Spread:
    """Subtract within each round, then summarise."""
    return Spread.of(np.array(minuend.values) - np.array(subtrahend.values))


def find(measured: Sequence[Measured], name: str) -> Measured:
    """Find a contender's measurements by its name."""
    return next(one for one in measured if one.name == name)


def measure(
    contenders: Sequence[Contender],
    plan: Plan | None = None,
    clock: Clock = time.perf_counter,
) -> tuple[Measured, ...]:
    """Time every contender in every round.

    Each acts once or twice before anything is counted, to see how often it fits into a turn.
    Rounds begin with another contender each, so that none always follows the same one.

    Returns
    -------
    tuple of Measured
        Seconds for each act, in the order of the contenders.
    """
    wanted = plan or Plan()
    gc.collect()  # what the preparations left behind is nobody's time
    repeats = [_repeats(contender.act, wanted.turn_seconds, clock) for contender in contenders]
    seconds: list[list[float]] = [[] for _ in contenders]
    for number in range(wanted.rounds):
        for place in _rotated(len(contenders), number):
            seconds[place].append(_take_turn(contenders[place].act, repeats[place], clock))
    return tuple(
        Measured(contender.name, tuple(own))
        for contender, own in zip(contenders, seconds, strict=True)
    )


def _rotated(n: int, by: int) -> list[int]:
    return [(place + by) % n for place in range(n)]


def _repeats(act: Act, turn_seconds: float, clock: Clock) -> int:
    once = _take_turn(act, 1, clock)
    if once < turn_seconds:
        once = _take_turn(act, 1, clock)  # warm by now
    return max(1, round(turn_seconds / max(once, 1e-9)))


def _take_turn(act: Act, repeats: int, clock: Clock) -> float:
    """Give the mean seconds of an act."""
    start = clock()
    for _ in range(repeats):
        act()
    return (clock() - start) / repeats
