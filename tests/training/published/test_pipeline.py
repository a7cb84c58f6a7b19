import io
import re
import zipfile

import joblib
import numpy as np
import pytest

from training.published.evidence import load_issues
from training.published.pipeline import TrainingSettings, train


def train_again(folder, bundle, *, seed=None, n_jobs=1):
    """Train with the settings of a bundle, or with another seed or number of jobs."""
    told = bundle.manifest.training
    settings = TrainingSettings(
        told["seed"] if seed is None else seed, told["n_reconstructions"], n_jobs
    )
    train(folder, settings, lambda cohorts, _: cohorts)
    return folder


def content_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def trained_in_two_jobs(tmp_path_factory, bundle):
    """The small bundle again: another folder, another time, another number of processes."""
    return train_again(tmp_path_factory.mktemp("again") / "other-name", bundle, n_jobs=2)


def test_same_seed_gives_the_same_bytes_whatever_the_number_of_jobs(
    bundle_folder, trained_in_two_jobs
):
    """Every file of the bundle, manifest included, with one process and with two."""
    assert content_of(bundle_folder) == content_of(trained_in_two_jobs)


def test_another_seed_gives_other_bytes(tmp_path, bundle_folder, bundle):
    """The same files, each of them different."""
    other = content_of(train_again(tmp_path / "bundle", bundle, seed=8))

    assert 8 != bundle.manifest.training["seed"]
    assert content_of(bundle_folder).keys() == other.keys()
    assert all(content != other[name] for name, content in content_of(bundle_folder).items())


def test_manifest_holds_no_path_and_no_time(bundle_folder):
    """Neither the folder it was written to, nor a date, nor a time of day."""
    text = (bundle_folder / "manifest.json").read_text()

    assert str(bundle_folder) not in text
    assert str(bundle_folder.parent.name) not in text
    assert not re.search(r'"[/~]|[A-Za-z]:\\\\|\d{4}-\d{2}-\d{2}|\d{2}:\d{2}:\d{2}', text)


def test_archives_hold_no_time(bundle_folder, bundle):
    """Every entry has the first date that a zip can hold."""
    archives = [name for name in bundle.manifest.files if name.endswith(".npz")]

    assert "overall_survival.cox.npz" in archives
    for name in archives:
        with zipfile.ZipFile(io.BytesIO((bundle_folder / name).read_bytes())) as archive:
            assert {(1980, 1, 1, 0, 0, 0)} == {entry.date_time for entry in archive.infolist()}


def test_bundle_says_that_it_is_reconstructed_and_not_for_clinical_use(bundle):
    """And names the limitations of every bundle from published evidence, each in words."""
    manifest = bundle.manifest
    expected = {
        "reconstructed_evidence",
        "dfi_definition_uncertain",
        "baseline_above_other_series",
        "shape_assumed",
        "published_cut_points",
    }

    assert ("reconstructed", False) == (manifest.provenance, manifest.clinical_use)
    assert expected <= {limitation.code for limitation in manifest.limitations}
    assert all(limitation.message.endswith(".") for limitation in manifest.limitations)


def test_bundle_names_its_source_and_every_issue_found_in_it(bundle):
    """The DOI, and issues that are on record, those of the DFI and the baseline among them."""
    [source] = bundle.manifest.sources

    assert "10.3389/fsurg.2024.1470784" == source.doi
    assert {"I01", "I02", "I04", "I28"} <= set(source.issues)
    assert set(source.issues) <= {issue.id for issue in load_issues()}


def test_bundle_tells_how_it_was_trained(bundle):
    """Seed, and for each reconstruction its deaths and the shape of its hazard."""
    told = bundle.manifest.training

    assert told["n_reconstructions"] == len(told["deaths"]) == len(told["hazard_shapes"])
    assert all(42 <= deaths <= 46 for deaths in told["deaths"])
    assert all(0.7 <= shape <= 1.5 for shape in told["hazard_shapes"])


def test_training_range_is_the_published_one(bundle):
    """DFI from 0 to 131.6 months; no other factor's range was printed."""
    [(factor, known)] = bundle.manifest.training_ranges.items()

    assert "disease_free_interval_months" == factor
    assert (0.0, 131.6) == (known.lowest, known.highest)


def test_cox_is_the_model_that_answers_unasked(bundle):
    """It is not experimental, whatever else the bundle holds."""
    assert not bundle.models_for("overall_survival")["cox"].experimental


def test_every_model_has_golden_predictions_for_unknown_inputs_and_months_survived(bundle):
    """A bundle that gives other answers would be refused, for each of its models."""
    for outcome, models in bundle.models.items():
        for name in models:
            golden = [g for g in bundle.manifest.golden if (g.outcome, g.model) == (outcome, name)]
            assert any(not g.patient.model_dump(exclude_none=True) for g in golden)
            assert any(g.survived_months > 0 for g in golden)


def test_research_lies_beside_the_bundle_not_inside(bundle_folder, bundle):
    """The bundle holds its manifest and the named arrays; estimators are a folder further."""
    research = bundle_folder.with_name(f"{bundle_folder.name}.research")

    assert {"manifest.json", *bundle.manifest.files} == set(content_of(bundle_folder))
    assert "cox.joblib" in content_of(research)


def test_estimators_load_and_predict(bundle_folder, bundle):
    """One scikit-survival estimator for each reconstruction; pooled, they are the coefficients."""
    estimators = joblib.load(bundle_folder.with_name("bundle.research") / "cox.joblib")
    record = bundle.manifest.outcomes["overall_survival"]["cox"]

    assert bundle.manifest.training["n_reconstructions"] == len(estimators)
    pooled = np.mean([estimator.coef_ for estimator in estimators], axis=0)
    assert [told.pooled for told in record.coefficients] == pytest.approx(pooled, rel=1e-12)
    for estimator in estimators:
        survival = estimator.predict_survival_function(np.eye(3), return_array=True)
        assert (3, len(estimator.unique_times_)) == survival.shape
        assert survival.min() >= 0
        assert survival.max() <= 1
