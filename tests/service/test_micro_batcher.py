"""Jobs that wait at the same moment: processed together, each as if alone."""

import asyncio
import gc
import threading
import weakref

import pytest

from service.micro_batcher import MAX_BATCH_SIZE, MicroBatcher

pytestmark = pytest.mark.anyio


class Defect(Exception):
    """What nobody foresaw."""


class Refusal(Exception):
    """An answer of its kind."""


class Answering:
    """Answers with the number doubled, and keeps what it was asked together."""

    def __init__(self, refused=(), defective=()):
        self.asked, self.refused, self.defective = [], refused, defective

    def __call__(self, jobs):
        self.asked.append(list(jobs))
        if any(job in self.defective for job in jobs):
            raise Defect
        return [Refusal(q) if q in self.refused else 2 * q for q in jobs]


async def submit_all(batcher, jobs, batch_key="key"):
    """Ask at the same moment; give answers and exceptions in order."""
    asking = (batcher.submit(batch_key, job) for job in jobs)
    return await asyncio.gather(*asking, return_exceptions=True)


async def test_jobs_that_wait_together_are_answered_together_each_with_its_own():
    """In one call, in their order."""
    answering = Answering()

    assert [2, 4, 6] == await submit_all(MicroBatcher(answering), [1, 2, 3])
    assert [[1, 2, 3]] == answering.asked


async def test_a_job_that_comes_alone_is_answered_alone():
    """One after the other, none waits for the next."""
    answering = Answering()
    batcher = MicroBatcher(answering)

    assert 2 == await batcher.submit("key", 1)
    assert 4 == await batcher.submit("key", 2)
    assert [[1], [2]] == answering.asked


async def test_jobs_with_different_keys_are_answered_apart():
    """Whatever else differs between them than the patient."""
    answering = Answering()
    batcher = MicroBatcher(answering)

    answers = await asyncio.gather(
        *(batcher.submit(batch_key, number) for number, batch_key in enumerate("abab"))
    )

    assert [0, 2, 4, 6] == answers
    assert [[0, 2], [1, 3]] == answering.asked


async def test_no_more_than_so_many_are_answered_together():
    """The event loop would be held for too long."""
    answering = Answering()
    n_jobs = 2 * MAX_BATCH_SIZE + 3

    answers = await submit_all(MicroBatcher(answering), range(n_jobs))

    assert [2 * number for number in range(n_jobs)] == answers
    assert [MAX_BATCH_SIZE, MAX_BATCH_SIZE, 3] == [len(asked) for asked in answering.asked]


async def test_a_batch_waits_while_turns_of_the_event_loop_bring_more_and_then_no_longer():
    """Whoever comes a turn later joins; whoever comes when nobody has joined is too late."""
    answering = Answering()
    batcher = MicroBatcher(answering)

    async def ask_after(turns, job):
        for _ in range(turns):
            await asyncio.sleep(0)
        return await batcher.submit("key", job)

    answers = await asyncio.gather(*map(ask_after, [0, 0, 1, 4], [1, 2, 3, 4]))

    assert [2, 4, 6, 8] == answers
    assert [[1, 2, 3], [4]] == answering.asked


async def test_one_who_is_alone_waits_for_no_second_turn():
    """Most jobs come alone."""
    answering = Answering()
    asking = asyncio.ensure_future(MicroBatcher(answering).submit("key", 1))
    await asyncio.sleep(0)  # it is asked
    await asyncio.sleep(0)  # and answered

    assert [[1]] == answering.asked
    assert 2 == await asking


async def test_an_exception_that_stands_for_an_answer_reaches_its_asker_alone():
    """The others are answered."""
    first, refused, last = await submit_all(MicroBatcher(Answering(refused=[2])), [1, 2, 3])

    assert (2, 6) == (first, last)
    assert isinstance(refused, Refusal)


async def test_a_defect_over_one_job_fails_that_job_alone():
    """All are asked again, each by itself."""
    answering = Answering(defective=[2])

    first, failed, last = await submit_all(MicroBatcher(answering), [1, 2, 3])

    assert (2, 6) == (first, last)
    assert isinstance(failed, Defect)
    assert [[1, 2, 3], [1], [2], [3]] == answering.asked


@pytest.mark.parametrize("n_answers", [0, 1, 4])
async def test_answers_that_are_not_one_for_each_job_are_a_defect_and_nobody_waits(n_answers):
    """Whose they are could only be guessed."""
    batcher = MicroBatcher(lambda jobs: [0] * n_answers if len(jobs) > 1 else [])

    answers = await submit_all(batcher, [1, 2, 3])

    assert [RuntimeError] * 3 == [type(answer) for answer in answers]


async def test_a_defect_that_looks_like_the_end_of_an_iterator_reaches_its_asker():
    """A future does not take such an exception."""

    def stop(_):
        raise StopIteration

    assert [RuntimeError] * 2 == [type(a) for a in await submit_all(MicroBatcher(stop), [1, 2])]


async def test_a_refusal_does_not_keep_the_jobs_of_others_alive():
    """They are about other patients."""

    class FakeJob:
        pass

    def refuse_first(jobs):
        return [Refusal(), *range(len(jobs) - 1)]

    batcher, jobs = MicroBatcher(refuse_first), [FakeJob(), FakeJob()]
    other = weakref.ref(jobs[1])
    gc.disable()
    try:
        refused, _ = await asyncio.gather(
            *(batcher.submit("key", job) for job in jobs), return_exceptions=True
        )
        jobs.clear()

        assert isinstance(refused, Refusal)
        assert other() is None
    finally:
        gc.enable()


async def test_an_asker_who_has_gone_disturbs_nobody():
    """A request that is given up while it waits."""
    batcher = MicroBatcher(Answering())
    staying, leaving = (asyncio.ensure_future(batcher.submit("key", q)) for q in (1, 2))
    await asyncio.sleep(0)
    leaving.cancel()

    assert 2 == await staying
    assert leaving.cancelled()
    assert 6 == await batcher.submit("key", 3)


def test_event_loops_of_different_threads_do_not_share_jobs():
    """A future is set in its own loop only."""
    answering = Answering()
    batcher = MicroBatcher(answering)
    both_wait = threading.Barrier(2)
    found = {}

    async def submit(job):
        both_wait.wait(timeout=600)
        found[job] = await batcher.submit("key", job)

    threads = [threading.Thread(target=asyncio.run, args=[submit(job)]) for job in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=600)

    assert {1: 2, 2: 4} == found
    assert [[1], [2]] == sorted(answering.asked)
