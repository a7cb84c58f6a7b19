"""`template`: the files that a data manager fills in and reads."""

import sys
from collections.abc import Mapping
from pathlib import Path

from training.bundle.export import OutputOccupied, OutputRefused
from training.registry.template import template_files


def write_template(folder: Path) -> None:
    """Write the template's files, and name them.

    Raises
    ------
    OutputOccupied
        When one of them is there already; then none is written.
    OutputRefused
        When the folder cannot be made or written to.
    """
    files = template_files()
    _require_free(folder, files)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            with (folder / name).open("x", encoding="utf-8", newline="") as stream:
                stream.write(text)
    except (OSError, ValueError):
        raise OutputRefused("--output must be a folder that may be written to") from None
    sys.stdout.write("".join(f"{folder / name} written\n" for name in files))


def _require_free(folder: Path, files: Mapping[str, str]) -> None:
    try:
        there = [name for name in files if (folder / name).exists()]
    except (OSError, ValueError):
        raise OutputRefused("--output must be a folder that may be read") from None
    if there:
        raise OutputOccupied(f"--output already holds {', '.join(there)}; nothing was written")
