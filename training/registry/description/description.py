"""A registry's description: everything that is said of one outcome's patients, ready to be shown.

Nothing in it is exact. It holds counts as `training.registry.disclosure` shows them, and estimates
for groups with at least 5 patients with, and 5 without, the event.
"""

from dataclasses import dataclass

from models.outcome import Outcome
from models.terms import Columns
from training.registry.description.cumulative_incidence import IncidenceCurve, draw_incidence
from training.registry.description.hazard_ratios import (
    FactorHazardRatios,
    Multivariable,
    compare_levels,
    fit_terms,
)
from training.registry.description.patients import select_patients
from training.registry.description.survival_curves import (
    FactorCurves,
    SurvivalCurve,
    draw_factor,
    draw_overall,
)
from training.registry.description.table_one import TableOneFactor, make_table_one
from training.registry.disclosure import SMALLEST_CELL, Shown, show_count, show_parts
from training.registry.fits.refusals import RegistryCannotCarry
from training.registry.registry import Registry


@dataclass(frozen=True)
class LeftOut:
    """Rows that were left out, by the code of the reason."""

    code: str
    n: Shown


@dataclass(frozen=True)
class Description:
    """What a registry's report says of the patients of one outcome.

    Attributes
    ----------
    n_rows, n_patients, n_included : Shown
        Rows of the file; patients who passed every check; those the outcome is defined for.
    left_out : tuple of LeftOut
    table_one : tuple of TableOneFactor
        Of all patients.
    overall : SurvivalCurve
    by_factor : tuple of FactorCurves
    incidence : tuple of IncidenceCurve
        By cause; empty where there is but one.
    univariable : tuple of FactorHazardRatios
    multivariable : Multivariable or None
        None where no terms were given.
    """

    outcome: Outcome
    n_rows: Shown
    n_patients: Shown
    n_included: Shown
    left_out: tuple[LeftOut, ...]
    table_one: tuple[TableOneFactor, ...]
    overall: SurvivalCurve
    by_factor: tuple[FactorCurves, ...]
    incidence: tuple[IncidenceCurve, ...]
    univariable: tuple[FactorHazardRatios, ...]
    multivariable: Multivariable | None


class TooFewPatients(RegistryCannotCarry):
    """Fewer than 5 patients: nothing can be said of them."""


def describe(registry: Registry, outcome: Outcome, terms: Columns | None = None) -> Description:
    """Describe the patients of a registry, and how they fared.

    Parameters
    ----------
    registry : Registry
    outcome : Outcome
        One that the registry records.
    terms : Columns or None
        Of the multivariable model; without them there is none.

    Raises
    ------
    TooFewPatients
        Where the outcome is defined for fewer than 5.
    """
    follow_up = registry.follow_up[outcome]
    n_included = int(follow_up.included.sum())
    if n_included < SMALLEST_CELL:
        raise TooFewPatients("a description needs at least 5 patients with the outcome")
    patients = select_patients(registry, outcome)
    kept = {name: column[follow_up.included] for name, column in registry.factors.items()}
    included, _ = show_parts([n_included, registry.n_patients - n_included])
    return Description(
        outcome=outcome,
        n_rows=show_count(registry.n_rows),
        n_patients=show_count(registry.n_patients),
        n_included=included,
        left_out=_left_out(registry),
        table_one=make_table_one(registry.factors, registry.n_patients),
        overall=draw_overall(patients),
        by_factor=tuple(draw_factor(patients, g) for g in patients.groupings),
        incidence=draw_incidence(patients),
        univariable=tuple(compare_levels(patients, g) for g in patients.groupings),
        multivariable=fit_terms(patients, kept, terms) if terms is not None else None,
    )


def _left_out(registry: Registry) -> tuple[LeftOut, ...]:
    steps = [step.n_left_out for step in registry.flow]
    _, *shown = show_parts([registry.n_patients, *steps])
    return tuple(LeftOut(step.code, n) for step, n in zip(registry.flow, shown, strict=True))
