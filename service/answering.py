"""From a question to an answer: refuse, predict, warn, explain, sum up."""

import dataclasses
from collections.abc import Iterator, Sequence
from itertools import combinations

from models.applicability import PatientWarning, across_boundaries, warnings_about
from models.bundle import Bundle
from models.errors import Fault, Unsupported
from models.factors import Patient
from models.prediction import Prediction, predict
from models.survival_model import SurvivalModel
from service.answer import BundleAnswer, PatientAnswer, WarningAnswer
from service.catalogue import Catalogue
from service.presentation import Beside, present, present_inputs
from service.request import Options
from service.sentences import summarise
from service.what_if import Changes, different_patients
from service.wording import Wording


def describe_bundle(bundle: Bundle, catalogue: Catalogue) -> BundleAnswer:
    """Say which bundle answers, and what holds for every answer of it."""
    return BundleAnswer(
        id=bundle.id,
        version=bundle.manifest.pulmet_version,
        sha256=bundle.sha256,
        provenance=bundle.manifest.provenance,
        clinical_use=bundle.manifest.clinical_use,
        limitations=[catalogue.word_limitation(known) for known in bundle.manifest.limitations],
    )


@dataclasses.dataclass(frozen=True)
class Answerer:
    """Answers questions about patients with the models of one bundle.

    What does not depend on the patient is settled when it is made, so that a batch settles
    it once.

    Raises
    ------
    Unsupported
        When the bundle has no such outcome, model or month.
    """

    bundle: Bundle
    catalogue: Catalogue
    options: Options
    models: tuple[SurvivalModel, ...]
    horizons_months: tuple[int, ...]

    @classmethod
    def of(cls, bundle: Bundle, catalogue: Catalogue, options: Options) -> "Answerer":
        """Settle which models answer, and at which horizons."""
        models = _select(bundle, options)
        horizons_months = options.horizons(min(model.grid.longest_month for model in models))
        for model in models:
            model.grid.require_after(
                options.survived_months, tuple(options.horizons_months or horizons_months)
            )
        return cls(bundle, catalogue, options, models, horizons_months)

    @property
    def wording(self) -> Wording:
        """The words for this outcome, and for what the bundle was trained on."""
        provenance = self.bundle.manifest.provenance
        return Wording(self.catalogue, self.options.outcome, provenance)

    def answer(self, patient: Patient, *, curves: bool = True) -> PatientAnswer:
        """Answer about one patient.

        Raises
        ------
        InputError
            When the models do not apply, or facts exclude each other, for this patient or for
            a different one.
        """
        others = different_patients(patient, self.options.what_if, self.options.outcome)
        explain = self.options.explain
        predictions = [self._predict(model, patient, explain=explain) for model in self.models]
        beside = [
            [(other, self._predict(model, other.patient, explain=False)) for other in others]
            for model in self.models
        ]
        return PatientAnswer(
            predictions=[
                present(self.wording, patient, prediction, what_ifs, curve=curves)
                for prediction, what_ifs in zip(predictions, beside, strict=True)
            ],
            inputs=present_inputs(patient, predictions),
            warnings=[
                WarningAnswer(
                    code=warning.code,
                    message=self.wording.warn(warning),
                    factor=warning.factor,
                )
                for warning in self._warnings(patient, predictions, beside)
            ],
            summary=summarise(
                self.wording,
                predictions,
                [(self._state(other.changes), different) for other, different in beside[0]],
                survived_months=self.options.survived_months,
            ),
        )

    def _predict(self, model: SurvivalModel, patient: Patient, *, explain: bool) -> Prediction:
        return predict(
            model,
            patient,
            self.horizons_months,
            survived_months=self.options.survived_months,
            explain=explain,
        )

    def _state(self, changes: Changes) -> str:
        return self.catalogue.list_items(
            self.catalogue.state(factor, value) for factor, value in changes.items()
        )

    def _warnings(
        self,
        patient: Patient,
        predictions: Sequence[Prediction],
        beside: Sequence[Beside],
    ) -> Iterator[PatientWarning]:
        own = list(self._warnings_of(patient, predictions))
        yield from own
        yield from _disagreements(predictions)
        if self.options.survived_months:
            yield PatientWarning("given_alive", details={"survived": self.options.survived_months})
        for number, different in enumerate(zip(*beside, strict=True)):
            patient_beside = different[0][0].patient
            predicted = [prediction for _, prediction in different]
            for warning in self._warnings_of(patient_beside, predicted):
                if warning not in own:
                    details = {"number": number + 1, "message": self.wording.warn(warning)}
                    yield PatientWarning("different_patient", warning.factor, details)
        if self.catalogue.translated:
            yield PatientWarning("translation_not_reviewed")

    def _warnings_of(
        self, patient: Patient, predictions: Sequence[Prediction]
    ) -> Iterator[PatientWarning]:
        ranges = {
            factor: (bounds.lowest, bounds.highest)
            for factor, bounds in self.bundle.manifest.training_ranges.items()
        }
        terms = [term for model in self.models for term in model.columns.terms]
        yield from warnings_about(patient, self.options.outcome, ranges, terms)
        for prediction in predictions:
            yield from _warnings_of_prediction(prediction)
            yield from self._boundary_warnings(patient, prediction)

    def _boundary_warnings(
        self, patient: Patient, prediction: Prediction
    ) -> Iterator[PatientWarning]:
        model = next(model for model in self.models if model.name == prediction.model)
        here = prediction.last_horizon
        published = self.bundle.manifest.provenance == "reconstructed"
        for boundary, other_patient in across_boundaries(patient):
            divides = boundary.divides(model.columns.terms)
            if not divides and (boundary.factor in model.columns.factors or not published):
                continue  # the answer does not change there, and nobody has said that it would
            other = self._predict(model, other_patient, explain=False).last_horizon
            details = {
                "cut": boundary.cut,
                "margin": boundary.margin,
                "unit": self.catalogue.factors[boundary.factor].unit,
                "months": here.months,
                "model": prediction.model,
                "here": round(100 * here.survival),
                "other": round(100 * other.survival),
            }
            code = "near_boundary" if divides else "near_boundary_unused"
            yield PatientWarning(code, boundary.factor, details)


def _select(bundle: Bundle, options: Options) -> tuple[SurvivalModel, ...]:
    available = bundle.models_for(options.outcome)
    if options.models is None:
        return tuple(model for model in available.values() if not model.experimental)
    faults = [
        Fault("model_unsupported", field=f"models/{i}", details={"allowed": sorted(available)})
        for i, name in enumerate(options.models)
        if name not in available
    ] or [
        Fault("model_repeated", field=f"models/{i}")
        for i, name in enumerate(options.models)
        if name in options.models[:i]
    ]
    if faults:
        raise Unsupported(faults)
    return tuple(available[name] for name in options.models)


def _warnings_of_prediction(prediction: Prediction) -> Iterator[PatientWarning]:
    if not prediction.informative:
        yield PatientWarning("cohort_average", details={"model": prediction.model})
    matter = [unknown.factor for unknown in prediction.ranges if unknown.lowest < unknown.highest]
    for factor in dict.fromkeys(matter):
        yield PatientWarning("factor_averaged", factor, {"model": prediction.model})


def _disagreements(predictions: Sequence[Prediction]) -> Iterator[PatientWarning]:
    """Warn of horizons at which each of two models lies outside the other's interval."""
    for first, second in combinations(predictions, 2):
        for here, there in zip(first.horizons, second.horizons, strict=True):
            agree = (
                here.lower <= there.survival <= here.upper
                or there.lower <= here.survival <= there.upper
            )
            if not agree:
                details = {
                    "first": first.model,
                    "second": second.model,
                    "months": here.months,
                    "first_percent": round(100 * here.survival),
                    "second_percent": round(100 * there.survival),
                }
                yield PatientWarning("models_disagree", details=details)
