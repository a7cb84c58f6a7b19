"""Servers in processes of their own: here, this very process stands for one."""

import os
import time

from benchmarks.server import MeasuredServer, free_port, on_core


def this_process():
    return MeasuredServer(port=free_port(), pid=os.getpid(), seconds_to_ready=0.0)


def test_memory_is_the_operating_systems():
    """A Python process holds tens of megabytes; one array more shows."""
    before = this_process().memory_mb()
    more = b"x" * 50_000_000

    assert 10 < before
    assert 40 < this_process().memory_mb() - before < 60
    assert more


def test_computing_is_counted():
    """As the process itself counts it, to the operating system's ticks."""
    start, counted = time.process_time(), this_process().processor_seconds()
    while time.process_time() < start + 0.2:
        pass

    assert 0.15 < this_process().processor_seconds() - counted < 0.4


def test_an_idle_server_is_not_waited_for(monkeypatch):
    """Two polls see that nothing was computed."""
    naps = []
    monkeypatch.setattr("benchmarks.server.time.sleep", naps.append)
    monkeypatch.setattr(MeasuredServer, "processor_seconds", lambda _: 3.0)
    this_process().wait_until_idle()

    assert 1 == len(naps)


def test_a_busy_server_is_waited_for(monkeypatch):
    """Until a poll sees that nothing was computed since the one before."""
    naps, seconds = [], iter([1.0, 1.2, 1.4, 1.4])
    monkeypatch.setattr("benchmarks.server.time.sleep", naps.append)
    monkeypatch.setattr(MeasuredServer, "processor_seconds", lambda _: next(seconds))
    this_process().wait_until_idle()

    assert 3 == len(naps)


def test_where_there_is_no_such_core_a_program_runs_anywhere():
    """A machine with one core still measures, if less well."""
    assert ["python"] == on_core(10_000, ["python"])
