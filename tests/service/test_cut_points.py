"""Cut points nearby: each patient's own other side, all of them predicted at once."""

import pytest

from models.factors import Patient
from models.prediction import predict, survival_at
from service import cut_points
from service.catalogue import read_catalogue
from service.cut_points import NearCutPoints
from service.panel import panel_of

DFI = "disease_free_interval_months"
SIZE = "largest_nodule_cm"
BELOW = Patient(disease_free_interval_months=10, nodule_count=1)
ABOVE = Patient(disease_free_interval_months=14, nodule_count=4, local_recurrence=True)
FAR = Patient(disease_free_interval_months=40, largest_nodule_cm=8)
LARGE = Patient(largest_nodule_cm=3.2, disease_free_interval_months=40)


@pytest.fixture
def panel(bundle):
    """Give a panel of both models."""
    return panel_of(bundle, read_catalogue(), "overall_survival", ["cox", "forest"])


@pytest.fixture
def crossed(monkeypatch):
    """Record who is predicted on the other side, together."""
    asked = []

    def record(model, patients, *others):
        everybody = list(patients)
        asked.append((model.name, len(everybody)))
        return survival_at(model, everybody, *others)

    monkeypatch.setattr(cut_points, "survival_at", record)
    return asked


def said(panel, everybody, patient):
    """Give the details of what each model says of one of them, with its factor and its code."""
    found = NearCutPoints(panel, everybody, 60, 0)
    return [
        (warning.factor, warning.code, dict(warning.details))
        for model in panel.models
        for warning in found.warnings(patient, predict(model, patient, [12, 60]))
    ]


@pytest.mark.parametrize(("patient", "other"), [(BELOW, 15.0), (ABOVE, 12.0)])
def test_each_is_told_the_own_other_side_among_others(panel, patient, other):
    """As predicted alone, there, at the last horizon."""
    across = patient.model_copy(update={DFI: other})

    found = said(panel, [BELOW, FAR, ABOVE, LARGE], patient)

    assert [(DFI, "near_boundary")] * 2 == [(factor, code) for factor, code, _ in found]
    for model, (_, _, details) in zip(panel.models, found, strict=True):
        there = predict(model, across, [60], explain=False).last_horizon.survival
        assert (model.name, 60, round(100 * there)) == (
            details["model"],
            details["months"],
            details["other"],
        )


def test_whoever_is_near_none_is_told_of_none(panel):
    """Nor do others make it so."""
    assert [] == said(panel, [BELOW, FAR], FAR)


def test_a_model_that_does_not_have_the_boundary_says_so(panel):
    """The Cox model has no term for the size; the forest's answer changes there."""
    (_, first, of_cox), (_, second, of_forest) = said(panel, [LARGE], LARGE)

    assert ("near_boundary_unused", "near_boundary") == (first, second)
    assert "other" not in of_cox
    assert "other" in of_forest


def test_all_who_are_near_are_predicted_at_once_by_each_model(panel, crossed):
    """Who is far is not predicted, nor anybody by a model that does not have the boundary."""
    NearCutPoints(panel, [BELOW, FAR, ABOVE, LARGE], 60, 0)

    assert [("cox", 2), ("forest", 3)] == crossed


def test_nobody_is_predicted_where_nobody_is_near(panel, crossed):
    """As for most patients."""
    NearCutPoints(panel, [FAR], 60, 0)

    assert [] == crossed
