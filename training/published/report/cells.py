"""Both models over the cells of the Cox model: every combination of its terms."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from models.averaging.background import Facts, average_over
from models.disagreement import models_disagree
from models.horizons import HORIZONS_MONTHS
from models.prediction import interval
from models.survival_model import SurvivalModel
from models.terms import Term
from training.published.report.subject import Subject
from training.report.table import Column, RowGroup, Table, text
from training.report.wording import estimate_percent, examples_of, number, percent, states_of


@dataclass(frozen=True)
class CellHorizon:
    """A model's answer at one horizon, with the two parts of its variance.

    `within` and `between` are W and B, of log(-log(S)).
    """

    survival: float
    lower: float
    upper: float
    within: float
    between: float


@dataclass(frozen=True)
class CellAnswer:
    """What both models say of one combination of the Cox model's terms.

    Attributes
    ----------
    states : tuple of str
        What each term's value means.
    share, share_lowest, share_highest : float
        Patients in the cell: mean, lowest and highest over the reconstructions.
    cox, forest : tuple of CellHorizon
        By `HORIZONS_MONTHS`.
    """

    profile: tuple[float, ...]
    states: tuple[str, ...]
    share: float
    share_lowest: float
    share_highest: float
    cox: tuple[CellHorizon, ...]
    forest: tuple[CellHorizon, ...]

    @property
    def label(self) -> str:
        """The cell in words."""
        return ", ".join(self.states)


def answer_cells(subject: Subject) -> tuple[CellAnswer, ...]:
    """Ask both models about every cell, the forest's other factors being unknown."""
    terms = subject.cox.columns.terms
    return tuple(_answer(subject, terms, profile) for profile in product((0, 1), repeat=len(terms)))


def _answer(subject: Subject, terms: Sequence[Term], profile: tuple[int, ...]) -> CellAnswer:
    background = subject.cox.background
    here = (background.profiles == profile).all(axis=1)
    shares = background.cohort_weights[:, here].sum(axis=1)
    facts = {
        term.factor: examples_of(term)[value] for term, value in zip(terms, profile, strict=True)
    }
    return CellAnswer(
        profile=tuple(map(float, profile)),
        states=tuple(states_of(term)[value] for term, value in zip(terms, profile, strict=True)),
        share=float(background.weights[here].sum()),
        share_lowest=float(shares.min()),
        share_highest=float(shares.max()),
        cox=_horizons(subject.cox, facts),
        forest=_horizons(subject.forest, facts),
    )


def _horizons(model: SurvivalModel, facts: Facts) -> tuple[CellHorizon, ...]:
    over = average_over(model.background, model.columns, facts)
    survival, limits = model.mean_survival(over), interval(model, over)
    variance = model.variance(over)
    return tuple(
        CellHorizon(
            survival=float(survival[months]),
            lower=float(limits.lower[months]),
            upper=float(limits.upper[months]),
            within=float(variance.within[months]),
            between=float(variance.between[months]),
        )
        for months in HORIZONS_MONTHS
    )


def cell_table(cells: Sequence[CellAnswer], months: int) -> Table:
    """Write both models' answers at one horizon."""
    at = HORIZONS_MONTHS.index(months)
    return Table(
        f"cells-{months}",
        f"Survival at {months} months in the eight cells",
        (
            text("Patients with"),
            Column("Share of patients (lowest to highest)"),
            Column("Survival (95 % interval)"),
            Column("W"),
            Column("B"),
            Column("Survival (95 % interval)"),
            Column("W"),
            Column("B"),
        ),
        tuple(
            (
                cell.label,
                estimate_percent(cell.share, cell.share_lowest, cell.share_highest),
                *_columns(cell.cox[at]),
                *_columns(cell.forest[at]),
            )
            for cell in cells
        ),
        groups=(RowGroup("", 2), RowGroup("Cox", 3), RowGroup("Forest (experimental)", 3)),
    )


def _columns(answer: CellHorizon) -> tuple[str, ...]:
    return (
        estimate_percent(answer.survival, answer.lower, answer.upper),
        number(answer.within),
        number(answer.between),
    )


def disagreements(cells: Sequence[CellAnswer]) -> tuple[str, ...]:
    """List where each model lies outside the other's interval, as the service warns of it."""
    return tuple(
        f"{cell.label}, at {months} months: {percent(cox.survival)} by Cox, "
        f"{percent(forest.survival)} by the forest"
        for cell in cells
        for months, cox, forest in zip(HORIZONS_MONTHS, cell.cox, cell.forest, strict=True)
        if models_disagree(cox, forest)
    )


def mean_width(answers: Sequence[CellHorizon]) -> float:
    """Average the width of intervals."""
    return float(np.mean([answer.upper - answer.lower for answer in answers]))
