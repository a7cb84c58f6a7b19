"""Micro-batching: jobs that wait at the same moment are processed together, each as if alone.

Under load several requests lie in the event loop at once. What is the same for all of them is
then done once, and every step for all of them in a row: most of what a short answer costs is
coming to each step anew. A job that comes alone is processed in the next turn of the event loop;
a batch in the first turn that has brought no more jobs with its key, or when it is full.
"""

import asyncio
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

MAX_BATCH_SIZE = 16
"""Larger batches gain little throughput, and would block the event loop for longer."""

Job = TypeVar("Job")
Answer = TypeVar("Answer")


class MicroBatcher(Generic[Job, Answer]):
    """Batches jobs by key, each in the event loop that it is submitted in.

    Parameters
    ----------
    process : callable
        Answers jobs with one key, in order; an exception stands for one that has no answer.
        It is called in the event loop, so that it should be quick.
    """

    def __init__(self, process: Callable[[Sequence[Job]], Sequence[Answer | Exception]]) -> None:
        self._process = process
        self._open: dict[Hashable, _Batch[Job, Answer]] = {}

    async def submit(self, batch_key: Hashable, job: Job) -> Answer:
        """Process a job, together with those of its key that wait at this moment.

        Raises
        ------
        Exception
            Whatever the job raises when it is processed alone.
        """
        found = await self._join(batch_key, job)
        if isinstance(found, Exception):
            try:
                raise found
            finally:
                del found  # its traceback holds this frame: without this they would hold each other
        return found

    def _join(self, batch_key: Hashable, job: Job) -> "asyncio.Future[Answer | Exception]":
        """Put a job into the batch of its key."""
        loop = asyncio.get_running_loop()
        key = (loop, batch_key)
        batch = self._open.get(key)
        if batch is None:
            batch = self._open[key] = []
            loop.call_soon(self._process_or_wait, key, batch, 1)
        found: asyncio.Future[Answer | Exception] = loop.create_future()
        batch.append((job, found))
        if len(batch) == MAX_BATCH_SIZE:
            del self._open[key]  # the next job begins another batch
        return found

    def _process_or_wait(self, key: Hashable, batch: "_Batch[Job, Answer]", n_before: int) -> None:
        """Process a batch, unless it has grown: more may come with the next turn."""
        n_now = len(batch)
        if n_before < n_now < MAX_BATCH_SIZE:
            loop = asyncio.get_running_loop()
            loop.call_soon(self._process_or_wait, key, batch, n_now)
            return
        if self._open.get(key) is batch:
            del self._open[key]
        answers = self._results([job for job, _ in batch])
        for (_, found), answer in zip(batch, answers, strict=True):
            if not found.cancelled():
                found.set_result(answer)

    def _results(self, jobs: Sequence[Job]) -> Sequence[Answer | Exception]:
        """Process the jobs together; where that fails for all of them at once, each by itself."""
        try:
            answers = self._process(jobs)
            _require_each(jobs, answers)
        except Exception as error:  # noqa: BLE001  # raised again where the job was submitted
            if len(jobs) == 1:
                return [error]
            return [answer for job in jobs for answer in self._results([job])]
        return answers


def _require_each(jobs: Sequence[object], answers: Sequence[object]) -> None:
    if len(jobs) != len(answers):
        raise RuntimeError(f"{len(answers)} answers to {len(jobs)} jobs")


_Batch = list[tuple[Job, asyncio.Future[Answer | Exception]]]
