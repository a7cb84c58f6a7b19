"""Answers written as predictions."""

from functools import cache

from models.answers import Answers
from models.explanation import Contributions
from models.factors import FACTORS, Patient
from models.predicted import (
    Contribution,
    Curve,
    Horizon,
    HorizonExplanation,
    Prediction,
    RangeIfKnown,
    Scenario,
)
from models.query import Query
from models.survival_model import SurvivalModel


class PredictionAssembler:
    """Answers written as predictions, each part once for the patients who share it."""

    def __init__(self, model: SurvivalModel, query: Query, answers: Answers) -> None:
        self._model, self._query, self._answers = model, query, answers
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
        if not self._query.explain:
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
                for at_horizon in zip(self._query.horizons_months, lowest, highest, strict=True)
            ),
            explanation=(),
        )

    def _explain(self, row: int, factors: tuple[str, ...]) -> tuple[HorizonExplanation, ...]:
        average = self._model.cohort_survival
        idle = _idle(has_log_hazard=self._log_hazard is not None)
        return tuple(
            HorizonExplanation(
                months,
                float(average[months]),
                tuple([parts.get(factor) or idle[factor] for factor in factors]),
            )
            for months, parts in zip(self._query.horizons_months, self._parts(row), strict=True)
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
                for h in range(len(self._query.horizons_months))
            ]
        return self._parts_of_row[row]


@cache
def _idle(*, has_log_hazard: bool) -> dict[str, Contribution]:
    """Give what factors contribute that are unknown, or that the model does not use."""
    log_hazard = 0.0 if has_log_hazard else None
    return {factor: Contribution(factor, 0.0, log_hazard, determined=True) for factor in FACTORS}
