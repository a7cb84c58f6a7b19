"""What `make dist` builds is a program by itself: source, wheel, and a calculator when installed.

All of it is one test, since it is built and installed once: other tests would run beside it, in
processes of their own, and build it again.
"""

import hashlib
import json
import os
import socket
import subprocess
import sys
import tarfile
import time
import zipfile
from importlib.metadata import version
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
HANG_SECONDS = 600
"""Ends a test that waits for what will never come; nothing else depends on it."""
NOWHERE = "/nonexistent"

SOURCES = {
    *("LICENSE", "README.md", "CHANGELOG.md", "Makefile", "pyproject.toml", "setup.py"),
    *("requirements/dist.sh", "requirements/dist.lock", "requirements/service.lock"),
    *(f"models/kernels/{name}.pyx" for name in ("forests", "hazards", "intervals")),
    *("models/py.typed", "service/py.typed", "training/py.typed", "pulmet/py.typed"),
    *(
        "service/locales/en.toml",
        "service/static/page.css",
        "training/published/evidence/ntuh_2024.toml",
    ),
}
"""Some of each kind: what a build reads, and what the programs read."""

IMPORTED = "import models, pulmet, service; print(models.__file__, pulmet.__file__)"


def without_compiler():
    """Give the environment of a user who can start programs by their path only."""
    inherited = {name: v for name, v in os.environ.items() if not name.startswith("PULMET_")}
    return inherited | {"PATH": NOWHERE, "CC": NOWHERE, "PYTHONDONTWRITEBYTECODE": "1"}


def build(bundle, folder):
    """Build for this Python; give the source distribution and the wheel."""
    command = [ROOT / "requirements/dist.sh", bundle, folder, sys.executable]
    subprocess.run(command, check=True, cwd=folder.parent)
    (source,) = folder.glob("*.tar.gz")
    (wheel,) = folder.glob("*.whl")
    return source, wheel


def install(wheel, folder):
    """Install the service's lock and the wheel, where there is no compiler; give the folder."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    pip = [sys.executable, "-m", "pip", "--python", folder / "bin/python", "install"]
    options = ["--quiet", "--disable-pip-version-check", "--no-compile", "--no-deps"]
    locked = ["--require-hashes", "--requirement", ROOT / "requirements/service.lock"]
    for what in (locked, [wheel]):
        subprocess.run([*pip, *options, *what], check=True, env=without_compiler())
    return folder


class Installed:
    """The programs of an environment, called by their path from a folder that holds nothing."""

    def __init__(self, environment, elsewhere):
        self.programs, self.elsewhere = environment / "bin", elsewhere

    def start(self, name, *arguments, **options):
        """Start a program."""
        return subprocess.Popen(
            [self.programs / name, *arguments],
            cwd=self.elsewhere,
            env=without_compiler(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **options,
        )

    def run(self, name, *arguments, stdin=""):
        """Run a program to its end; give its exit code and what it wrote."""
        with self.start(name, *arguments) as process:
            written, _ = process.communicate(stdin, timeout=HANG_SECONDS)
        return process.returncode, written


def check_source(source):
    """It holds what a build needs, nothing compiled and no bundle."""
    with tarfile.open(source) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    assert set() == SOURCES - names
    assert not [name for name in names if name.endswith((".so", ".c", ".pyc", ".npz"))]


def check_wheel(wheel, bundle):
    """It is of this Python, with the bundle, and marked as typed."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        carried = {
            name.removeprefix("service/bundle/"): archive.read(name)
            for name in names
            if name.startswith("service/bundle/")
        }

    tag = f"cp{sys.version_info.major}{sys.version_info.minor}"
    kernels = [name for name in names if name.endswith((".so", ".pyd"))]
    assert wheel.name.startswith(f"pulmet-{version('pulmet')}-{tag}-{tag}-")
    assert len(list((ROOT / "models/kernels").glob("*.pyx"))) == len(kernels)
    assert {f"{name}/py.typed" for name in ("models", "service", "training", "pulmet")} <= names
    assert not [name for name in names if name.endswith((".pyx", ".c")) or "research" in name]
    assert {file.name: file.read_bytes() for file in bundle.iterdir()} == carried


def check_commands(installed):
    """They answer from another folder, and say what they lack."""
    assert (0, f"pulmet {version('pulmet')}\n") == installed.run("pulmet", "--version")

    code, answer = installed.run("pulmet", "predict", stdin='{"patient": {"nodule_count": 2}}')
    assert (0, "cox") == (code, json.loads(answer)["predictions"][0]["model"])

    code, refusal = installed.run("pulmet", "predict", stdin="{}")
    assert (2, 1) == (code, refusal.count("\n")), refusal

    code, lacking = installed.run("pulmet", "train", "--output", "bundle")
    assert (2, 1) == (code, lacking.count("\n")), lacking
    assert "pip install 'pulmet[train]'" in lacking

    code, imported = installed.run("python", "-c", IMPORTED)
    assert 0 == code
    assert 2 == imported.count("site-packages"), imported


def check_served(installed, bundle):
    """The calculator and the bundle that came with it are served; the port is then taken."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    with installed.start("pulmet", "serve", "--port", port) as process:
        try:
            ask_until_ready(f"http://127.0.0.1:{port}", process)
            page = httpx.get(f"http://127.0.0.1:{port}/", timeout=600)
            question = {"patient": {"nodule_count": 2}}
            answer = httpx.post(
                f"http://127.0.0.1:{port}/v1/predictions", json=question, timeout=600
            )
            code, taken = installed.run("pulmet", "serve", "--port", port)
        finally:
            process.terminate()
    digest = hashlib.sha256((bundle / "manifest.json").read_bytes()).hexdigest()

    assert "<pulmet-survival" in page.text
    assert digest == answer.json()["bundle"]["sha256"]
    assert (2, 1) == (code, taken.count("\n")), taken
    assert taken.startswith("pulmet: --port: ")


def ask_until_ready(url, process):
    """Ask until the server is ready; fail with what it wrote if it ends instead."""
    deadline = time.monotonic() + HANG_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, process.stdout.read()
        try:
            if httpx.get(f"{url}/health/ready").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError("not ready in time")


def check_without_bundle(installed, environment):
    """A wheel that was built otherwise has none, and says which option names one."""
    (carried,) = environment.glob("lib/python*/site-packages/service/bundle")
    carried.rename(carried.with_name("taken away"))

    code, refusal = installed.run("pulmet", "serve")

    assert (2, 1) == (code, refusal.count("\n")), refusal
    assert refusal.startswith("pulmet: --bundle or PULMET_BUNDLE: ")


def test_what_is_built_is_a_program_by_itself(bundle_folder, tmp_path):
    """Built in a path with spaces from what the source distribution holds, and nothing else."""
    source, wheel = build(bundle_folder, tmp_path / "path with spaces")
    check_source(source)
    check_wheel(wheel, bundle_folder)

    environment = install(wheel, tmp_path / "an environment")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    installed = Installed(environment, elsewhere)
    check_commands(installed)
    check_served(installed, bundle_folder)
    check_without_bundle(installed, environment)
    assert [] == list(elsewhere.iterdir())
