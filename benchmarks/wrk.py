"""The load: Debian's wrk, which posts bodies in turn, over and over."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.server import CLIENT_CORE, on_core

SCRIPT = Path(__file__).with_name("post.lua")
TIMEOUT_SECONDS = 60
"""After which wrk gives a request up."""


class LoadFailed(RuntimeError):
    """Not every answer was a success, so that the figure means nothing."""


@dataclass(frozen=True)
class Load:
    """What came of one turn.

    Attributes
    ----------
    median_ms, p99_ms : float
        Latency.
    """

    requests: int
    seconds: float
    median_ms: float
    p99_ms: float

    @property
    def each_second(self) -> float:
        """Throughput."""
        return self.requests / self.seconds


def post(url: str, bodies: Sequence[str], connections: int, seconds: int) -> Load:
    """Post bodies, each of one line, in turn for some seconds over so many connections.

    Raises
    ------
    LoadFailed
        When there is no wrk, or a request was refused, lost or not answered in time.
    """
    program = shutil.which("wrk")
    if program is None:
        raise LoadFailed("wrk is not installed; `make wrk` installs it")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(f"{body}\n" for body in bodies)
        file.flush()
        ran = subprocess.run(
            on_core(
                CLIENT_CORE,
                [
                    program,
                    "--threads=1",
                    f"--connections={connections}",
                    f"--duration={seconds}s",
                    f"--timeout={TIMEOUT_SECONDS}s",
                    f"--script={SCRIPT}",
                    url,
                ],
            ),
            env=os.environ | {"BODIES": file.name},
            capture_output=True,
            text=True,
            check=True,
        )
    return read_report(ran.stdout)


def read_report(output: str) -> Load:
    """Read what the script wrote, the last line.

    Raises
    ------
    LoadFailed
    """
    found = json.loads(output.strip().splitlines()[-1])
    if found["refused"] or found["broken"]:
        raise LoadFailed(f"not every request was answered: {found}")
    return Load(
        requests=found["requests"],
        seconds=found["microseconds"] / 1e6,
        median_ms=found["median"] / 1e3,
        p99_ms=found["p99"] / 1e3,
    )
