"""A bundle trained on a registry: what is in it, and that the same seed gives the same bytes."""

import json

import numpy as np
import pytest

from models.bundle import read_bundle
from models.factors import Patient
from models.prediction import predict
from models.terms import Level, Linear, Spline, Threshold
from training.registry.configuration.reading import parse_configuration
from training.registry.limitations import LIMITATIONS
from training.registry.pipeline import train_registry


def test_it_says_that_it_comes_from_a_registry(registry_bundle):
    """And is not for clinical use; there is no publication behind it."""
    manifest = registry_bundle.manifest

    assert ("registry", False, ()) == (
        manifest.provenance,
        manifest.clinical_use,
        manifest.sources,
    )


def test_every_outcome_has_its_models(registry_bundle):
    """No forest of cancer-specific survival: a forest knows one cause of death only."""

    assert {
        "overall_survival": {"cox": "registry_cox", "forest": "forest"},
        "cancer_specific_survival": {"cox": "cause_specific_cox"},
        "disease_free_survival": {"cox": "registry_cox", "forest": "forest"},
    } == {
        outcome: {name: record.kind for name, record in records.items()}
        for outcome, records in registry_bundle.manifest.outcomes.items()
    }


def test_the_terms_asked_for_are_the_terms_served(registry_bundle):
    """A spline of four knots is a line and two bent columns."""
    terms = registry_bundle.models["overall_survival"]["cox"].columns.terms

    assert [Linear, Spline, Spline, Level, Linear, Level, Threshold] == [type(t) for t in terms]


def test_the_configuration_is_in_the_manifest_in_full(registry_bundle):
    """With the places of the knots, and without a count of patients."""
    told = registry_bundle.manifest.training["configuration"]
    overall = told["outcomes"]["overall_survival"]
    knots = registry_bundle.models["overall_survival"]["cox"].columns.terms[1].knots

    assert 3 == overall["imputations"]
    assert list(knots) == overall["cox"]["terms"][1]["knots"]
    assert [20] == overall["forest"]["min_samples_leaf"]
    assert not {"n_patients", "n_events"} & overall.keys()


def test_limitations_follow_from_what_was_found(registry_bundle):
    """Imputed, smoothed, complete resections only; each known, each once."""
    codes = [limitation.code for limitation in registry_bundle.manifest.limitations]
    always = {"registry_not_validated", "registry_unreviewed", "averaged_over_groups"}

    assert always | {"imputed_values", "forest_smooths", "complete_resections_only"} <= set(codes)
    assert [known.code for known in LIMITATIONS if known.code in codes] == codes


def test_the_same_seed_gives_the_same_bytes_whatever_the_number_of_processes(
    registry, registry_bundle, registry_folder, tmp_path
):
    """The manifest holds the hash of every file, so that its own hash is enough."""
    decided = registry_bundle.manifest.training["configuration"]
    configuration = parse_configuration(
        (registry_folder.parent / "configuration.toml").read_text("utf-8")
    )
    train_registry(registry, configuration, tmp_path / "again", n_jobs=2, tell=lambda _: None)

    assert decided["seed"] == configuration.seed
    assert registry_bundle.sha256 == read_bundle(tmp_path / "again").sha256


def test_models_follow_the_patients(registry_bundle, registry):
    """The cohort's average at 36 months lies within 5 points of the Kaplan-Meier estimate."""
    follow_up = registry.follow_up["overall_survival"]
    survival = 1.0
    for month in range(1, 37):
        at_risk = (follow_up.months >= month).sum()
        survival *= 1 - ((follow_up.months == month) & (follow_up.cause == 1)).sum() / at_risk

    for model in registry_bundle.models["overall_survival"].values():
        assert survival == pytest.approx(model.cohort_survival[36], abs=0.05)


def test_dying_of_the_sarcoma_is_rarer_than_dying(registry_bundle):
    """Cancer-specific survival lies above overall survival, for anybody."""
    for patient in (Patient(), Patient(disease_free_interval_months=3.0, nodule_count=5)):
        overall, specific = (
            predict(registry_bundle.models[outcome]["cox"], patient, (60,)).horizons[0].survival
            for outcome in ("overall_survival", "cancer_specific_survival")
        )

        assert overall < specific


def test_the_disease_free_background_is_of_complete_resections(registry_bundle):
    """The forest has a term for it, which is 1 in every profile, or none at all."""
    model = registry_bundle.models["disease_free_survival"]["forest"]

    assert set() == {
        value
        for i in model.columns.of("complete_resection")
        for value in np.unique(model.background.profiles[:, i])
    } - {1.0}


def test_the_report_has_the_outcomes_and_loads_nothing(registry_bundle):
    """One page without script or address, with a section for each outcome's models."""
    page = registry_bundle.report.decode()

    for outcome in ("overall", "cancer-specific", "disease-free"):
        assert f"{outcome.replace('-', ' ').capitalize()} survival: the Cox model" in page
    assert "<script" not in page
    assert "http" not in page.replace("http://www.w3.org", "")


def test_anchors_of_the_report_are_unique(registry_bundle):
    """Three outcomes have the same sections."""
    page = registry_bundle.report.decode()
    anchors = [part.split('"')[0] for part in page.split(' id="')[1:]]

    assert sorted(set(anchors)) == sorted(anchors)


def test_the_manifest_is_plain_json(registry_folder):
    """No NaN, no infinity."""
    text = (registry_folder / "manifest.json").read_text("utf-8")

    assert json.loads(text, parse_constant=pytest.fail)
