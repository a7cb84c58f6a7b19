"""Servers in processes of their own, and how much memory they hold."""

import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
READY = "/health/ready"
SECONDS_TO_START = 120
SECONDS_TO_STOP = 20
POLL_SECONDS = 0.2
IDLE_SECONDS = 0.02
"""Of computing within a poll; an idle server needs hardly any."""

SERVER_CORE, CLIENT_CORE = 0, 1
"""Each has a core of its own, so that the load does not slow the server down."""

SERVICE = ("-m", "service", "serve")
WITH_NOOP = ("-m", "benchmarks.noop_service")
NAIVE = ("-m", "benchmarks.naive_service")
BARE = ("-m", "benchmarks.bare_service")


class NotReady(RuntimeError):
    """A server ended, or did not answer in time."""


@dataclass(frozen=True)
class MeasuredServer:
    """A running server."""

    port: int
    pid: int
    seconds_to_ready: float

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{HOST}:{self.port}"

    def memory_mb(self) -> float:
        """Resident memory, in 10^6 bytes."""
        status = Path(f"/proc/{self.pid}/status").read_text("ascii")
        (line,) = (line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) * 1024 / 1e6

    def processor_seconds(self) -> float:
        """Time that it has computed for."""
        stat = Path(f"/proc/{self.pid}/stat").read_text("ascii")
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def wait_until_idle(self) -> None:
        """Wait for what a client has asked and left: a server computes to the end."""
        before = -1.0
        while (now := self.processor_seconds()) - before > IDLE_SECONDS:
            before = now
            time.sleep(POLL_SECONDS)


def on_core(core: int, command: Sequence[str]) -> list[str]:
    """Keep a program on one core, where there are several and the tool for it."""
    taskset = shutil.which("taskset")
    if taskset is None or (os.cpu_count() or 1) <= core:
        return list(command)
    return [taskset, "--cpu-list", str(core), *command]


def free_port() -> int:
    """Ask the operating system for a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def serve(arguments: Sequence[str], bundle: Path) -> Iterator[MeasuredServer]:
    """Start a Python program that serves, wait until it is ready, and stop it at the end."""
    port = free_port()
    inherited = {name: v for name, v in os.environ.items() if not name.startswith("PULMET_")}
    settings = {"PULMET_PORT": str(port), "PULMET_BUNDLE": str(bundle)}
    start = time.perf_counter()
    with (
        tempfile.TemporaryFile() as written,
        subprocess.Popen(
            on_core(SERVER_CORE, [sys.executable, *arguments]),
            env=inherited | settings,
            stdout=subprocess.DEVNULL,
            stderr=written,
        ) as process,
    ):
        try:
            if not _wait_until_ready(process, port, start + SECONDS_TO_START):
                written.seek(0)
                raise NotReady(f"not ready: {written.read().decode(errors='replace')}")
            yield MeasuredServer(port, process.pid, time.perf_counter() - start)
        finally:
            process.terminate()
            try:
                process.wait(SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, deadline: float) -> bool:
    while process.poll() is None and time.perf_counter() < deadline:
        if _is_ready(port):
            return True
        time.sleep(0.005)
    return False


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", READY)
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()
