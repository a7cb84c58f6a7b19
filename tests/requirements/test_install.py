"""An install does not depend on what has been released since the locks were made.

pip asks an index about a package that something needs with an extra (`coverage[toml]`) even where
the lock pins it, and refuses whatever newer version it finds there for having no hash. So a folder
offers a newer version of each such package, and the dev lock is installed beside it.
"""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
SOURCES = (
    *("Makefile", "pyproject.toml", "setup.py", "README.md", "LICENSE"),
    *("requirements", "models", "training", "service", "pulmet"),
)
NEWER = "9999.0"
PINNED = re.compile(r"^(\S+==[^\\]+)", re.MULTILINE)


def pinned(lock):
    """Give the versions that a lock names for this machine and this Python."""
    text = (ROOT / "requirements" / f"{lock}.lock").read_text(encoding="utf-8")
    pins = map(Requirement, PINNED.findall(text))
    here = (pin for pin in pins if pin.marker is None or pin.marker.evaluate())
    return {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in here}


def asked_for_with_an_extra():
    """Name what any installed package needs with an extra; the dev lock is what is installed."""
    needs = (Requirement(text) for dist in distributions() for text in dist.requires or ())
    return {canonicalize_name(need.name) for need in needs if need.extras}


def pretend_release(folder, name):
    """Write an empty wheel of a version that nobody has released."""
    stem = f"{name.replace('-', '_')}-{NEWER}"
    about = f"{stem}.dist-info"
    with zipfile.ZipFile(folder / f"{stem}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(
            f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {NEWER}\n"
        )
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr(f"{about}/RECORD", "")


@pytest.fixture(scope="module")
def pretended(tmp_path_factory):
    """Give a folder with newer releases, and the names in it."""
    folder = tmp_path_factory.mktemp("index")
    names = asked_for_with_an_extra() & set(pinned("dev"))
    for name in names:
        pretend_release(folder, name)
    return folder, names


@pytest.fixture(scope="module")
def installed(pretended, tmp_path_factory):
    """Install the dev lock from a copy of the tree, in a path with spaces; give the versions."""
    tree = tmp_path_factory.mktemp("path with spaces") / "tree"
    tree.mkdir()
    for name in SOURCES:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, tree / name)
    subprocess.run(
        ["requirements/install.sh", "an environment", "dev"],  # noqa: S607  # of the copied tree
        cwd=tree,
        env={
            **os.environ,
            "PIP_FIND_LINKS": str(pretended[0]),
            "PIP_NO_COMPILE": "1",  # nothing is run from it
            "PYTHON": sys.executable,
        },
        check=True,
    )
    listed = subprocess.run(
        [tree / "an environment/bin/python", "-m", "pip", "list", "--format=freeze"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    pairs = (line.split("==") for line in listed.splitlines())
    return {canonicalize_name(name): version for name, version in pairs}


def test_newer_releases_are_on_offer(pretended):
    """Without a lock pip takes the pretended release: the folder is asked."""
    folder, names = pretended
    taken = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "coverage"],
        env={**os.environ, "PIP_FIND_LINKS": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert "coverage" in names
    assert f"coverage-{NEWER}" in taken


def test_the_lock_is_installed_whatever_was_released(pretended, installed):
    """Each locked package has its locked version, and nothing else is there but pulmet and pip."""
    locked = pinned("dev")

    assert pretended[1] <= set(locked)
    assert locked == {name: installed[name] for name in set(installed) - {"pulmet", "pip"}}
