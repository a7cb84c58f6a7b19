"""Writing a bundle: all of it or nothing, and never over a folder that is not a bundle."""

import hashlib
import io
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import joblib
import numpy as np

from models.bundle import MANIFEST, read_bundle
from models.errors import PulmetError
from models.manifest import Manifest
from models.terms import FloatArray


class OutputOccupied(PulmetError):
    """The output folder holds something that is not a bundle, and is left alone."""


def array_bytes(arrays: Mapping[str, FloatArray]) -> bytes:
    """Serialise named arrays; equal arrays give equal bytes."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **dict(arrays))
    return buffer.getvalue()


def sha256_of(content: bytes) -> str:
    """SHA-256 of a file's content, 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def require_free(output: Path) -> None:
    """Refuse to replace anything but a bundle.

    Raises
    ------
    OutputOccupied
        When the path is a file, or a folder that is neither empty nor a bundle.
    """
    occupied = output.is_file() or (
        output.is_dir() and any(output.iterdir()) and not (output / MANIFEST).is_file()
    )
    if occupied:
        raise OutputOccupied(
            "--output must be a new or empty folder, or a bundle, which is then replaced"
        )


def write_bundle(output: Path, manifest: Manifest, files: Mapping[str, bytes]) -> None:
    """Write a bundle beside its place, verify it by reading, then move it there.

    Raises
    ------
    OutputOccupied
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
        if output.exists():
            output.rename(Path(place) / "old")
        staging.rename(output)


def write_research(output: Path, estimators: Mapping[str, object]) -> Path:
    """Keep fitted estimators beside the bundle, for research; nothing ever serves them.

    Returns
    -------
    Path
        The folder `<output>.research`, which holds one joblib file for each name.
    """
    folder = output.with_name(f"{output.name}.research")
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    for name, estimator in estimators.items():
        joblib.dump(estimator, folder / f"{name}.joblib")
    return folder
