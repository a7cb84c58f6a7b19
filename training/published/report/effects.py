"""Partial effects: the average over the cohort with one factor held, in both models."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.averaging.background import Facts, average_over
from models.prediction import interval
from models.survival_model import SurvivalModel
from models.terms import Term
from training.published.report.subject import Subject
from training.report.table import Column, Row, Table, text
from training.report.wording import (
    estimate_percent,
    examples_of,
    points,
    states_of,
    term_label,
)


@dataclass(frozen=True)
class HeldAverage:
    """The average at the last month with one factor held, with its 95 % limits."""

    survival: float
    lower: float
    upper: float


@dataclass(frozen=True)
class PartialEffect:
    """One factor in one model: its term held at 0 and at 1.

    `determined` is false where the reconstructions do not agree on the direction.
    """

    without: HeldAverage
    with_: HeldAverage
    determined: bool

    @property
    def difference(self) -> float:
        """What the term's 1 adds to the average."""
        return self.with_.survival - self.without.survival


@dataclass(frozen=True)
class FactorEffects:
    """One factor in both models; None where the Cox model does not use it."""

    term: Term
    states: tuple[str, str]
    forest: PartialEffect
    cox: PartialEffect | None


def partial_effects(subject: Subject) -> tuple[FactorEffects, ...]:
    """Hold every factor of the forest in turn, in the forest and in the Cox model."""
    in_cox = set(subject.cox.columns.terms)
    return tuple(
        FactorEffects(
            term=term,
            states=states_of(term),
            forest=_effect(subject.forest, term),
            cox=_effect(subject.cox, term) if term in in_cox else None,
        )
        for term in subject.forest.columns.terms
    )


def _effect(model: SurvivalModel, term: Term) -> PartialEffect:
    without, with_ = examples_of(term)
    last_month = model.grid.longest_month
    explained = model.attribute({term.factor: with_}, (term.factor,), (last_month,))
    return PartialEffect(
        without=_average(model, {term.factor: without}),
        with_=_average(model, {term.factor: with_}),
        determined=bool(explained[term.factor].determined[0]),
    )


def _average(model: SurvivalModel, held: Facts) -> HeldAverage:
    over = average_over(model.background, model.columns, held)
    survival, limits = model.mean_survival(over), interval(model, over)
    return HeldAverage(float(survival[-1]), float(limits.lower[-1]), float(limits.upper[-1]))


def effect_table(subject: Subject, effects: Sequence[FactorEffects]) -> Table:
    """Write the partial effects at the last month, a row for each factor and model."""
    return Table(
        "partial-effects",
        f"Average survival at {subject.forest_record.longest_month} months with one factor held",
        (
            text("Group"),
            text("Model"),
            Column("Not in the group (95 % interval)"),
            Column("In the group (95 % interval)"),
            Column("Difference, percentage points"),
            text("Direction over the reconstructions"),
        ),
        tuple(row for effect in effects for row in _rows(effect)),
    )


def _rows(effect: FactorEffects) -> Iterator[Row]:
    for model, partial in (("Cox", effect.cox), ("forest", effect.forest)):
        if partial is None:
            continue
        yield (
            term_label(effect.term),
            model,
            _held(partial.without),
            _held(partial.with_),
            points(partial.difference),
            "agreed" if partial.determined else "not determined by the evidence",
        )


def _held(average: HeldAverage) -> str:
    return estimate_percent(average.survival, average.lower, average.upper)
