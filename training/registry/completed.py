"""A registry's factors without gaps, and the groups that its models are averaged over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.outcome import Outcome
from models.terms import Columns
from training.registry.configuration.resolved import ResolvedConfiguration
from training.registry.fits.background import cuts_of
from training.registry.fits.imputation import impute
from training.registry.fits.microaggregation import Groups, microaggregate
from training.registry.registry import FactorColumn, Registry

Factors = Mapping[str, FactorColumn]

COMPLETENESS = "complete_resection"
"""Decides whom disease-free survival is defined for."""


@dataclass(frozen=True, eq=False)
class Completed:
    """The factors of each outcome's patients, imputed as often as was decided.

    Attributes
    ----------
    factors : mapping of outcome to tuple of mapping
        For each outcome its imputations; each maps a factor to an array, shape=(n_included,).
    """

    factors: Mapping[Outcome, tuple[Factors, ...]]


def complete_registry(
    registry: Registry, resolved: ResolvedConfiguration, n_jobs: int
) -> Completed:
    """Impute each outcome's patients, with that outcome's follow-up in the imputation models.

    The first outcome, whose imputations the groups are made of, has the factors of all models.
    """
    completed = {}
    for number, (outcome, decided) in enumerate(resolved.outcomes.items()):
        used = decided.factors if number else _all_factors(registry, resolved)
        completed[outcome] = tuple(
            impute(
                registry.factors,
                used,
                registry.follow_up[outcome],
                n_imputations=decided.imputations,
                seed=resolved.seed + number,
                n_jobs=n_jobs,
            )
        )
    return Completed(completed)


def _all_factors(registry: Registry, resolved: ResolvedConfiguration) -> tuple[str, ...]:
    needed = [COMPLETENESS] if "disease_free_survival" in resolved.outcomes else []
    used = [factor for decided in resolved.outcomes.values() for factor in decided.factors]
    return tuple(name for name in dict.fromkeys([*used, *needed]) if name in registry.factors)


def group_patients(completed: Completed, columns: Sequence[Columns]) -> Groups:
    """Microaggregate once, for all outcomes and models: several groupings could be intersected.

    Parameters
    ----------
    columns : sequence of Columns
        Of all models.
    """
    imputations = next(iter(completed.factors.values()))
    stacked = {name: np.concatenate([one[name] for one in imputations]) for name in imputations[0]}
    return microaggregate(stacked, cuts=cuts_of(columns), rows_per_patient=len(imputations))


def groups_of(outcome: Outcome, groups: Groups) -> Groups:
    """Keep the groups that an outcome is defined for; their weights sum to 1 again."""
    if outcome != "disease_free_survival" or COMPLETENESS not in groups.factors:
        return groups
    kept = groups.factors[COMPLETENESS] == True  # noqa: E712  # of an array of objects
    if not kept.any():
        return groups
    weights = groups.weights[kept]
    return Groups(
        {name: values[kept] for name, values in groups.factors.items()},
        weights / weights.sum(),
        groups.group_of_row,
    )
