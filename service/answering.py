"""From a question to an answer: refuse, predict, warn, explain, sum up."""

import dataclasses
from collections.abc import Iterator, Sequence
from itertools import combinations

from models.applicability import PatientWarning, across_boundaries, warnings_about
from models.bundle import Bundle
from models.errors import Fault, InputError, Unsupported
from models.factors import Patient
from models.prediction import Prediction, predict_many, require, survival_at
from models.question import Question
from models.survival_model import SurvivalModel
from service.answer import BundleAnswer, PatientAnswer, WarningAnswer
from service.catalogue import Catalogue
from service.presentation import Beside, present, present_inputs
from service.request import Options
from service.sentences import summarise
from service.what_if import Changes, DifferentPatient, different_patients
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
    budget: int | None

    @classmethod
    def of(
        cls, bundle: Bundle, catalogue: Catalogue, options: Options, budget: int | None = None
    ) -> "Answerer":
        """Settle which models answer, at which horizons; the budget is each explanation's."""
        models = _select(bundle, options)
        horizons_months = options.horizons(min(model.grid.longest_month for model in models))
        for model in models:
            model.grid.require_after(
                options.survived_months, tuple(options.horizons_months or horizons_months)
            )
        return cls(bundle, catalogue, options, models, horizons_months, budget)

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
        (answer,) = self.answer_many([patient], curves=curves)
        if isinstance(answer, InputError):
            raise answer
        return answer

    def answer_many(
        self, patients: Sequence[Patient], *, curves: bool
    ) -> list[PatientAnswer | InputError]:
        """Answer about each of several patients; an error where `answer` would raise it."""
        asked = self._question(explain=self.options.explain, curve=curves)
        aside = self._question(explain=False, curve=False)
        others = [self._others(patient) for patient in patients]
        everybody = [p.patient for found in others if isinstance(found, list) for p in found]
        predicted = [predict_many(model, patients, asked) for model in self.models]
        predicted_aside = [iter(predict_many(model, everybody, aside)) for model in self.models]
        answers: list[PatientAnswer | InputError] = []
        for patient, different, *own in zip(patients, others, *predicted, strict=True):
            if isinstance(different, InputError):
                answers.append(different)
                continue
            beside = [
                [(other, require(next(found))) for other in different] for found in predicted_aside
            ]
            refusal = next((found for found in own if isinstance(found, InputError)), None)
            predictions = [found for found in own if not isinstance(found, InputError)]
            answers.append(refusal or self._answer(patient, predictions, beside, curves=curves))
        return answers

    def _question(self, *, explain: bool, curve: bool) -> Question:
        return Question(
            self.horizons_months,
            self.options.survived_months,
            explain=explain,
            curve=curve,
            budget=self.budget,
        )

    def _others(self, patient: Patient) -> list[DifferentPatient] | InputError:
        try:
            return different_patients(patient, self.options.what_if, self.options.outcome)
        except InputError as error:
            return error

    def _answer(
        self,
        patient: Patient,
        predictions: Sequence[Prediction],
        beside: Sequence[Beside],
        *,
        curves: bool,
    ) -> PatientAnswer:
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
            survived = self.options.survived_months
            (other,) = survival_at(model, [other_patient], here.months, survived)
            details = {
                "cut": boundary.cut,
                "margin": boundary.margin,
                "unit": self.catalogue.factors[boundary.factor].unit,
                "months": here.months,
                "model": prediction.model,
                "here": round(100 * here.survival),
                "other": round(100 * other),
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
