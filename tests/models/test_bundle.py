"""Reading a bundle: what is verified, and that each fault is refused by its name."""

import hashlib
import io
import json
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest

from models.bundle import golden_horizons, read_bundle
from models.errors import (
    BundleError,
    BundleMalformed,
    BundleMissing,
    FactorSchemaDiffers,
    FileAltered,
    FormatUnsupported,
    GoldenDiffers,
    Unsupported,
)
from models.factors import Patient
from models.prediction import predict
from training.bundle.export import array_bytes, write_bundle

ARRAYS = "overall_survival.cox.npz"


@pytest.fixture
def copy(bundle_folder, tmp_path):
    """Give a copy of the bundle that a test may spoil."""
    return shutil.copytree(bundle_folder, tmp_path / "bundle")


def edit_manifest(folder, edit):
    """Change a bundle's manifest in place; `edit` gets it and the record of its Cox model."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    edit(manifest, manifest["outcomes"]["overall_survival"]["cox"])
    path.write_text(json.dumps(manifest), encoding="utf-8")


def replace_arrays(folder, content):
    """Put other bytes in place of the arrays, and their right hash into the manifest."""
    (folder / ARRAYS).write_bytes(content)
    sha256 = hashlib.sha256(content).hexdigest()
    edit_manifest(folder, lambda manifest, _: manifest["files"].update({ARRAYS: sha256}))


def edit_arrays(folder, edit):
    """Change a bundle's arrays in place, and their hash in the manifest."""
    with np.load(folder / ARRAYS) as stored:
        arrays = dict(stored)
    edit(arrays)
    replace_arrays(folder, array_bytes(arrays))


def rename_arrays(folder, name):
    """Let the manifest name another file for the arrays, with the hash of the right one."""

    def edit(manifest, record):
        record["arrays"] = name
        manifest["files"][name] = manifest["files"].pop(ARRAYS)

    edit_manifest(folder, edit)


# --- what is sound is read ---------------------------------------------------------------------


def test_a_bundle_is_known_by_the_bytes_of_its_manifest(bundle, bundle_folder):
    """Its hash is computed, not stored, and its id is the first 12 digits."""
    sha256 = hashlib.sha256((bundle_folder / "manifest.json").read_bytes()).hexdigest()

    assert (sha256, sha256[:12]) == (bundle.sha256, bundle.id)
    assert sha256 not in (bundle_folder / "manifest.json").read_text(encoding="utf-8")


def test_one_more_byte_is_another_bundle(bundle, copy):
    """Even where the manifest says the same."""
    with (copy / "manifest.json").open("a", encoding="utf-8") as manifest:
        manifest.write("\n")
    other = read_bundle(copy)

    assert bundle.manifest == other.manifest
    assert bundle.id != other.id


def test_the_manifest_and_the_files_it_lists_are_all_there_is(bundle, bundle_folder):
    """Fitted estimators are kept elsewhere."""

    assert {"manifest.json", *bundle.manifest.files} == {p.name for p in bundle_folder.iterdir()}


def test_a_bundle_read_and_written_is_the_same(bundle, bundle_folder, tmp_path):
    """Byte for byte, the arrays written anew included."""
    files = {name: (bundle_folder / name).read_bytes() for name in bundle.manifest.files}
    with np.load(bundle_folder / ARRAYS) as stored:
        files[ARRAYS] = array_bytes(dict(stored))
    write_bundle(tmp_path / "written", bundle.manifest, files)

    assert bundle.sha256 == read_bundle(tmp_path / "written").sha256


def test_a_model_holds_what_its_record_says(bundle):
    """The served coefficients and baseline, not the published or pooled ones."""
    record = bundle.manifest.outcomes["overall_survival"]["cox"]
    model = bundle.models["overall_survival"]["cox"]

    assert [c.served for c in record.coefficients] == model.served.coefficients.tolist()
    assert list(record.baseline.cumulative_hazard) == model.served.cumulative_hazard.tolist()
    assert [c.share for c in record.background] == model.background.weights.tolist()
    assert (110, 4) == (model.n_patients, len(model.cohort_curves.coefficients))


def test_the_report_is_given_as_it_is_written(bundle, bundle_folder):
    """Its bytes, verified like those of every file."""

    assert (bundle_folder / bundle.manifest.report).read_bytes() == bundle.report


def test_a_bundle_may_have_no_report(copy):
    """One written before there were reports is read all the same."""

    def edit(manifest, _):
        del manifest["files"][manifest.pop("report")]

    edit_manifest(copy, edit)

    assert read_bundle(copy).report is None


def test_models_are_found_by_outcome(bundle):
    """Each by its name."""

    names = list(bundle.manifest.outcomes["overall_survival"])

    assert names == [model.name for model in bundle.models_for("overall_survival").values()]


def test_an_outcome_without_models_is_unsupported(bundle):
    """The answer names those that there are."""
    with pytest.raises(Unsupported) as refusal:
        bundle.models_for("disease_free_survival")
    (fault,) = refusal.value.faults

    assert ("outcome_unsupported", "outcome") == (fault.code, fault.field)
    assert {"allowed": ["overall_survival"]} == fault.details


def test_a_golden_question_is_answered_as_it_is_asked(bundle):
    """Its patient, its months survived and its horizons."""
    model = bundle.models["overall_survival"]["cox"]
    (golden,) = (g for g in bundle.manifest.golden if g.model == "cox" and g.survived_months == 24)
    prediction = predict(
        model, Patient(disease_free_interval_months=8.0), (36, 60), survived_months=24
    )
    expected = [
        (h.months, h.survival, h.lower, h.upper, tuple(s.survival for s in h.scenarios))
        for h in prediction.horizons
    ]

    assert expected == [
        (h.months, h.survival, h.lower, h.upper, h.scenarios)
        for h in golden_horizons(model, golden)
    ]
    assert [0, 3] == [len(horizon.scenarios) for horizon in golden.horizons]


@pytest.mark.parametrize("name", ["cox", "forest"])
def test_golden_patients_stand_on_every_boundary_of_a_model(bundle, name):
    """A term read with > for >=, or the other way round, is noticed."""
    terms = bundle.manifest.outcomes["overall_survival"][name].terms
    patients = [golden.patient for golden in bundle.manifest.golden if golden.model == name]
    cuts = {term.factor: term.cut for term in terms if term.kind == "threshold"}

    assert cuts
    for factor, cut in cuts.items():
        assert cut in {getattr(patient, factor) for patient in patients}


# --- the manifest ------------------------------------------------------------------------------


def test_a_folder_without_a_manifest_is_missing(copy):
    """Whether the folder is there or not."""
    (copy / "manifest.json").unlink()
    for folder in (copy, copy / "nowhere"):
        with pytest.raises(BundleMissing):
            read_bundle(folder)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"manifest", b"\xff\xfe{}", b'{"format_version": 1}', b"[" * 10**5],
    ids=["empty", "cut off", "a list", "null", "text", "no utf-8", "hardly anything", "deep"],
)
def test_a_manifest_that_is_none_is_malformed(copy, content):
    """Not JSON, no object, or without what every manifest has."""
    (copy / "manifest.json").write_bytes(content)
    with pytest.raises(BundleMalformed):
        read_bundle(copy)


@pytest.mark.parametrize("version", [0, 3, "1", None, [1]])
def test_another_format_version_is_unsupported(copy, version):
    """It is looked at first, whatever else the manifest may hold; the message says ours."""
    (copy / "manifest.json").write_text(json.dumps({"format_version": version}), encoding="utf-8")
    with pytest.raises(FormatUnsupported, match="format versions 1 and 2"):
        read_bundle(copy)


def test_a_malformed_manifest_names_the_field(copy):
    """And not its value."""
    edit_manifest(copy, lambda manifest, _: manifest.update(clinical_use=True))
    with pytest.raises(BundleMalformed, match=r"at: clinical_use$"):
        read_bundle(copy)


def test_a_bundle_made_for_other_factors_differs(copy):
    """A factor's range may have changed since: the answer is to train again."""
    edit_manifest(copy, lambda manifest, _: manifest.update(factor_schema="0" * 64))
    with pytest.raises(FactorSchemaDiffers, match="train again"):
        read_bundle(copy)


def test_a_bundle_without_golden_predictions_is_malformed(copy):
    """Nothing could be verified."""
    edit_manifest(copy, lambda manifest, _: manifest.update(golden=[]))
    with pytest.raises(BundleMalformed, match="golden"):
        read_bundle(copy)


def test_a_golden_prediction_of_no_model_is_malformed(copy):
    """It names a model that the bundle does not have."""
    edit_manifest(copy, lambda manifest, _: manifest["golden"][1].update(model="oracle"))
    with pytest.raises(BundleMalformed, match="golden 1"):
        read_bundle(copy)


def nudge(record, key, by=1e-8):
    """Move a number, by a little more than the tolerance."""
    record[key] += by


def move_share(cells, by=1e-8):
    """Move a little from one cell to another, so that the shares still sum to 1."""
    nudge(cells[0], "share", by)
    nudge(cells[1], "share", -by)


def change_boundary(record, number, name, **change):
    """Give a term another boundary, under the name that it then has."""
    record["terms"][number].update(change)
    record["coefficients"][number].update(term=name)


@pytest.mark.parametrize(
    "edit",
    [
        lambda manifest, _: nudge(manifest["golden"][0]["horizons"][2], "survival"),
        lambda manifest, _: nudge(manifest["golden"][2]["horizons"][1], "lower"),
        lambda manifest, _: nudge(manifest["golden"][4]["horizons"][0], "upper"),
        lambda _, cox: nudge(cox["coefficients"][1], "served"),
        lambda _, cox: move_share(cox["background"]),
        lambda _, cox: nudge(cox["baseline"]["cumulative_hazard"], 60),
        lambda _, cox: change_boundary(cox, 2, "nodule_count >= 4", cut=4.0),
        lambda _, cox: change_boundary(cox, 2, "nodule_count > 2", operator=">"),
        lambda _, cox: change_boundary(cox, 0, "disease_free_interval_months >= 12", operator=">="),
        lambda _, cox: nudge(cox["scenarios"][2], "hazard_factor"),
        lambda manifest, _: nudge(manifest["golden"][0]["horizons"][2]["scenarios"], 1),
        lambda manifest, _: manifest["golden"][0]["horizons"][2]["scenarios"].pop(),
    ],
    ids=[
        "survival",
        "lower",
        "upper",
        "coefficient",
        "share",
        "hazard",
        "cut",
        "nodules operator",
        "dfi operator",
        "scenario's factor",
        "scenario",
        "scenario too few",
    ],
)
def test_a_golden_prediction_that_is_not_reproduced_differs(copy, edit):
    """Whether the answer was changed in the manifest, or the model."""
    edit_manifest(copy, edit)
    with pytest.raises(GoldenDiffers):
        read_bundle(copy)


# --- the files ---------------------------------------------------------------------------------


@pytest.mark.parametrize("position", [0, 1000, -1])
def test_one_altered_byte_is_noticed(copy, position):
    """Anywhere in the file."""
    content = bytearray((copy / ARRAYS).read_bytes())
    content[position] ^= 1
    (copy / ARRAYS).write_bytes(content)
    with pytest.raises(FileAltered, match=f"{ARRAYS}: SHA-256"):
        read_bundle(copy)


def test_an_altered_report_is_noticed(copy):
    """It is shown to people, and counts no less than the arrays."""
    with (copy / "report.html").open("a", encoding="utf-8") as report:
        report.write("<p>Validated.</p>")
    with pytest.raises(FileAltered, match=r"report\.html: SHA-256"):
        read_bundle(copy)


def test_the_report_is_a_file_of_its_own(copy):
    """And not a file of arrays."""

    def edit(manifest, _):
        del manifest["files"][manifest["report"]]
        manifest["report"] = ARRAYS

    edit_manifest(copy, edit)
    with pytest.raises(BundleMalformed, match="report"):
        read_bundle(copy)


def test_an_absent_file_is_noticed(copy):
    """The message names it."""
    (copy / ARRAYS).unlink()
    with pytest.raises(FileAltered, match=f"{ARRAYS}: .* absent"):
        read_bundle(copy)


@pytest.mark.parametrize(
    "name", ["n" * 5_000, "\u00fc" * 200, "nul\0"], ids=["long", "wide", "nul"]
)
def test_a_name_that_no_file_can_have_is_an_absent_file(copy, name):
    """No file system takes more than 255 bytes for one name, nor a NUL in it."""
    rename_arrays(copy, name)
    with pytest.raises(FileAltered, match="absent or not readable"):
        read_bundle(copy)


def test_a_folder_whose_name_is_too_long_is_missing():
    """As any other folder that is not there."""
    with pytest.raises(BundleMissing):
        read_bundle(Path("n" * 5_000))


@pytest.mark.parametrize(
    "edit",
    [
        lambda manifest, _: manifest["files"].update({"more.npz": "0" * 64}),
        lambda manifest, _: manifest["files"].clear(),
        lambda _, cox: cox.update(arrays="other.npz"),
    ],
    ids=["one more", "one less", "another"],
)
def test_files_listed_and_files_named_must_agree(copy, edit):
    """No file goes unverified, and none is listed for nothing."""
    edit_manifest(copy, edit)
    with pytest.raises(BundleMalformed, match="the files listed"):
        read_bundle(copy)


@pytest.mark.parametrize("above", ["../", "inner/../../", "absolute", "inner/"])
def test_a_file_outside_the_folder_is_not_read(copy, above):
    """Even where its hash would be right."""
    (copy / "inner").mkdir()
    for folder in (copy.parent, copy / "inner"):
        shutil.copy(copy / ARRAYS, folder)
    prefix = f"{copy.parent}/" if above == "absolute" else above
    rename_arrays(copy, f"{prefix}{ARRAYS}")
    with pytest.raises(BundleMalformed, match="plain name"):
        read_bundle(copy)


@pytest.mark.parametrize("name", ["", ".", "..", "inner", "manifest.json"])
def test_what_is_no_file_of_arrays_is_refused(copy, name):
    """A folder, or the manifest itself, which cannot hold its own hash."""
    (copy / "inner").mkdir()
    rename_arrays(copy, name)
    with pytest.raises(BundleError):
        read_bundle(copy)


# --- the arrays --------------------------------------------------------------------------------


class Trap:
    """When unpickled, creates a file: what a hostile bundle would do with anything else."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return open, (str(self.path), "w")


def test_a_pickled_object_is_refused_and_not_executed(copy, tmp_path):
    """Its hash is right and its shape too, and still nothing of it runs."""
    sprung = tmp_path / "sprung"
    with np.load(copy / ARRAYS) as stored:
        arrays = dict(stored)
    arrays["reconstruction_coefficients"] = np.array([[Trap(sprung)] * 3] * 4, dtype=object)
    content = io.BytesIO()
    np.savez_compressed(content, **arrays)
    replace_arrays(copy, content.getvalue())
    with pytest.raises(BundleMalformed, match="plain arrays"):
        read_bundle(copy)

    assert not sprung.exists()


def test_the_trap_would_have_worked(tmp_path):
    """The test before proves something: with pickle allowed the trap springs."""
    sprung = tmp_path / "sprung"
    np.savez(tmp_path / "trap.npz", trap=np.array([Trap(sprung)], dtype=object))
    with np.load(tmp_path / "trap.npz", allow_pickle=True) as arrays:
        arrays["trap"][0].close()

    assert sprung.exists()


def archived(files):
    """Give an archive of files that are not compressed."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, file in files.items():
            archive.writestr(name, file)
    return content.getvalue()


def saved_plainly():
    """Give one array that is not in an archive."""
    content = io.BytesIO()
    np.save(content, np.zeros(3))
    return content.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"hello",
        b"",
        b"PK\x03\x04",
        saved_plainly(),
        archived({"draw_coefficients.npy": b"\x93NUMPY\x01\x00\x76\x00{'descr': ("}),
    ],
    ids=["text", "empty", "cut off", "one array", "header without end"],
)
def test_a_file_that_is_no_archive_is_malformed(copy, content):
    """Even where its hash is right."""
    replace_arrays(copy, content)
    with pytest.raises(BundleMalformed, match="plain arrays"):
        read_bundle(copy)


@pytest.mark.parametrize(
    "edit",
    [
        lambda arrays: arrays.pop("draw_coefficients"),
        lambda arrays: arrays.update(draw_coefficients=arrays["draw_coefficients"][:, :2]),
        lambda arrays: arrays.update(draw_coefficients=arrays["draw_coefficients"].ravel()),
        lambda arrays: arrays.update(draw_cumulative_hazard=np.zeros((256, 60))),
        lambda arrays: arrays.update(reconstruction_coefficients=np.zeros((3, 3))),
        lambda arrays: arrays.update(reconstruction_cumulative_hazard=np.zeros((4, 62))),
        lambda arrays: arrays.update(reconstruction_shares=np.zeros((4, 7))),
    ],
    ids=["absent", "terms", "dimensions", "months", "reconstructions", "more months", "cells"],
)
def test_an_array_that_is_not_as_the_record_says_is_malformed(copy, edit):
    """Absent, or of another shape; the message names file and array."""
    edit_arrays(copy, edit)
    with pytest.raises(BundleMalformed, match=rf"{ARRAYS}: \w+ must .*shape"):
        read_bundle(copy)


def damaged(content, name):
    """Change one byte in the middle of a file in an archive, and not its checksum."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        info = archive.getinfo(name)
    position = info.header_offset + info.compress_size // 2
    return content[:position] + bytes([content[position] ^ 0xFF]) + content[position + 1 :]


@pytest.mark.parametrize("compressed", [True, False])
def test_a_wrong_checksum_inside_the_archive_is_malformed(copy, compressed):
    """The hash of the whole is right: only the archive itself shows the damage."""
    content = (copy / ARRAYS).read_bytes()
    if not compressed:
        with zipfile.ZipFile(copy / ARRAYS) as archive:
            content = archived({name: archive.read(name) for name in archive.namelist()})
    content = damaged(content, "draw_cumulative_hazard.npy")
    if not compressed:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert "draw_cumulative_hazard.npy" == archive.testzip()

    replace_arrays(copy, content)
    with pytest.raises(BundleMalformed, match=f"{ARRAYS}: not an archive of plain arrays"):
        read_bundle(copy)


def test_another_file_in_the_archive_is_malformed(copy):
    """What is no array has no place there."""
    with zipfile.ZipFile(copy / ARRAYS) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    replace_arrays(copy, archived({**files, "notes.txt": b"hello"}))
    with pytest.raises(BundleMalformed, match=r"notes\.txt must hold numbers"):
        read_bundle(copy)


# --- what contradicts itself ---------------------------------------------------------------------

CONTRADICTS_ITSELF = {
    "a term of no factor": lambda _, cox: cox["terms"][1].update(factor="tumour_marker"),
    "a coefficient too few": lambda _, cox: cox["coefficients"].pop(),
    "a month too few": lambda _, cox: cox["baseline"]["cumulative_hazard"].pop(),
    "a month off the grid": lambda _, cox: cox["baseline"]["months"].__setitem__(60, 61),
    "a month twice": lambda _, cox: cox["baseline"]["months"].__setitem__(1, 0),
    "months out of order": lambda _, cox: cox["baseline"]["months"].reverse(),
    "a hazard at the operation": lambda _, cox: cox["baseline"]["cumulative_hazard"].__setitem__(
        0, 1e-9
    ),
    "a falling cumulative hazard": lambda _, cox: cox["baseline"]["cumulative_hazard"].__setitem__(
        59, 1e9
    ),
    "a negative factor on the hazard": lambda _, cox: cox["scenarios"][1].update(hazard_factor=-3),
    "shares of more than all": lambda _, cox: nudge(cox["background"][0], "share"),
    "a profile too short": lambda _, cox: cox["background"][0]["profile"].pop(),
    "no patients": lambda _, cox: cox.update(n_patients=0),
    "a golden month off the grid": lambda manifest, _: manifest["golden"][0]["horizons"][0].update(
        months=61
    ),
    "a range of no factor": lambda manifest, _: manifest["training_ranges"].update(
        tumour_marker={"lowest": 0, "highest": 1}
    ),
    "a range of levels": lambda manifest, _: manifest["training_ranges"].update(
        sex={"lowest": 0, "highest": 1}
    ),
    "golden questions without horizons": lambda manifest, _: [
        golden.update(horizons=[]) for golden in manifest["golden"]
    ],
    "a coefficient of another term": lambda _, cox: cox["coefficients"][0].update(term="sex"),
}


@pytest.mark.parametrize("edit", CONTRADICTS_ITSELF.values(), ids=CONTRADICTS_ITSELF)
def test_a_manifest_that_contradicts_itself_is_malformed(copy, edit):
    """By name when it is read, not by a defect then or at the first patient."""
    edit_manifest(copy, edit)
    with pytest.raises(BundleMalformed, match=r"manifest\.json"):
        read_bundle(copy)


def test_a_golden_patient_who_is_refused_is_malformed(copy):
    """Nothing could be reproduced: the models do not hold for them."""
    one_on_both_sides = {"laterality": "bilateral", "nodule_count": 1}
    edit_manifest(copy, lambda m, _: m["golden"][0]["patient"].update(one_on_both_sides))
    with pytest.raises(BundleMalformed, match="golden 0 asks what is refused"):
        read_bundle(copy)


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        (
            lambda arrays: arrays.update(draw_coefficients=arrays["draw_coefficients"][:5]),
            "draw_cumulative_hazard must be there",
        ),
        (lambda arrays: arrays["draw_coefficients"].fill(np.nan), "draw_coefficients must hold"),
        (
            lambda arrays: arrays.update(draw_coefficients=np.full((256, 3), "0")),
            "draw_coefficients must hold",
        ),
        (
            lambda arrays: arrays.update(
                draw_coefficients=arrays["draw_coefficients"][:1],
                draw_cumulative_hazard=arrays["draw_cumulative_hazard"][:1],
            ),
            "at least 2 draws",
        ),
    ],
    ids=["fewer coefficients than baselines", "nan", "text", "one draw"],
)
def test_arrays_that_cannot_be_computed_with_are_malformed(copy, edit, what):
    """Their shapes agree with the record one by one, and yet no interval comes out."""
    edit_arrays(copy, edit)
    with pytest.raises(BundleMalformed, match=f"{ARRAYS}: .*{what}"):
        read_bundle(copy)


def test_arrays_that_give_no_probability_are_not_reproduced(copy):
    """Infinite hazards are numbers, but no limits come out of them; nothing is warned of."""
    edit_arrays(copy, lambda arrays: arrays["draw_cumulative_hazard"].fill(np.inf))
    with pytest.raises(GoldenDiffers):
        read_bundle(copy)
