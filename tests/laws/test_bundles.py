"""What holds for every model when its bundle is written and read again."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.bundle import read_bundle
from models.prediction import predict
from training.export import array_bytes, write_bundle


@pytest.fixture(scope="session")
def read_again(bundle, bundle_folder, tmp_path_factory):
    """Write what was read, the arrays serialised anew, and read it again."""
    files = {name: (bundle_folder / name).read_bytes() for name in bundle.manifest.files}
    for name in files:
        if name.endswith(".npz"):
            with np.load(bundle_folder / name) as arrays:
                files[name] = array_bytes(dict(arrays))
    folder = tmp_path_factory.mktemp("written") / "bundle"
    write_bundle(folder, bundle.manifest, files)
    return read_bundle(folder)


def test_saving_and_loading_is_the_identity(bundle, read_again):
    """The same hash: not one byte of the manifest or of an array has changed."""

    assert (bundle.sha256, bundle.manifest) == (read_again.sha256, read_again.manifest)


@given(data=st.data())
@settings(max_examples=15)
def test_a_model_saved_and_loaded_predicts_the_same(
    bundle, read_again, model, patients, months, data
):
    """Not one bit of a prediction has changed."""
    (outcome,) = (o for o, served in bundle.models.items() if model in served.values())
    survived, horizons = data.draw(months(model.grid.longest_month))
    patient = data.draw(patients)
    before, after = (
        predict(m, patient, horizons, survived_months=survived)
        for m in (model, read_again.models[outcome][model.name])
    )

    assert before.horizons == after.horizons
    assert before.ranges == after.ranges
    assert before.explanation == after.explanation
    assert before.curve.lower.tolist() == after.curve.lower.tolist()
