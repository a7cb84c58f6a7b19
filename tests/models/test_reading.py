"""Models constructed from their records: of the right kind, from arrays of the right shape."""

import numpy as np
import pytest

from models.cox.cox import CoxModel
from models.errors import BundleMalformed
from models.factors import Patient
from models.forest.forest import ForestModel
from models.prediction import predict
from models.reading import read_model

KINDS = {"cox": CoxModel, "forest": ForestModel}


@pytest.fixture(scope="module", params=KINDS)
def stored(request, bundle, bundle_folder):
    """Give each model's record with its arrays."""
    record = bundle.manifest.outcomes["overall_survival"][request.param]
    with np.load(bundle_folder / record.arrays) as arrays:
        return record, dict(arrays)


def test_a_record_becomes_a_model_of_its_kind(stored):
    """With the record's terms, months and background, under the name it is given."""
    record, arrays = stored
    model = read_model("a name", "overall_survival", record, arrays)

    assert KINDS[record.kind] is type(model)
    assert ("a name", record.longest_month) == (model.name, model.grid.longest_month)
    assert (record.terms, record.n_patients) == (model.columns.terms, model.n_patients)
    assert [c.share for c in record.background] == model.background.weights.tolist()
    assert [list(c.profile) for c in record.background] == model.background.profiles.tolist()
    assert {s.average: s.hazard_factor for s in record.scenarios} == model.scenarios


def of_one_cohort(record, arrays):
    """Keep the first reconstruction only, as if its patients were a registry's."""
    parts = [name for name in arrays if name.startswith("reconstruction_")]
    kept = {**arrays, **{name: arrays[name][:1] for name in parts}}
    if record.kind == "forest":
        trees = record.bags_per_reconstruction * record.trees_per_bag
        end = arrays["first_leaf"][trees]
        kept["first_leaf"] = arrays["first_leaf"][:trees]
        leaves = ("leaf_low", "leaf_high", "leaf_survival")
        kept |= {name: arrays[name][:end] for name in leaves}
    return record.model_copy(update={"n_reconstructions": 1}), kept


@pytest.mark.parametrize("survived", [0, 24])
def test_a_model_of_one_cohort_predicts_with_an_interval(stored, survived):
    """B is 0 and W is all there is: no NaN anywhere, and no warning, which would fail here."""
    model = read_model("a name", "overall_survival", *of_one_cohort(*stored))
    variance = model.variance(model.background, survived)
    curve = predict(model, Patient(nodule_count=3), (60,), survived_months=survived).curve

    assert (1, [0.0] * (61 - survived)) == (variance.n_cohorts, variance.between.tolist())
    assert variance.within.tolist() == variance.total.tolist()
    for values in (curve.survival, curve.lower, curve.upper, variance.within):
        assert np.isfinite(values).all()
    assert (curve.lower[1:] < curve.upper[1:]).any()


def test_every_array_is_required(stored):
    """The message names the file and the array."""
    record, arrays = stored
    for name in arrays:
        others = {other: array for other, array in arrays.items() if other != name}
        with pytest.raises(BundleMalformed, match=rf"{record.arrays}: {name} must be there"):
            read_model("a name", "overall_survival", record, others)


def test_every_array_must_have_its_shape(stored):
    """A column too many is refused, and so is a dimension too many."""
    record, arrays = stored
    for name, array in arrays.items():
        wider = np.concatenate([array, array[..., -1:]], axis=-1)
        for other in (wider, array[..., None]):
            with pytest.raises(BundleMalformed, match=f"{name} must be there, with the shape"):
                read_model("a name", "overall_survival", record, {**arrays, name: other})


@pytest.fixture(scope="module")
def forest(bundle, bundle_folder):
    """Give the forest's record with its arrays."""
    record = bundle.manifest.outcomes["overall_survival"]["forest"]
    with np.load(bundle_folder / record.arrays) as arrays:
        return record, dict(arrays)


@pytest.mark.parametrize(
    "edit",
    [
        lambda first: first + 1,
        lambda first: -first,
        lambda first: first[::-1],
        lambda first: first + 0.5,
        lambda first: first * 10**6,
        np.zeros_like,
    ],
    ids=[
        "not from 0",
        "negative",
        "falling",
        "between leaves",
        "beyond the leaves",
        "all the same",
    ],
)
def test_every_tree_has_leaves_of_its_own(forest, edit):
    """Where each begins is told by whole numbers that rise from 0 and stay below their number."""
    record, arrays = forest
    with pytest.raises(BundleMalformed, match="first_leaf must number the leaves"):
        read_model(
            "a name",
            "overall_survival",
            record,
            {**arrays, "first_leaf": edit(arrays["first_leaf"])},
        )


def test_every_leaf_begins_with_everybody_alive(forest):
    """A curve scaled as a whole would predict the same and explain something else."""
    record, arrays = forest
    scaled = {**arrays, "leaf_survival": 0.5 * arrays["leaf_survival"]}

    with pytest.raises(BundleMalformed, match="leaf_survival must begin with 1"):
        read_model("a name", "overall_survival", record, scaled)
