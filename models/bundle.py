"""Reading a bundle: verified before anything of it is used.

A bundle is a folder with `manifest.json` and the arrays that it names. Reading audits first:
format version, factor schema, the SHA-256 of every file; then it constructs; then it repeats
the golden predictions. Arrays are read with `allow_pickle=False`; nothing in a bundle is code.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from models.errors import (
    BundleMalformed,
    BundleMissing,
    FactorSchemaDiffers,
    Fault,
    FileAltered,
    FormatUnsupported,
    GoldenDiffers,
    Unsupported,
)
from models.factors import factor_schema_digest
from models.manifest import (
    FORMAT_VERSION,
    Golden,
    GoldenHorizon,
    Manifest,
    Outcome,
)
from models.prediction import predict
from models.reading import read_model
from models.survival_model import SurvivalModel
from models.terms import FloatArray

MANIFEST = "manifest.json"
GOLDEN_TOLERANCE = 1e-9

Models = Mapping[Outcome, Mapping[str, SurvivalModel]]


@dataclass(frozen=True)
class Bundle:
    """A verified bundle: its hash, its manifest and its models by outcome and name."""

    sha256: str
    manifest: Manifest
    models: Models

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
    path = folder / MANIFEST
    if not path.is_file():
        raise BundleMissing(f"no {MANIFEST} in the bundle folder {folder}")
    content = path.read_bytes()
    manifest = _read_manifest(content)
    _verify_files(folder, manifest)
    models = {
        outcome: {
            name: read_model(name, record, _read_arrays(folder / record.arrays))
            for name, record in records.items()
        }
        for outcome, records in manifest.outcomes.items()
    }
    _verify_golden(manifest, models)
    return Bundle(hashlib.sha256(content).hexdigest(), manifest, models)


def _read_manifest(content: bytes) -> Manifest:
    try:
        version = json.loads(content).get("format_version")
    except (ValueError, AttributeError) as error:
        raise BundleMalformed(f"{MANIFEST} is not a JSON object") from error
    if version != FORMAT_VERSION:
        raise FormatUnsupported(f"{MANIFEST}: this release reads format version {FORMAT_VERSION}")
    try:
        manifest = Manifest.model_validate_json(content)
    except ValidationError as error:
        fields = ", ".join(".".join(map(str, fault["loc"])) for fault in error.errors())
        raise BundleMalformed(f"{MANIFEST} does not follow the format at: {fields}") from error
    if manifest.factor_schema != factor_schema_digest():
        raise FactorSchemaDiffers(
            f"{MANIFEST}: made for other patient factors than this release declares; train again"
        )
    return manifest


def _verify_files(folder: Path, manifest: Manifest) -> None:
    named = {record.arrays for models in manifest.outcomes.values() for record in models.values()}
    if named != set(manifest.files):
        raise BundleMalformed(f"{MANIFEST}: the files listed are not those that the models name")
    for name, sha256 in manifest.files.items():
        path = folder / name
        if Path(name).name != name:
            raise BundleMalformed(f"{MANIFEST}: a file name must be a plain name")
        if not path.is_file():
            raise FileAltered(f"{name}: listed in {MANIFEST} but absent")
        if hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            raise FileAltered(f"{name}: SHA-256 differs from the one in {MANIFEST}")


def _read_arrays(path: Path) -> dict[str, FloatArray]:
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files}
    except (ValueError, OSError) as error:
        raise BundleMalformed(f"{path.name}: not an archive of plain arrays") from error


def golden_horizons(model: SurvivalModel, golden: Golden) -> tuple[GoldenHorizon, ...]:
    """Answer a golden question again."""
    horizons = tuple(horizon.months for horizon in golden.horizons)
    prediction = predict(
        model, golden.patient, horizons, survived_months=golden.survived_months, explain=False
    )
    return tuple(
        GoldenHorizon(months=h.months, survival=h.survival, lower=h.lower, upper=h.upper)
        for h in prediction.horizons
    )


def _verify_golden(manifest: Manifest, models: Models) -> None:
    if not manifest.golden:
        raise BundleMalformed(f"{MANIFEST}: no golden predictions, so nothing can be verified")
    for number, golden in enumerate(manifest.golden):
        model = models.get(golden.outcome, {}).get(golden.model)
        if model is None:
            raise BundleMalformed(f"{MANIFEST}: golden {number} names a model that is not there")
        for expected, actual in zip(golden.horizons, golden_horizons(model, golden), strict=True):
            stored = [expected.survival, expected.lower, expected.upper]
            found = [actual.survival, actual.lower, actual.upper]
            if not np.allclose(stored, found, rtol=0.0, atol=GOLDEN_TOLERANCE):
                raise GoldenDiffers(f"{MANIFEST}: golden prediction {number} is not reproduced")
