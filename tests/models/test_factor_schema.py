"""What a bundle's factors mean, and that it outlives what does not concern it."""

import dataclasses
import json
import shutil
from pathlib import Path

import pytest

from models import factor_schema
from models.bundle import read_bundle
from models.errors import FactorSchemaDiffers
from models.factor_schema import (
    FACTORS,
    means_the_same,
    released_schemas,
    schema_of,
    used_digest,
    used_factors,
    whole_digest,
)
from models.factors import Factor, Patient
from models.manifest import FORMAT_VERSION, FORMAT_VERSIONS

FORMATS = Path(__file__).parent / "formats"
KEPT = sorted(path.parent for path in FORMATS.glob("*/*/manifest.json"))

USED = {"nodule_count": frozenset(), "laterality": frozenset({"bilateral"})}

VOLUME = Factor(
    name="tumour_volume_ml",
    label="Volume",
    description="All nodules together.",
    kind="number",
    known="before",
    unit="ml",
    lowest=0,
    highest=None,
    lowest_excluded=False,
    levels={},
)


def otherwise(name, **changed):
    """Give the factors with one declared otherwise."""
    return {**FACTORS, name: dataclasses.replace(FACTORS[name], **changed)}


def without_level(name, level):
    """Give the factors with a level fewer."""
    levels = {key: label for key, label in FACTORS[name].levels.items() if key != level}
    return otherwise(name, levels=levels)


def with_level(name, level):
    """Give the factors with a level more, before all others."""
    return otherwise(name, levels={level: "New", **FACTORS[name].levels})


def digest(factors=FACTORS):
    return used_digest(USED, schema_of(factors))


CHANGES = {
    "highest": otherwise("nodule_count", highest=400),
    "lowest": otherwise("nodule_count", lowest=0),
    "lowest excluded": otherwise("nodule_count", lowest_excluded=True),
    "kind": otherwise("nodule_count", kind="number"),
    "unit": otherwise("nodule_count", unit="nodules"),
    "level gone": without_level("laterality", "bilateral"),
    "factor gone": {name: f for name, f in FACTORS.items() if name != "nodule_count"},
}

CHANGES_ELSEWHERE = {
    "label": otherwise("nodule_count", label="Nodules"),
    "description": otherwise("nodule_count", description="How many."),
    "new factor": {VOLUME.name: VOLUME, **FACTORS},
    "new level": with_level("laterality", "midline"),
    "new level of another factor": with_level("histology", "chordoma"),
    "unused level gone": without_level("laterality", "unilateral"),
    "unused factor in another unit": otherwise("age_years", unit="months"),
    "unused factor gone": {name: f for name, f in FACTORS.items() if name != "smoker"},
}


@pytest.mark.parametrize("factors", CHANGES.values(), ids=CHANGES.keys())
def test_the_digest_changes_with_the_meaning_of_what_is_used(factors):
    """A bundle made for another range, kind, unit or level of it is told apart."""
    assert digest() != digest(factors)


@pytest.mark.parametrize("factors", CHANGES_ELSEWHERE.values(), ids=CHANGES_ELSEWHERE.keys())
def test_the_digest_does_not_change_with_anything_else(factors):
    """Neither a wording nor what the bundle does not use makes it unreadable."""
    assert digest() == digest(factors)


def test_the_whole_digest_is_that_of_format_1():
    """The kept bundles were written by the code of that day."""
    for folder in KEPT:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        if manifest["format_version"] == 1:
            assert (
                whole_digest(released_schemas()[manifest["factor_schema"]])
                == (manifest["factor_schema"])
            )


def test_what_a_bundle_uses_is_of_its_terms_ranges_and_golden_patients(bundle):
    """Levels are those that a term or a golden patient names, here of the small bundle."""
    manifest = bundle.manifest
    golden = manifest.golden[0].model_copy(update={"patient": Patient(sex="female", ecog=1)})

    assert {
        "complete_resection": frozenset(),
        "disease_free_interval_months": frozenset(),
        "ecog": frozenset(),
        "largest_nodule_cm": frozenset(),
        "laterality": frozenset({"bilateral"}),
        "local_recurrence": frozenset(),
        "nodule_count": frozenset(),
        "primary_site": frozenset({"extremity"}),
        "sex": frozenset({"female"}),
        "smoker": frozenset(),
    } == used_factors(manifest.outcomes, ["smoker"], [golden])


# --- kept bundles --------------------------------------------------------------------------------


def test_bundles_of_each_format_version_are_kept():
    """Of the last one too, so that the next release finds it."""
    kept = {
        json.loads((folder / "manifest.json").read_bytes())["format_version"] for folder in KEPT
    }

    assert FORMAT_VERSIONS == tuple(sorted(kept))
    assert FORMAT_VERSION == max(kept)


@pytest.mark.parametrize("folder", KEPT, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_kept_bundle_is_read(folder):
    """Its golden predictions are reproduced: reading repeats them."""
    read = read_bundle(folder)

    assert read.manifest.golden


@pytest.mark.parametrize("folder", KEPT, ids=lambda path: f"{path.parent.name}-{path.name}")
@pytest.mark.parametrize(
    "name", ["new factor", "new level", "new level of another factor", "label"]
)
def test_a_kept_bundle_outlives_what_is_added(folder, name, monkeypatch):
    """A factor or level declared elsewhere leaves every hospital's bundle valid."""
    manifest = read_bundle(folder).manifest
    monkeypatch.setattr(factor_schema, "FACTORS", CHANGES_ELSEWHERE[name])

    assert means_the_same(manifest)


@pytest.mark.parametrize("folder", KEPT, ids=lambda path: f"{path.parent.name}-{path.name}")
@pytest.mark.parametrize("name", CHANGES)
def test_a_kept_bundle_is_refused_when_its_factors_mean_something_else(folder, name, monkeypatch):
    """Each of them uses the number of nodules and bilateral disease."""
    monkeypatch.setattr(factor_schema, "FACTORS", CHANGES[name])

    with pytest.raises(FactorSchemaDiffers, match="mean something else"):
        read_bundle(folder)


def test_a_bundle_of_format_1_for_a_schema_that_was_never_released_is_refused(tmp_path):
    """What its factors meant is not known, whatever its terms are called."""
    folder = shutil.copytree(FORMATS / "1" / "evidence", tmp_path / "bundle")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["factor_schema"] = "0" * 64
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")

    with pytest.raises(FactorSchemaDiffers):
        read_bundle(folder)
