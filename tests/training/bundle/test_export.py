import hashlib
import io
import os
import shutil
import zipfile
from pathlib import Path

import joblib
import numpy as np
import pytest

from models.bundle import MANIFEST, read_bundle
from models.errors import GoldenDiffers
from training.bundle.export import (
    OutputOccupied,
    OutputRefused,
    array_bytes,
    require_free,
    require_no_bundle,
    sha256_of,
    write_bundle,
    write_research,
)


@pytest.fixture(scope="module")
def manifest(bundle):
    return bundle.manifest


@pytest.fixture(scope="module")
def files(bundle_folder, manifest):
    return {name: (bundle_folder / name).read_bytes() for name in manifest.files}


def content_of(folder):
    """Every path below a folder with its content, None for a folder."""
    return {
        path.relative_to(folder): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def test_arrays_come_back_from_their_bytes():
    """Names, values and types, read without pickles."""
    arrays = {"a": np.arange(6.0).reshape(2, 3), "b": np.array([1, 2], dtype=np.int16)}

    with np.load(io.BytesIO(array_bytes(arrays)), allow_pickle=False) as again:
        assert ["a", "b"] == again.files
        for name, array in arrays.items():
            np.testing.assert_array_equal(array, again[name])
            assert array.dtype == again[name].dtype


def test_archive_holds_no_time():
    """Each entry has the first date that a zip can hold."""
    with zipfile.ZipFile(io.BytesIO(array_bytes({"a": np.zeros(3)}))) as archive:
        assert {(1980, 1, 1, 0, 0, 0)} == {entry.date_time for entry in archive.infolist()}


def test_sha256_is_the_one_of_the_standard():
    """FIPS 180-4's example for 'abc'."""
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    assert expected == sha256_of(b"abc")


def test_bundle_holds_the_manifest_and_the_files_it_names(tmp_path, manifest, files):
    """Exactly these, and they can be read."""
    write_bundle(tmp_path / "bundle", manifest, files)

    assert {MANIFEST, *files} == {path.name for path in (tmp_path / "bundle").iterdir()}
    assert manifest == read_bundle(tmp_path / "bundle").manifest


def test_bundle_s_hash_is_that_of_its_manifest(tmp_path, manifest, files):
    """Computed from the file, stored nowhere in it."""
    write_bundle(tmp_path / "bundle", manifest, files)
    content = (tmp_path / "bundle" / MANIFEST).read_bytes()

    sha256 = hashlib.sha256(content).hexdigest()
    assert sha256 == read_bundle(tmp_path / "bundle").sha256
    assert sha256.encode() not in content


def test_missing_parents_are_made(tmp_path, manifest, files):
    """A path of several new folders is no fault."""
    write_bundle(tmp_path / "a" / "b" / "bundle", manifest, files)

    assert ["b"] == [path.name for path in (tmp_path / "a").iterdir()]
    assert ["bundle"] == [path.name for path in (tmp_path / "a" / "b").iterdir()]


def test_empty_folder_is_taken(tmp_path, manifest, files):
    """Somebody made it for the bundle."""
    (tmp_path / "bundle").mkdir()

    write_bundle(tmp_path / "bundle", manifest, files)

    assert (tmp_path / "bundle" / MANIFEST).is_file()


def test_bundle_is_replaced_as_a_whole(tmp_path, manifest, files):
    """An array of the old bundle that the new manifest does not name is gone; nothing is left."""
    output = tmp_path / "bundle"
    write_bundle(output, manifest, files)
    text = (output / MANIFEST).read_text().replace('"files": {', '"files": {"older.npz": "0",')
    (output / MANIFEST).write_text(text)
    (output / "older.npz").write_bytes(b"older")

    write_bundle(output, manifest, files)

    assert {MANIFEST, *files} == {path.name for path in output.iterdir()}
    assert ["bundle"] == [path.name for path in tmp_path.iterdir()]


def put_foreign_file(output):
    output.mkdir()
    (output / "thesis.txt").write_text("three years of work")


def put_file_beside_a_bundle(output, bundle_folder):
    shutil.copytree(bundle_folder, output)
    (output / "thesis.txt").write_text("three years of work")


def put_manifest_of_something_else(output):
    """Web pages and browser extensions have a `manifest.json` too."""
    output.mkdir()
    (output / MANIFEST).write_text('{"name": "an extension", "version": "1.0"}')


def put_unreadable_manifest(output):
    output.mkdir()
    (output / MANIFEST).write_text("not JSON")


def put_file(output):
    output.write_text("not a folder")


def put_foreign_research(output):
    research = output.with_name(f"{output.name}.research")
    research.mkdir()
    (research / "notes.txt").write_text("mine")


def put_file_as_research(output):
    output.with_name(f"{output.name}.research").write_text("mine")


def put_link_to_nowhere(output):
    output.symlink_to(output.parent / "nowhere")


@pytest.mark.parametrize(
    "put",
    [
        put_foreign_file,
        put_file_beside_a_bundle,
        put_manifest_of_something_else,
        put_unreadable_manifest,
        put_file,
        put_foreign_research,
        put_file_as_research,
        put_link_to_nowhere,
    ],
)
def test_what_is_not_a_bundle_is_refused_and_left_alone(
    put, tmp_path, manifest, files, bundle_folder
):
    """Whatever would be overwritten: the same files with the same content stay."""
    arguments = [bundle_folder] if put is put_file_beside_a_bundle else []
    put(tmp_path / "bundle", *arguments)
    before = content_of(tmp_path)

    with pytest.raises(OutputOccupied, match="--output"):
        write_bundle(tmp_path / "bundle", manifest, files)

    assert before == content_of(tmp_path)


def test_bundle_is_not_replaced_unless_somebody_says_so(tmp_path, manifest, files):
    """Of whatever format version; an empty or foreign folder is a matter of `require_free`."""
    write_bundle(tmp_path / "bundle", manifest, files)
    (tmp_path / "empty").mkdir()

    require_no_bundle(tmp_path / "empty")
    require_no_bundle(tmp_path / "nothing")
    with pytest.raises(OutputOccupied, match="--replace"):
        require_no_bundle(tmp_path / "bundle")


def test_folder_below_a_file_is_refused(tmp_path):
    """No folder can be made there."""
    (tmp_path / "file").write_text("")

    with pytest.raises(OutputRefused, match="may be written to"):
        require_free(tmp_path / "file" / "bundle")


def test_folder_that_may_not_be_written_to_is_refused(tmp_path, monkeypatch):
    """Found before the work, not after it; the question is put to the nearest folder."""
    asked = []
    monkeypatch.setattr(os, "access", lambda path, _: asked.append(path))

    with pytest.raises(OutputRefused, match="may be written to"):
        require_free(tmp_path / "a" / "bundle")
    assert [tmp_path] == asked


@pytest.mark.parametrize("output", [".", "..", "/", "../here"])
def test_folder_one_stands_in_is_refused(output, tmp_path, monkeypatch):
    """It could not be moved away without pulling the ground from under the shell."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    with pytest.raises(OutputRefused, match="stand in"):
        require_free(Path(output))


def test_failure_before_the_move_keeps_the_old_bundle_and_leaves_nothing(tmp_path, manifest, files):
    """A golden prediction that is not reproduced: the new bundle is never put in place."""
    write_bundle(tmp_path / "bundle", manifest, files)
    before = content_of(tmp_path)
    first = manifest.golden[0]
    wrong = first.model_copy(
        update={
            "horizons": tuple(h.model_copy(update={"survival": 0.5}) for h in first.horizons),
        }
    )

    with pytest.raises(GoldenDiffers):
        write_bundle(tmp_path / "bundle", manifest.model_copy(update={"golden": (wrong,)}), files)

    assert before == content_of(tmp_path)


def test_failure_of_the_move_puts_the_old_bundle_back(tmp_path, manifest, files, monkeypatch):
    """The old bundle is moved away, the new one cannot be moved in: the old one returns."""
    output = tmp_path / "bundle"
    write_bundle(output, manifest, files)
    before = content_of(tmp_path)
    rename = Path.rename

    def refuse_the_new_one(path, target):
        if path.name == "new":
            raise OSError("no space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse_the_new_one)

    with pytest.raises(OSError, match="no space left"):
        write_bundle(output, manifest, files)

    assert before == content_of(tmp_path)


def test_research_lies_beside_the_bundle_and_is_replaced(tmp_path):
    """`<output>.research`, one joblib file for each name; what an older run left is gone."""
    older = write_research(tmp_path / "bundle", {"older": [1]})

    folder = write_research(tmp_path / "bundle", {"cox": [1, 2], "other": [3]})

    assert older == folder == tmp_path / "bundle.research"
    assert {"cox.joblib": [1, 2], "other.joblib": [3]} == {
        path.name: joblib.load(path) for path in folder.iterdir()
    }
