"""Tuning of the interpreter for a server under load: thread switching and garbage collection."""

import gc
import sys

SWITCH_SECONDS = 0.001
"""Interval at which a thread yields the interpreter lock; Python's default of 5 ms adds latency."""

OBJECTS_BETWEEN_SEARCHES = 10_000
"""Threshold of the youngest generation of the garbage collector. Python's default of 700,
or 2,000 from 3.13 on, is reached by the responses to a few concurrent requests, without cycles."""


def tune_interpreter() -> None:
    """Tune the interpreter, once everything is loaded.

    The objects allocated so far are exempt from garbage collection from here on: a full collection
    over a bundle and its libraries blocks the event loop for some 30 ms.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_SEARCHES)
    sys.setswitchinterval(SWITCH_SECONDS)
