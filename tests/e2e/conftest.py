"""A real server: `python -m service serve` in a process of its own, reached over a socket."""

import contextlib
import dataclasses
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

HANG_SECONDS = 600
"""Ends a test that waits for what will never come; nothing else depends on it."""


@dataclasses.dataclass(frozen=True)
class Server:
    """Where a started server listens, the file that it writes to, and its process."""

    host: str
    port: int
    log_file: Path
    process: subprocess.Popen

    @property
    def url(self):
        """Give the address that clients begin with."""
        return f"http://{self.host}:{self.port}"

    @property
    def log(self):
        """Give all that the server has written, to standard output and standard error."""
        return self.log_file.read_text("utf-8", errors="replace")


def environment(**variables):
    """Give the environment of a program: this one's, without settings of ours but those named."""
    inherited = {name: v for name, v in os.environ.items() if not name.startswith("PULMET_")}
    return inherited | {name: str(value) for name, value in variables.items()}


def free_port():
    """Ask the operating system for a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_ready(server):
    """Ask until the server is ready; fail with what it wrote if it ends instead."""
    deadline = time.monotonic() + HANG_SECONDS
    while time.monotonic() < deadline:
        assert server.process.poll() is None, server.log
        try:
            if httpx.get(f"{server.url}/health/ready").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    pytest.fail(f"not ready after {HANG_SECONDS} seconds: {server.log}")


@contextlib.contextmanager
def serve(bundle_folder, folder, **settings):
    """Start a server, and stop it at the end."""
    port, log_file = free_port(), folder / "log"
    variables = environment(PULMET_PORT=port, PULMET_BUNDLE=bundle_folder, **settings)
    with (
        log_file.open("wb") as log,
        subprocess.Popen(
            [sys.executable, "-m", "service", "serve"],
            env=variables,
            stdout=log,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        server = Server("127.0.0.1", port, log_file, process)
        try:
            wait_until_ready(server)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=HANG_SECONDS)


@pytest.fixture(scope="session")
def server(bundle_folder, tmp_path_factory):
    """Start a server of the small bundle, and stop it when all tests are done."""
    with serve(bundle_folder, tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
def start_server(bundle_folder, tmp_path):
    """Start a server with settings of a test's own, as a context."""

    def start(**settings):
        return serve(bundle_folder, tmp_path, **settings)

    return start


@pytest.fixture(scope="session")
def client(server):
    """Open a client to the server, once: opening takes longer than most requests."""
    with httpx.Client(base_url=server.url, timeout=HANG_SECONDS) as client:
        yield client


@pytest.fixture
def run_service(bundle_folder):
    """Run `python -m service ...` to its end, with the small bundle unless told otherwise."""

    def run(*arguments, stdin=b"", **settings):
        return subprocess.run(
            [sys.executable, "-m", "service", *arguments],
            env=environment(**{"PULMET_BUNDLE": bundle_folder, **settings}),
            input=stdin,
            capture_output=True,
            timeout=HANG_SECONDS,
            check=False,
        )

    return run
