"""How Python is set for a program that answers many at once."""

import gc
import sys

SWITCH_SECONDS = 0.001
"""After so long a thread lets the event loop go on; Python's own 5 ms would be felt in it."""

OBJECTS_BETWEEN_SEARCHES = 10_000
"""So many more are made than dropped before the young are searched for garbage; Python's own 700
are the answers to a few requests that wait together, in which there is none."""


def tune_interpreter() -> None:
    """Set the interpreter, once all is loaded.

    All that was made until now stays, so that no later search for garbage need pass over it: over
    a bundle and its libraries that takes some 30 ms, in which nobody is answered.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_SEARCHES)
    sys.setswitchinterval(SWITCH_SECONDS)
