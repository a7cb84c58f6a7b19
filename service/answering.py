"""From a question to an answer: refuse, predict, warn, explain, sum up."""

import dataclasses
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from models.applicability import PatientWarning
from models.bundle import Bundle
from models.disagreement import models_disagree
from models.errors import InputError
from models.factors import Patient
from models.predicted import Prediction
from models.prediction import predict_many, require
from models.query import Query
from service.answer import PatientAnswer, WarningAnswer
from service.catalogue import Catalogue
from service.cut_points import NearCutPoints
from service.panel import Panel, panel_of
from service.presentation import WhatIfPredictions, present, present_inputs
from service.request import Options
from service.sentences import summarise
from service.what_if import Changes, DifferentPatient, different_patients


class Found(NamedTuple):
    """What the models say of a patient, each in its turn, and of the different patients."""

    patient: Patient
    predictions: Sequence[Prediction]
    what_ifs: Sequence[WhatIfPredictions]


@dataclasses.dataclass(frozen=True)
class Answerer:
    """Answers questions about patients with a panel of models.

    What does not depend on the patient is settled when it is made, so that a batch settles
    it once.

    Raises
    ------
    Unsupported
        When the bundle has no such outcome, model or month.
    """

    panel: Panel
    options: Options
    horizons_months: tuple[int, ...]
    budget: int | None

    @classmethod
    def of(
        cls, bundle: Bundle, catalogue: Catalogue, options: Options, budget: int | None = None
    ) -> "Answerer":
        """Settle which models answer, at which horizons; the budget is each explanation's."""
        panel = panel_of(bundle, catalogue, options.outcome, options.models)
        horizons_months = options.horizons(panel.longest_month)
        asked = tuple(options.horizons_months or horizons_months)
        for model in panel.models:
            model.grid.require_after(options.survived_months, asked)
        return cls(panel, options, horizons_months, budget)

    def answer(self, patient: Patient, *, curves: bool = True) -> PatientAnswer:
        """Answer about one patient.

        Raises
        ------
        InputError
            When the models do not apply, or facts exclude each other, for this patient or for
            a different one.
        """
        (answer,) = self.answer_many([patient], curves=curves)
        return require(answer)

    def answer_many(
        self, patients: Sequence[Patient], *, curves: bool
    ) -> list[PatientAnswer | InputError]:
        """Answer about each of several patients; an error where `answer` would raise it."""
        asked = self._question(explain=self.options.explain, curve=curves)
        predicted = [predict_many(model, patients, asked) for model in self.panel.models]
        others = self._what_ifs(patients) if self.options.what_if else self._nobody(len(patients))
        found = [
            _all_or_error(patient, what_ifs, own)
            for patient, what_ifs, *own in zip(patients, others, *predicted, strict=True)
        ]
        near = self._near_cut_points([one for one in found if not isinstance(one, InputError)])
        return [
            one if isinstance(one, InputError) else self._answer(one, near, curves=curves)
            for one in found
        ]

    def _near_cut_points(self, found: Sequence[Found]) -> NearCutPoints:
        """Check every patient of the request, and the different patients of `what_if`."""
        patients = [one.patient for one in found]
        # The different patients are the same to every model.
        patients += [other.patient for one in found for other, _ in one.what_ifs[0]]
        months = max(self.horizons_months)
        return NearCutPoints(self.panel, patients, months, self.options.survived_months)

    def _question(self, *, explain: bool, curve: bool) -> Query:
        return Query(
            self.horizons_months,
            self.options.survived_months,
            explain=explain,
            curve=curve,
            budget=self.budget,
        )

    def _nobody(self, n_patients: int) -> Sequence[Sequence[WhatIfPredictions]]:
        """Give no different patients, by each model, to each patient."""
        return [[()] * len(self.panel.models)] * n_patients

    def _what_ifs(
        self, patients: Sequence[Patient]
    ) -> Sequence[Sequence[WhatIfPredictions] | InputError]:
        """Predict, by each model, the different patients of each."""
        aside = self._question(explain=False, curve=False)
        others = [self._others(patient) for patient in patients]
        everybody = [p.patient for found in others if isinstance(found, list) for p in found]
        predicted = [iter(predict_many(model, everybody, aside)) for model in self.panel.models]
        return [
            different
            if isinstance(different, InputError)
            else [[(other, require(next(found))) for other in different] for found in predicted]
            for different in others
        ]

    def _others(self, patient: Patient) -> list[DifferentPatient] | InputError:
        try:
            return different_patients(patient, self.options.what_if, self.options.outcome)
        except InputError as error:
            return error

    def _answer(self, found: Found, near: NearCutPoints, *, curves: bool) -> PatientAnswer:
        wording = self.panel.wording
        patient, predictions, what_ifs = found
        warnings = self._warnings(found, near)
        return {
            "predictions": [
                present(wording, patient, prediction, of_model, curve=curves)
                for prediction, of_model in zip(predictions, what_ifs, strict=True)
            ],
            "inputs": present_inputs(patient, predictions),
            "warnings": [self._word(warning) for warning in warnings],
            "summary": summarise(
                wording,
                predictions,
                [(self._state(other.changes), different) for other, different in what_ifs[0]],
                survived_months=self.options.survived_months,
            ),
        }

    def _word(self, warning: PatientWarning) -> WarningAnswer:
        message = self.panel.wording.warn(warning)
        return {"code": warning.code, "message": message, "factor": warning.factor}

    def _state(self, changes: Changes) -> str:
        catalogue = self.panel.wording.catalogue
        return catalogue.list_items(
            catalogue.state(factor, value) for factor, value in changes.items()
        )

    def _warnings(self, found: Found, near: NearCutPoints) -> list[PatientWarning]:
        patient, predictions, what_ifs = found
        own = self._warnings_of(patient, predictions, near)
        warnings = [*own, *_disagreements(predictions)] if len(predictions) > 1 else own[:]
        if self.options.survived_months:
            details = {"survived": self.options.survived_months}
            warnings.append(PatientWarning("given_alive", details=details))
        for number, different in enumerate(zip(*what_ifs, strict=True)):
            other = different[0][0].patient
            predicted = [prediction for _, prediction in different]
            warnings += self._what_if_warnings(
                number + 1,
                [w for w in self._warnings_of(other, predicted, near) if w not in own],
            )
        if self.panel.wording.catalogue.translated:
            warnings.append(PatientWarning("translation_not_reviewed"))
        return warnings

    def _what_if_warnings(
        self, number: int, warnings: Sequence[PatientWarning]
    ) -> list[PatientWarning]:
        """Say of a different patient what is not said of the one asked about."""
        return [
            PatientWarning(
                "different_patient",
                warning.factor,
                {"number": number, "message": self.panel.wording.warn(warning)},
            )
            for warning in warnings
        ]

    def _warnings_of(
        self, patient: Patient, predictions: Sequence[Prediction], near: NearCutPoints
    ) -> list[PatientWarning]:
        warnings = self.panel.warning_rules.warnings_about(patient)
        for prediction in predictions:
            if prediction.ranges or not prediction.informative:
                warnings += _warnings_of_prediction(prediction)
            warnings += near.warnings(patient, prediction)
        return warnings


def _all_or_error(
    patient: Patient,
    what_ifs: Sequence[WhatIfPredictions] | InputError,
    predicted: Sequence[Prediction | InputError],
) -> Found | InputError:
    """Give what all models say of a patient, or the first error of any."""
    if isinstance(what_ifs, InputError):
        return what_ifs
    predictions = []
    for one in predicted:
        if isinstance(one, InputError):
            return one
        predictions.append(one)
    return Found(patient, predictions, what_ifs)


def _warnings_of_prediction(prediction: Prediction) -> list[PatientWarning]:
    model = {"model": prediction.model}
    warnings = [] if prediction.informative else [PatientWarning("cohort_average", details=model)]
    matter = [unknown.factor for unknown in prediction.ranges if unknown.lowest < unknown.highest]
    warnings += [PatientWarning("factor_averaged", one, model) for one in dict.fromkeys(matter)]
    return warnings


def _disagreements(predictions: Sequence[Prediction]) -> list[PatientWarning]:
    """Warn of horizons at which each of two models lies outside the other's interval."""
    return [
        PatientWarning(
            "models_disagree",
            details={
                "first": first.model,
                "second": second.model,
                "months": here.months,
                "first_percent": round(100 * here.survival),
                "second_percent": round(100 * there.survival),
            },
        )
        for first, second in combinations(predictions, 2)
        for here, there in zip(first.horizons, second.horizons, strict=True)
        if models_disagree(here, there)
    ]
