"""Trials: the tests of a module, run on a copy of the tree in which one mutant is written.

A trial is a fork of this process, which has imported the slow libraries, and none of ours. It is
stopped by the processor's time that it takes, not by the clock, so that a busy machine changes no
verdict; the clock stops only what waits for ever.
"""

import compileall
import contextlib
import importlib
import os
import resource
import shutil
import signal
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from py_compile import PycInvalidationMode
from typing import Literal

import pytest
from universe import Module

COPIED = ("models", "training", "service", "studies", "pulmet", "tests", "pyproject.toml")
"""What the tests need; what a tree does not have is left out."""

SLOW_LIBRARIES = (
    "cryptography.x509",
    "fastapi",
    "httpx",
    "hypothesis",
    "jwt",
    "lifelines",
    "matplotlib.pyplot",
    "numpy",
    "pandas",
    "pandera.pandas",
    "playwright.sync_api",
    "pyarrow.parquet",
    "pydantic_settings",
    "scipy.optimize",
    "scipy.stats",
    "sklearn.ensemble",
    "sksurv.ensemble",
    "sksurv.linear_model",
    "tableone",
    "uvicorn",
)

OPTIONS = (
    *("-x", "-q", "--no-header", "-p", "no:cacheprovider"),
    # No others: pytest would complain of those that were imported before it could rewrite them.
    *("-p", "anyio.pytest_plugin", "-p", "_hypothesis_pytestplugin"),
)

SECONDS_TO_START = 30
TIMES_AS_LONG = 5
"""A mutant may take so many times the processor's time that the module itself takes, and that."""

SECONDS_TO_WAIT = 120
TIMES_ON_THE_CLOCK = 20
"""What takes so many times as long on the clock, and that, waits for ever."""

NOT_TRIED = 70
"""The exit code of a trial that never came to its tests; pytest has none so high."""

MOST_MEMORY = 12 * 2**30

Verdict = Literal["killed", "survived", "timeout"]


@dataclass(frozen=True)
class Outcome:
    """How a trial ended."""

    verdict: Verdict
    seconds: float
    """Of the processor."""
    failed: str
    """The first test that failed, or how it ended else."""


class Workplace:
    """A copy of the tree, in which mutants are written and tests run; the tree stays as it is."""

    def __init__(self, root: Path, copy: Path) -> None:
        self.root, self.copy = root, copy
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir(parents=True)
        for name in COPIED:
            if (root / name).is_dir():
                ignored = shutil.ignore_patterns("__pycache__", "node_modules")
                shutil.copytree(root / name, copy / name, ignore=ignored)
            elif (root / name).exists():
                shutil.copy(root / name, copy / name)
        # By content: a mutant that is written in the same second as another is not mistaken for it.
        compileall.compile_dir(copy, quiet=2, invalidation_mode=PycInvalidationMode.CHECKED_HASH)

    def try_original(self, module: Module) -> Outcome:
        """Run a module's tests on the module as it is."""
        return self._run(module, 3600, 3600, write_bytecode=True)

    def try_mutant(self, module: Module, source: str, seconds: float) -> Outcome:
        """Run a module's tests on a mutant, after which the module is as it was.

        Parameters
        ----------
        seconds : float
            The processor's time that the module itself took.
        """
        path = self.copy / module.path
        original = path.read_text("utf-8")
        path.write_text(source, "utf-8")
        busy = SECONDS_TO_START + TIMES_AS_LONG * seconds
        waiting = SECONDS_TO_WAIT + TIMES_ON_THE_CLOCK * seconds
        try:
            return self._run(module, busy, waiting, write_bytecode=False)
        finally:
            path.write_text(original, "utf-8")

    def _run(self, module: Module, busy: float, waiting: float, *, write_bytecode: bool) -> Outcome:
        report = self.copy / "report.txt"
        report.unlink(missing_ok=True)
        child = os.fork()
        if child == 0:
            code = NOT_TRIED
            try:
                self._enter(int(busy))
                sys.dont_write_bytecode = not write_bytecode
                code = int(pytest.main([*OPTIONS, *module.tests], [_FirstFailure(report)]))
            except BaseException:  # noqa: BLE001  # whatever it is, a fork must not go on as its parent
                traceback.print_exc()
            finally:
                os._exit(code)
        return _wait_for(child, waiting, report)

    def _enter(self, seconds: int) -> None:
        """Limit this process, send what it prints to a file, and import from the copy."""
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        sink = os.open(self.copy / "output.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(sink, 1)
        os.dup2(sink, 2)
        os.chdir(self.copy)
        sys.path[0] = str(self.copy)
        os.environ["PYTHONPATH"] = str(self.copy)
        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"


class _FirstFailure:
    """Writes down the first test that fails."""

    def __init__(self, report: Path) -> None:
        self._report = report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self._report.exists():
            self._report.write_text(report.nodeid, "utf-8")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed and not self._report.exists():
            self._report.write_text(f"import of {report.nodeid}", "utf-8")


def import_slow_libraries() -> None:
    """Import once what every trial needs and no mutant changes."""
    for name in SLOW_LIBRARIES:
        importlib.import_module(name)


def _wait_for(child: int, patience: float, report: Path) -> Outcome:
    end = time.monotonic() + patience
    try:
        pid, status, usage = os.wait4(child, os.WNOHANG)
        while pid == 0 and time.monotonic() < end:
            time.sleep(0.02)
            pid, status, usage = os.wait4(child, os.WNOHANG)
    finally:  # also where this process is interrupted
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)  # itself, or what it started and left behind
    if pid == 0:
        _, status, usage = os.wait4(child, 0)
    seconds = usage.ru_utime + usage.ru_stime
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        verdict = "timeout" if number in {signal.SIGXCPU, signal.SIGKILL} else "killed"
        return Outcome(verdict, seconds, signal.Signals(number).name)
    code = os.WEXITSTATUS(status)
    if code == NOT_TRIED:
        raise RuntimeError("a trial has not come to its tests: read output.txt")
    failed = report.read_text("utf-8") if report.exists() else f"exit code {code}"
    return Outcome("survived" if code == 0 else "killed", seconds, failed)
