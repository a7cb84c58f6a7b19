"""Pools of worker threads, each with a bounded number of threads for one kind of work."""

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar

Computed = TypeVar("Computed")


class WorkerPool:
    """A bounded pool of threads for work that would block the event loop; further work queues.

    All threads compete with the event loop for Python's global interpreter lock, so few are better.

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
        """Call a function in one of the threads, once one is free."""
        try:
            limiter = self._limiter.get()
        except LookupError:  # the first in this event loop
            limiter = CapacityLimiter(self.n_threads)
            self._limiter.set(limiter)
        return await to_thread.run_sync(function, *arguments, limiter=limiter)


ONE_BY_ONE = WorkerPool("one by one", 2)
"""Requests about one patient. While one thread is in a compiled loop, which releases the lock, the
other runs."""

BATCHES = WorkerPool("batches", 1)
"""Batches, one at a time, in a pool of their own: a request about one patient does not queue behind
them."""

RECORDS = WorkerPool("records", 1)
"""Reading records, which needs no model and does not queue behind predictions."""
