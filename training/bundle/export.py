"""Writing a bundle: all of it or nothing, and never over a folder that is not a bundle."""

import hashlib
import io
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import joblib
import numpy as np
from numpy.typing import NDArray

from models.bundle import MANIFEST, read_bundle
from models.errors import PulmetError
from models.manifest import Manifest

ESTIMATOR_SUFFIX = ".joblib"


class OutputRefused(PulmetError):
    """The output folder cannot be used; nothing was changed."""


class OutputOccupied(OutputRefused):
    """The output folder holds something else than a bundle, and is left alone."""


def array_bytes(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Serialise named arrays; equal arrays give equal bytes."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **dict(arrays))
    return buffer.getvalue()


def sha256_of(content: bytes) -> str:
    """SHA-256 of a file's content, 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def require_free(output: Path) -> None:
    """Refuse to replace anything but a bundle and its estimators.

    Raises
    ------
    OutputOccupied
        When the path is a file, or a folder that holds anything else than a bundle; likewise
        for the folder of the estimators.
    OutputRefused
        When no folder can be made or replaced there.
    """
    here = Path.cwd()
    if output.is_mount() or output.resolve() in {here, *here.parents}:
        raise OutputRefused("--output must be neither a mount point nor a folder you stand in")
    if not (_is_free(output) or _is_bundle(output)):
        raise OutputOccupied(
            "--output must be a new or empty folder, or with --replace that of a bundle"
        )
    research = _research_folder(output)
    if not (_is_free(research) or _holds_estimators_only(research)):
        raise OutputOccupied(
            "--output: the folder of the same name that ends in .research is replaced too, "
            "and must not hold anything but fitted estimators"
        )
    above = next(folder for folder in output.resolve().parents if folder.exists())
    if not (above.is_dir() and os.access(above, os.W_OK | os.X_OK)):
        raise OutputRefused("--output must lie in a folder that may be written to")


def require_no_bundle(output: Path) -> None:
    """Refuse to replace a bundle that nobody said may be replaced.

    Raises
    ------
    OutputOccupied
        When the folder holds a bundle.
    """
    if _is_bundle(output):
        raise OutputOccupied("--output holds a bundle; give --replace to put the new one there")


def _is_free(path: Path) -> bool:
    return not os.path.lexists(path) or (path.is_dir() and not any(path.iterdir()))


def _is_bundle(folder: Path) -> bool:
    """Tell whether a folder holds a bundle, of whatever format version, and nothing else."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        expected = {MANIFEST, *manifest["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return "format_version" in manifest and {path.name for path in folder.iterdir()} <= expected


def _holds_estimators_only(folder: Path) -> bool:
    return folder.is_dir() and all(path.suffix == ESTIMATOR_SUFFIX for path in folder.iterdir())


def write_bundle(output: Path, manifest: Manifest, files: Mapping[str, bytes]) -> None:
    """Write a bundle beside its place, verify it by reading, then move it there.

    Raises
    ------
    OutputRefused
        See `require_free`.
    BundleError
        When what was written cannot be read back, which would be a defect.
    """
    require_free(output)
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=output.parent, prefix=".bundle-") as place:
        staging = Path(place) / "new"
        staging.mkdir()
        for name, content in files.items():
            (staging / name).write_bytes(content)
        text = manifest.model_dump_json(indent=1)
        (staging / MANIFEST).write_text(f"{text}\n", encoding="utf-8")
        read_bundle(staging)
        _exchange(staging, output, Path(place) / "old")


def _exchange(new: Path, output: Path, old: Path) -> None:
    """Move what is new into its place; when that fails, put back what was there."""
    if output.exists():
        output.rename(old)
    try:
        new.rename(output)
    except OSError:
        if old.exists():
            old.rename(output)
        raise


def _research_folder(output: Path) -> Path:
    return output.with_name(f"{output.name}.research")


def write_research(output: Path, estimators: Mapping[str, object]) -> Path:
    """Keep fitted estimators beside the bundle, for research; nothing ever serves them.

    Returns
    -------
    Path
        The folder `<output>.research`, which holds one joblib file for each name.
    """
    folder = _research_folder(output)
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    for name, estimator in estimators.items():
        joblib.dump(estimator, folder / f"{name}{ESTIMATOR_SUFFIX}")
    return folder
