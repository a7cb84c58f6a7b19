"""Predictions: curve, interval, horizons, ranges, explanation.

Everything here is an average over the background with some factors held: the prediction holds all
that is known, the cohort average holds nothing, an explanation runs over what lies between, and a
range tries the values that an unknown factor may have. Patients are computed together; those who
are the same to a model are computed once.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from models.answers import Answers, answer
from models.applicability import require_applicable
from models.background import Background, informative_facts
from models.errors import Fault, InputError, Unsupported
from models.explanation import Contributions
from models.factors import FACTORS, Patient
from models.interval import Limits, limits_of
from models.question import Question
from models.survival_model import SurvivalModel
from models.terms import FloatArray


class Curve(NamedTuple):
    """Survival with its 95 % limits, on all months from `survived_months` on.

    Where the curve was not asked for, on `survived_months` and the horizons only.
    """

    months: np.ndarray
    survival: FloatArray
    lower: FloatArray
    upper: FloatArray


class Scenario(NamedTuple):
    """The patient's probability if the cohort's mean at the last month were `average`."""

    average: float
    survival: float


class Horizon(NamedTuple):
    """The probability at one horizon; `average` is the cohort's."""

    months: int
    survival: float
    lower: float
    upper: float
    average: float
    scenarios: tuple[Scenario, ...]


class RangeIfKnown(NamedTuple):
    """How far the probability at a horizon could move if an unknown factor were known."""

    factor: str
    months: int
    lowest: float
    highest: float


class Contribution(NamedTuple):
    """What one factor adds to the unconditional probability at a horizon.

    `determined` is false where the reconstructions do not agree on its sign; `log_hazard` is
    None for a model without one.
    """

    factor: str
    contribution: float
    log_hazard: float | None
    determined: bool


class HorizonExplanation(NamedTuple):
    """Contributions that add up to the unconditional probability minus `average`."""

    months: int
    average: float
    contributions: tuple[Contribution, ...]


class Prediction(NamedTuple):
    """Everything that a model says of one patient.

    `factors` are those of the model; `informative` are the known ones that bear on it.
    """

    model: str
    experimental: bool
    factors: tuple[str, ...]
    informative: tuple[str, ...]
    curve: Curve
    horizons: tuple[Horizon, ...]
    median_months: int | None
    restricted_mean_months: float
    restricted_to_month: int
    ranges: tuple[RangeIfKnown, ...]
    explanation: tuple[HorizonExplanation, ...]

    @property
    def last_horizon(self) -> Horizon:
        """The horizon farthest from the operation, in whatever order they were asked."""
        return max(self.horizons, key=lambda horizon: horizon.months)


def predict(
    model: SurvivalModel,
    patient: Patient,
    horizons_months: Sequence[int],
    *,
    survived_months: int = 0,
    explain: bool = True,
) -> Prediction:
    """Predict one patient's survival; see `Question` and `predict_many`.

    Raises
    ------
    Contradictory, NotApplicable
        When facts exclude each other, or the models do not hold for such a patient.
    Unsupported
        When a month lies off the model's grid.
    """
    question = Question(tuple(horizons_months), survived_months, explain=explain)
    (found,) = predict_many(model, [patient], question)
    return require(found)


def require(found: Prediction | InputError) -> Prediction:
    """Give a prediction, or raise the error that stands in its place."""
    if isinstance(found, InputError):
        raise found
    return found


def predict_many(
    model: SurvivalModel, patients: Iterable[Patient], question: Question
) -> list[Prediction | InputError]:
    """Predict the survival of several patients, each as if alone.

    Returns
    -------
    list of Prediction or InputError
        In order; an error where the models do not hold for that patient, where the patient's
        facts exclude each other, or where the explanation would exceed the budget.

    Raises
    ------
    Unsupported
        When a month lies off the model's grid.
    """
    everybody = list(patients)
    refusals = {
        i: error for i, p in enumerate(everybody) if (error := _refusal(model, p, question))
    }
    accepted = [i for i in range(len(everybody)) if i not in refusals]
    if not accepted:
        return list(refusals.values())
    model.grid.require_after(question.survived_months, question.horizons_months)
    facts = [informative_facts(everybody[i], model.columns) for i in accepted]
    known, rows = model.averaging.encode(facts).distinct()
    written = _Written(model, question, answer(model, known, question))
    found = {
        i: written.prediction(row, everybody[i], tuple(known_facts))
        for i, row, known_facts in zip(accepted, rows, facts, strict=True)
    }
    return [refusals.get(i) or found[i] for i in range(len(everybody))]


def survival_at(
    model: SurvivalModel, patients: Iterable[Patient], months: int, survived_months: int = 0
) -> list[float]:
    """Compute one probability of each patient and nothing else.

    The patients are not checked: they are like others who were.
    """
    known = model.averaging.encode(informative_facts(p, model.columns) for p in patients)
    found: list[float] = model.mean_survivals(known, (survived_months, months))[:, 1].tolist()
    return found


def warm(model: SurvivalModel) -> None:
    """Prepare now what the first questions would otherwise wait for.

    Nothing of the answers is kept: only what they need of the model and its background.
    """
    of_each_kind = [Patient(), Patient(laterality="bilateral"), Patient(nodule_count=1)]
    predict_many(model, of_each_kind, Question((model.grid.longest_month,)))


def interval(model: SurvivalModel, over: Background, survived_months: int = 0) -> Limits:
    """Compute the 95 % limits of the mean survival over profiles, given months survived."""
    survival = model.mean_survival(over, survived_months)
    return limits_of(survival, model.variance(over, survived_months), model.n_patients)


def _refusal(model: SurvivalModel, patient: Patient, question: Question) -> InputError | None:
    try:
        require_applicable(patient, model.outcome)
        _require_affordable(model, patient, question)
    except InputError as error:
        return error
    return None


def _require_affordable(model: SurvivalModel, patient: Patient, question: Question) -> None:
    if not question.explain or question.budget is None:
        return
    n_known = len(informative_facts(patient, model.columns))
    if model.explanation_cost(n_known) > question.budget:
        allowed = {"highest": question.budget}
        raise Unsupported([Fault("explanation_over_budget", field="explain", details=allowed)])


class _Written:
    """Answers written as predictions, each part once for the patients who share it."""

    def __init__(self, model: SurvivalModel, question: Question, answers: Answers) -> None:
        self._model, self._question, self._answers = model, question, answers
        if answers.contributions is not None:
            self._take_apart(answers.contributions)
        self._bare: dict[int, Prediction] = {}
        self._parts_of_row: dict[int, list[dict[str, Contribution]]] = {}
        self._explanations: dict[tuple[object, ...], tuple[HorizonExplanation, ...]] = {}

    def _take_apart(self, found: Contributions) -> None:
        """Make them numbers of Python, which are quicker to take out one by one."""
        self._players = found.players
        self._survival = found.survival.tolist()
        self._determined = found.determined.tolist()
        self._log_hazard = None if found.log_hazard is None else found.log_hazard.tolist()

    def prediction(self, row: int, patient: Patient, informative: tuple[str, ...]) -> Prediction:
        """Write one patient's prediction."""
        if row not in self._bare:
            self._bare[row] = self._without_explanation(row, informative)
        if not self._question.explain:
            return self._bare[row]
        given = [factor for factor in FACTORS if getattr(patient, factor) is not None]
        factors = tuple(dict.fromkeys([*self._model.columns.factors, *informative, *given]))
        if (row, *factors) not in self._explanations:
            self._explanations[row, *factors] = self._explain(row, factors)
        return self._bare[row]._replace(explanation=self._explanations[row, *factors])

    def _without_explanation(self, row: int, informative: tuple[str, ...]) -> Prediction:
        model, answers = self._model, self._answers
        last_month = model.grid.longest_month
        scenarios = tuple(Scenario(*scenario) for scenario in answers.scenarios[row])
        return Prediction(
            model=model.name,
            experimental=model.experimental,
            factors=model.columns.factors,
            informative=informative,
            curve=Curve(
                answers.months, answers.survival[row], answers.lower[row], answers.upper[row]
            ),
            horizons=tuple(
                Horizon(*at_horizon, scenarios if at_horizon[0] == last_month else ())
                for at_horizon in answers.horizons[row]
            ),
            median_months=answers.medians[row],
            restricted_mean_months=answers.restricted_means[row],
            restricted_to_month=last_month,
            ranges=tuple(
                RangeIfKnown(factor, *at_horizon)
                for factor, lowest, highest in answers.ranges[row]
                for at_horizon in zip(self._question.horizons_months, lowest, highest, strict=True)
            ),
            explanation=(),
        )

    def _explain(self, row: int, factors: tuple[str, ...]) -> tuple[HorizonExplanation, ...]:
        average, idle = (
            self._model.cohort_survival,
            _idle(has_log_hazard=self._log_hazard is not None),
        )
        return tuple(
            HorizonExplanation(
                months,
                float(average[months]),
                tuple([parts.get(factor) or idle[factor] for factor in factors]),
            )
            for months, parts in zip(self._question.horizons_months, self._parts(row), strict=True)
        )

    def _parts(self, row: int) -> list[dict[str, Contribution]]:
        """Write what the facts of a row contribute, at each horizon."""
        if row not in self._parts_of_row:
            informative = self._bare[row].informative
            facts = [(i, player) for i, player in enumerate(self._players) if player in informative]
            survival, determined = self._survival[row], self._determined[row]
            log_hazard = (
                [None] * len(survival) if self._log_hazard is None else self._log_hazard[row]
            )
            self._parts_of_row[row] = [
                {
                    player: Contribution(player, survival[i][h], log_hazard[i], determined[i][h])
                    for i, player in facts
                }
                for h in range(len(self._question.horizons_months))
            ]
        return self._parts_of_row[row]


@cache
def _idle(*, has_log_hazard: bool) -> dict[str, Contribution]:
    """Give what factors contribute that are unknown, or that the model does not use."""
    log_hazard = 0.0 if has_log_hazard else None
    return {factor: Contribution(factor, 0.0, log_hazard, determined=True) for factor in FACTORS}
