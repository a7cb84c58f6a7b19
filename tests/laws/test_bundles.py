"""What holds for every model when its bundle is written and read again."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.bundle import read_bundle
from models.prediction import predict
from training.bundle.export import array_bytes, write_bundle


def write_and_read(bundle, folder, output):
    """Write what was read, the arrays serialised anew, and read it again."""
    files = {name: (folder / name).read_bytes() for name in bundle.manifest.files}
    for name in files:
        if name.endswith(".npz"):
            with np.load(folder / name) as arrays:
                files[name] = array_bytes(dict(arrays))
    write_bundle(output, bundle.manifest, files)
    return read_bundle(output)


@pytest.fixture(scope="session")
def read_again(bundles, bundle_folder, registry_folder, tmp_path_factory):
    """Give what is read of both bundles when they are written again."""
    folders = {"bundle": bundle_folder, "registry_bundle": registry_folder}
    output = tmp_path_factory.mktemp("written")
    return {
        name: write_and_read(bundle, folders[name], output / name)
        for name, bundle in bundles.items()
    }


def test_saving_and_loading_is_the_identity(bundles, read_again):
    """The same hash: not one byte of the manifest or of an array has changed."""
    for name, bundle in bundles.items():
        again = read_again[name]

        assert (bundle.sha256, bundle.manifest) == (again.sha256, again.manifest)


@given(data=st.data())
@settings(max_examples=15)
def test_a_model_saved_and_loaded_predicts_the_same(
    read_again, place, model, patients, months, data
):
    """Not one bit of a prediction has changed."""
    bundle, outcome, name = place
    survived, horizons = data.draw(months(model.grid.longest_month))
    patient = data.draw(patients)
    before, after = (
        predict(m, patient, horizons, survived_months=survived)
        for m in (model, read_again[bundle].models[outcome][name])
    )

    assert before.horizons == after.horizons
    assert before.ranges == after.ranges
    assert before.explanation == after.explanation
    assert before.curve.lower.tolist() == after.curve.lower.tolist()
