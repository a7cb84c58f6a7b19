"""Questions that wait at the same moment are answered together, each as if alone.

Under load several requests lie in the event loop at once. What is the same for all of them is
then done once, and every step for all of them in a row: most of what a short answer costs is
coming to each step anew. One who comes alone is answered in the next turn of the event loop; a
group in the first turn that has brought no more of its kind, or when it is full.
"""

import asyncio
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

MAX_BATCH_SIZE = 16
"""More together gain little, and would hold the event loop for longer."""

Job = TypeVar("Job")
Answer = TypeVar("Answer")


class MicroBatcher(Generic[Job, Answer]):
    """Gathers questions by kind, each in the event loop that it is asked in.

    Parameters
    ----------
    answer_together : callable
        Answers questions of one kind, in order; an exception stands for one that has no answer.
        It is called in the event loop, so that it should be quick.
    """

    def __init__(
        self, answer_together: Callable[[Sequence[Job]], Sequence[Answer | Exception]]
    ) -> None:
        self._answer_together = answer_together
        self._open: dict[Hashable, _Group[Job, Answer]] = {}

    async def ask(self, kind: Hashable, job: Job) -> Answer:
        """Ask a question, together with those of its kind that wait at this moment.

        Raises
        ------
        Exception
            Whatever the question raises when it is asked alone.
        """
        found = await self._join(kind, job)
        if isinstance(found, Exception):
            try:
                raise found
            finally:
                del found  # its traceback holds this frame: without this they would hold each other
        return found

    def _join(self, kind: Hashable, job: Job) -> "asyncio.Future[Answer | Exception]":
        """Put a question into the group of its kind."""
        loop = asyncio.get_running_loop()
        key = (loop, kind)
        group = self._open.get(key)
        if group is None:
            group = self._open[key] = []
            loop.call_soon(self._answer_or_wait, key, group, 1)
        found: asyncio.Future[Answer | Exception] = loop.create_future()
        group.append((job, found))
        if len(group) == MAX_BATCH_SIZE:
            del self._open[key]  # whoever comes next begins another group
        return found

    def _answer_or_wait(self, key: Hashable, group: "_Group[Job, Answer]", n_before: int) -> None:
        """Answer a group, unless it has grown: more may come with the next turn."""
        n_now = len(group)
        if n_before < n_now < MAX_BATCH_SIZE:
            loop = asyncio.get_running_loop()
            loop.call_soon(self._answer_or_wait, key, group, n_now)
            return
        if self._open.get(key) is group:
            del self._open[key]
        answers = self._find([job for job, _ in group])
        for (_, found), answer in zip(group, answers, strict=True):
            if not found.cancelled():
                found.set_result(answer)

    def _find(self, jobs: Sequence[Job]) -> Sequence[Answer | Exception]:
        """Find the answers; where that fails for all of them at once, each by itself."""
        try:
            answers = self._answer_together(jobs)
            _require_each(jobs, answers)
        except Exception as error:  # noqa: BLE001  # raised again where the question was asked
            if len(jobs) == 1:
                return [error]
            return [answer for job in jobs for answer in self._find([job])]
        return answers


def _require_each(jobs: Sequence[object], answers: Sequence[object]) -> None:
    if len(jobs) != len(answers):
        raise RuntimeError(f"{len(answers)} answers to {len(jobs)} jobs")


_Group = list[tuple[Job, asyncio.Future[Answer | Exception]]]
