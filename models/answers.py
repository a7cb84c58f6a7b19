"""The numbers of many predictions, as arrays: one row for each different patient."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.explanation import Contributions
from models.interval import Limits, limits_of
from models.known import Known
from models.question import Question
from models.survival_model import SurvivalModel
from models.terms import FloatArray
from models.timegrid import Months

HALF = 0.5


@dataclass(frozen=True, eq=False)
class Answers:
    """What a model answers to a question about rows of known facts."""

    model: SurvivalModel
    known: Known
    question: Question

    @cached_property
    def survival(self) -> FloatArray:
        """Mean survival on all months from the one survived, shape=(n_rows, n_months)."""
        months = self.model.grid.months_from(self.question.survived_months)
        return self.model.mean_survivals(self.known, months)

    @cached_property
    def months(self) -> Months:
        """The months with limits: all, or the one survived and the horizons."""
        if self.question.curve:
            return self.model.grid.months_from(self.question.survived_months)
        return self.question.months

    @cached_property
    def survival_at_months(self) -> FloatArray:
        """Survival where there are limits, shape=(n_rows, n_months)."""
        if self.question.curve:
            return self.survival
        return self.survival[:, np.array(self.months) - self.question.survived_months]

    @cached_property
    def limits(self) -> Limits:
        """The 95 % limits, shape=(n_rows, n_months)."""
        variance = self.model.variances(self.known, self.months)
        return limits_of(self.survival_at_months, variance, self.model.n_patients)

    @cached_property
    def places(self) -> list[int]:
        """Where the horizons stand among the months with limits."""
        if self.question.curve:
            survived = self.question.survived_months
            return [month - survived for month in self.question.horizons_months]
        return list(range(1, len(self.question.months)))

    @cached_property
    def average(self) -> list[float]:
        """The cohort's probability at the horizons, given months survived."""
        if not self.question.survived_months:
            average = self.model.cohort_survival[list(self.question.horizons_months)]
        else:
            nothing = self.model.averaging.encode([{}])
            average = self.model.mean_survivals(nothing, self.question.months)[0, 1:]
        found: list[float] = average.tolist()
        return found

    @cached_property
    def scenarios(self) -> list[tuple[tuple[float, float], ...]]:
        """Each row's probability at the last month, by the mean that is assumed."""
        if self.model.grid.longest_month not in self.question.horizons_months:
            return [()] * len(self.known)
        found = self.model.scenario_survivals(self.known, self.question.survived_months)
        by_row = np.array(list(found.values())).reshape(len(found), len(self.known)).T
        return [tuple(zip(found, row, strict=True)) for row in by_row.tolist()]

    @cached_property
    def medians(self) -> list[int | None]:
        """As `models.curves.median_months`, of each row."""
        reached = self.survival <= HALF
        first = np.where(reached.any(axis=1), reached.argmax(axis=1), -1).tolist()
        return [None if i < 0 else i + self.question.survived_months for i in first]

    @cached_property
    def restricted_means(self) -> list[float]:
        """As `models.curves.restricted_mean_months`, of each row."""
        survived = self.question.survived_months
        areas: FloatArray = np.asarray(np.trapezoid(self.survival, axis=1))
        return [survived + area for area in areas.tolist()]

    @cached_property
    def ranges(self) -> list[list[tuple[str, list[float], list[float]]]]:
        """Lowest and highest at the horizons, by factor unknown, of each row."""
        found: list[list[tuple[str, list[float], list[float]]]] = [
            [] for _ in range(len(self.known))
        ]
        tried = self.model.averaging.tried(self.known)
        if tried is None:
            return found
        survival = self.model.mean_survivals(tried.known, self.question.months)[:, 1:]
        lowest = np.minimum.reduceat(survival, tried.first).tolist()
        highest = np.maximum.reduceat(survival, tried.first).tolist()
        for (row, factor), low, high in zip(tried.asked, lowest, highest, strict=True):
            found[row].append((factor, low, high))
        return found

    @cached_property
    def contributions(self) -> Contributions:
        """Contributions at the horizons, of the probability from the operation on."""
        return self.model.contributions(self.known, self.question.horizons_months)
