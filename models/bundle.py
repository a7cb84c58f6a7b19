"""Reading a bundle: verified before anything of it is used.

A bundle is a folder with `manifest.json` and the files that it names: arrays, and a report.
Reading audits first: format version, meaning of the factors, the SHA-256 of every file; then it
constructs; then it repeats the golden predictions. Arrays are read with `allow_pickle=False`;
nothing in a bundle is code.
"""

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from models.arrays import FloatArray
from models.errors import (
    BundleMalformed,
    BundleMissing,
    FactorSchemaDiffers,
    Fault,
    FileAltered,
    FormatUnsupported,
    GoldenDiffers,
    InputError,
    Unsupported,
)
from models.factor_schema import means_the_same
from models.manifest import (
    FORMAT_VERSIONS,
    Golden,
    GoldenHorizon,
    Manifest,
)
from models.outcome import Outcome
from models.prediction import predict
from models.reading import read_model
from models.survival_model import SurvivalModel

MANIFEST = "manifest.json"
GOLDEN_TOLERANCE = 1e-9

Models = Mapping[Outcome, Mapping[str, SurvivalModel]]


@dataclass(frozen=True)
class Bundle:
    """A verified bundle: its hash, its manifest and its models by outcome and name.

    `report` is an HTML page in UTF-8; None where the bundle has none.
    """

    sha256: str
    manifest: Manifest
    models: Models
    report: bytes | None = None

    @property
    def id(self) -> str:
        """The first 12 digits of the hash."""
        return self.sha256[:12]

    def models_for(self, outcome: Outcome) -> Mapping[str, SurvivalModel]:
        """Give the models of an outcome, by name.

        Raises
        ------
        Unsupported
            When the bundle has no model of that outcome.
        """
        if outcome not in self.models:
            allowed = {"allowed": sorted(self.models)}
            raise Unsupported([Fault("outcome_unsupported", field="outcome", details=allowed)])
        return self.models[outcome]


def read_bundle(folder: Path) -> Bundle:
    """Read and verify a bundle.

    Raises
    ------
    BundleError
        One of its kinds, which names what is wrong: see `models.errors`.
    """
    content = _content_of(folder / MANIFEST)
    if content is None:
        raise BundleMissing(f"no {MANIFEST} that can be read in the bundle folder {folder}")
    manifest = _read_manifest(content)
    files = _verify_files(folder, manifest)
    models = {
        outcome: {
            name: read_model(
                name, outcome, record, _read_arrays(record.arrays, files[record.arrays])
            )
            for name, record in records.items()
        }
        for outcome, records in manifest.outcomes.items()
    }
    _verify_golden(manifest, models)
    report = None if manifest.report is None else files[manifest.report]
    return Bundle(hashlib.sha256(content).hexdigest(), manifest, models, report)


def _content_of(path: Path) -> bytes | None:
    """Read a file; None where there is none, where it is not readable, and for a name too long."""
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


def _read_manifest(content: bytes) -> Manifest:
    try:
        version = json.loads(content).get("format_version")
    except (ValueError, AttributeError, RecursionError) as error:
        raise BundleMalformed(f"{MANIFEST} is not a JSON object") from error
    if version not in FORMAT_VERSIONS:
        versions = " and ".join(map(str, FORMAT_VERSIONS))
        raise FormatUnsupported(f"{MANIFEST}: this release reads format versions {versions}")
    try:
        manifest = Manifest.model_validate_json(content)
    except ValidationError as error:
        fields = ", ".join(".".join(map(str, fault["loc"])) for fault in error.errors())
        raise BundleMalformed(f"{MANIFEST} does not follow the format at: {fields}") from error
    if not means_the_same(manifest):
        raise FactorSchemaDiffers(
            f"{MANIFEST}: made for patient factors that mean something else in this release; "
            "train again"
        )
    return manifest


def _verify_files(folder: Path, manifest: Manifest) -> dict[str, bytes]:
    arrays = {record.arrays for models in manifest.outcomes.values() for record in models.values()}
    report = {manifest.report} - {None}
    if report & arrays:
        raise BundleMalformed(f"{MANIFEST}: the report must be a file of its own")
    if arrays | report != set(manifest.files):
        raise BundleMalformed(
            f"{MANIFEST}: the files listed are not the report and those that the models name"
        )
    contents = {}
    for name, sha256 in manifest.files.items():
        if Path(name).name != name:
            raise BundleMalformed(f"{MANIFEST}: a file name must be a plain name")
        content = _content_of(folder / name)
        if content is None:
            raise FileAltered(f"{name}: listed in {MANIFEST} but absent or not readable")
        if hashlib.sha256(content).hexdigest() != sha256:
            raise FileAltered(f"{name}: SHA-256 differs from the one in {MANIFEST}")
        contents[name] = content
    return contents


def _read_arrays(name: str, content: bytes) -> dict[str, FloatArray]:
    """Read an archive from the very bytes whose hash was verified."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as archive:
            arrays = {array: archive[array] for array in archive.files}
    except Exception as error:  # each of zipfile, its decompressors and numpy raises its own kinds
        raise BundleMalformed(f"{name}: not an archive of plain arrays") from error
    for array, values in arrays.items():
        is_array = isinstance(values, np.ndarray)  # another file in the archive is read as bytes
        if not is_array or values.dtype.kind not in "fi" or np.isnan(values).any():
            raise BundleMalformed(f"{name}: {array} must hold numbers, and no NaN")
    return arrays


def golden_horizons(model: SurvivalModel, golden: Golden) -> tuple[GoldenHorizon, ...]:
    """Answer a golden question again."""
    horizons = tuple(horizon.months for horizon in golden.horizons)
    prediction = predict(
        model, golden.patient, horizons, survived_months=golden.survived_months, explain=False
    )
    return tuple(
        GoldenHorizon(
            months=horizon.months,
            survival=horizon.survival,
            lower=horizon.lower,
            upper=horizon.upper,
            scenarios=tuple(scenario.survival for scenario in horizon.scenarios),
        )
        for horizon in prediction.horizons
    )


def _reproduces(expected: GoldenHorizon, actual: GoldenHorizon) -> bool:
    stored = [expected.survival, expected.lower, expected.upper, *expected.scenarios]
    found = [actual.survival, actual.lower, actual.upper, *actual.scenarios]
    return len(stored) == len(found) and np.allclose(stored, found, rtol=0.0, atol=GOLDEN_TOLERANCE)


def _verify_golden(manifest: Manifest, models: Models) -> None:
    if not manifest.golden:
        raise BundleMalformed(f"{MANIFEST}: no golden predictions, so nothing can be verified")
    for number, golden in enumerate(manifest.golden):
        model = models.get(golden.outcome, {}).get(golden.model)
        if model is None:
            raise BundleMalformed(f"{MANIFEST}: golden {number} names a model that is not there")
        differs = f"{MANIFEST}: golden prediction {number} is not reproduced"
        try:
            with np.errstate(all="ignore"):  # whatever a spoilt model gives is compared below
                answered = golden_horizons(model, golden)
        except InputError as error:
            raise BundleMalformed(f"{MANIFEST}: golden {number} asks what is refused") from error
        except ValidationError as error:  # no probability comes out
            raise GoldenDiffers(differs) from error
        if not all(map(_reproduces, golden.horizons, answered)):
            raise GoldenDiffers(differs)
