"""Warnings of cut points nearby: what a model says of the like patient on the other side."""

from collections.abc import Sequence

from models.applicability import CutPoint, PatientWarning, cut_points_near
from models.factors import Patient
from models.predicted import Prediction
from models.prediction import survival_at
from models.survival_model import SurvivalModel
from service.panel import Panel

_Crossed = tuple[int, CutPoint, str]
"""A patient by identity, a cut point and a model."""


class NearCutPoints:
    """The cut points that patients are near, with all the like patients across predicted at once.

    Parameters
    ----------
    panel : Panel
    patients : sequence of Patient
        Those who are answered about.
    months : int
        The horizon at which the probabilities on both sides are given.
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
            (identity, cut_point, model.name): cut_point.cross(patient)
            for identity, (patient, near) in self._near.items()
            for cut_point in near
            if cut_point.divides(model.columns.terms)
        }
        if crossed:
            survival = survival_at(model, crossed.values(), months, survived_months)
            self._across |= zip(crossed, survival, strict=True)

    def warnings(self, patient: Patient, prediction: Prediction) -> list[PatientWarning]:
        """Warn of the cut points that a patient is near, as one model has them."""
        if id(patient) not in self._near:
            return []
        here, warnings = prediction.last_horizon, []
        published = self._panel.wording.provenance == "reconstructed"
        factors = self._panel.wording.catalogue.factors
        for cut_point in self._near[id(patient)][1]:
            details: dict[str, object] = {
                "cut": cut_point.cut,
                "margin": cut_point.margin,
                "unit": factors[cut_point.factor].unit,
                "months": here.months,
                "model": prediction.model,
                "here": round(100 * here.survival),
            }
            other = self._across.get((id(patient), cut_point, prediction.model))
            if other is not None:
                details["other"] = round(100 * other)
                warnings.append(PatientWarning("near_boundary", cut_point.factor, details))
            elif published and cut_point.factor not in prediction.factors:
                warnings.append(PatientWarning("near_boundary_unused", cut_point.factor, details))
            # Elsewhere the answer does not change at the cut point.
        return warnings
