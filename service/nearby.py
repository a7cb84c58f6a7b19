"""Warnings of cut points nearby: what a model says of the like patient on the other side."""

from collections.abc import Sequence

from models.applicability import CutPoint, PatientWarning, cut_points_near
from models.factors import Patient
from models.predicted import Prediction
from models.prediction import survival_at
from models.survival_model import SurvivalModel
from service.panel import Panel

_Crossed = tuple[int, CutPoint, str]
"""A patient by identity, a boundary and a model."""


class Nearby:
    """The boundaries that patients are near, with all the like patients across predicted at once.

    Parameters
    ----------
    panel : Panel
    patients : sequence of Patient
        Those who are answered about.
    months : int
        The horizon at which both sides are told.
    survived_months : int
    """

    def __init__(
        self, panel: Panel, patients: Sequence[Patient], months: int, survived_months: int
    ) -> None:
        self._panel = panel
        self._near = {
            id(patient): (patient, near)
            for patient in patients
            if (near := cut_points_near(patient))
        }
        self._across: dict[_Crossed, float] = {}
        for model in panel.models if self._near else ():
            self._cross(model, months, survived_months)

    def _cross(self, model: SurvivalModel, months: int, survived_months: int) -> None:
        crossed = {
            (identity, boundary, model.name): boundary.cross(patient)
            for identity, (patient, near) in self._near.items()
            for boundary in near
            if boundary.divides(model.columns.terms)
        }
        if crossed:
            survival = survival_at(model, crossed.values(), months, survived_months)
            self._across |= zip(crossed, survival, strict=True)

    def warnings(self, patient: Patient, prediction: Prediction) -> list[PatientWarning]:
        """Warn of the boundaries that a patient is near, as one model has them."""
        if id(patient) not in self._near:
            return []
        here, warnings = prediction.last_horizon, []
        published = self._panel.wording.provenance == "reconstructed"
        factors = self._panel.wording.catalogue.factors
        for boundary in self._near[id(patient)][1]:
            details: dict[str, object] = {
                "cut": boundary.cut,
                "margin": boundary.margin,
                "unit": factors[boundary.factor].unit,
                "months": here.months,
                "model": prediction.model,
                "here": round(100 * here.survival),
            }
            other = self._across.get((id(patient), boundary, prediction.model))
            if other is not None:
                details["other"] = round(100 * other)
                warnings.append(PatientWarning("near_boundary", boundary.factor, details))
            elif published and boundary.factor not in prediction.factors:
                warnings.append(PatientWarning("near_boundary_unused", boundary.factor, details))
            # Elsewhere the answer does not change there, and nobody has said that it would.
        return warnings
