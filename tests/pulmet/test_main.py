"""The console script, started as a module."""

import subprocess
import sys
from importlib.metadata import entry_points, version

from pulmet.console import main


def test_script_and_module_are_one():
    """`pulmet` and `python -m pulmet`."""
    (script,) = entry_points(group="console_scripts", name="pulmet")
    done = subprocess.run(
        [sys.executable, "-m", "pulmet", "--version"], capture_output=True, text=True, check=True
    )

    assert script.load() is main
    assert f"pulmet {version('pulmet')}\n" == done.stdout
