"""From a registry to a bundle, step by step: decide, complete, group, fit, write down, report."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.outcome import Outcome
from models.terms import Columns
from training.bundle.arrays import cox_arrays, forest_arrays
from training.bundle.export import array_bytes, write_bundle, write_research
from training.bundle.forest_record import forest_record
from training.bundle.report import with_report
from training.registry.completed import (
    Completed,
    complete_registry,
    group_patients,
    groups_of,
)
from training.registry.configuration.configuration import Configuration
from training.registry.configuration.resolution import resolve
from training.registry.configuration.resolved import ResolvedConfiguration
from training.registry.description.description import Description, describe
from training.registry.fits.background import background_of
from training.registry.fits.cox import RegistryCox
from training.registry.fits.forest import forest_columns
from training.registry.fits.microaggregation import Groups
from training.registry.limitations import Findings, limitations_of
from training.registry.manifest import FittedModel, compose_registry_manifest, tell_fit
from training.registry.outcome_models import (
    OutcomeTask,
    fit_cause_specific,
    fit_cox,
    fit_forest,
)
from training.registry.record import (
    cause_specific_arrays,
    cause_specific_record,
    registry_cox_record,
)
from training.registry.registry import Registry
from training.registry.report.models import RegistrySubject, compose_report_of

REPORT = "report.html"

Tell = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class Fitted:
    """The models of one outcome, and the fits behind the Cox models."""

    outcome: Outcome
    models: tuple[FittedModel, ...]
    cox: tuple[RegistryCox, ...]


def train_registry(
    registry: Registry, configuration: Configuration, output: Path, *, n_jobs: int, tell: Tell
) -> ResolvedConfiguration:
    """Train a bundle on a registry and write it.

    Parameters
    ----------
    output : Path
        The bundle's folder; fitted estimators go to `<output>.research` beside it.
    tell : callable
        Takes a line that says how far the work is.

    Returns
    -------
    ResolvedConfiguration
        What was decided; its notices are to be shown.

    Raises
    ------
    ConfigurationRefused, RegistryCannotCarry, OutputRefused
    """
    resolved = resolve(configuration, registry)
    tell("completing the factors")
    completed = complete_registry(registry, resolved, n_jobs)
    columns = {outcome: _columns_of(outcome, registry, resolved) for outcome in resolved.outcomes}
    groups = group_patients(completed, [one for each in columns.values() for one in each.values()])
    fitted = []
    for outcome, by_model in columns.items():
        tell(f"fitting {outcome}")
        task = _question(outcome, registry, resolved, completed, n_jobs)
        fitted.append(_fit_outcome(task, by_model, groups_of(outcome, groups)))
    tell("writing the report")
    _write(output, registry, resolved, fitted)
    return resolved


def _columns_of(
    outcome: Outcome, registry: Registry, resolved: ResolvedConfiguration
) -> dict[str, Columns]:
    decided, included = resolved.outcomes[outcome], registry.follow_up[outcome].included
    columns = {}
    if decided.cox:
        columns["cox"] = Columns(decided.cox.terms)
    if decided.forest:
        known = {name: column[included] for name, column in registry.factors.items()}
        columns["forest"] = forest_columns(known, decided.forest.factors)
    return columns


def _question(
    outcome: Outcome,
    registry: Registry,
    resolved: ResolvedConfiguration,
    completed: Completed,
    n_jobs: int,
) -> OutcomeTask:
    return OutcomeTask(
        outcome=outcome,
        decided=resolved.outcomes[outcome],
        imputations=completed.factors[outcome],
        follow_up=registry.follow_up[outcome],
        seed=resolved.seed,
        n_jobs=n_jobs,
    )


def _fit_outcome(task: OutcomeTask, columns: Mapping[str, Columns], groups: Groups) -> Fitted:
    models: list[FittedModel] = []
    cox: tuple[RegistryCox, ...] = ()
    if "cox" in columns:
        fit = _cause_specific if task.outcome == "cancer_specific_survival" else _cox
        model, cox = fit(task, columns["cox"], groups)
        models.append(model)
    if "forest" in columns:
        models.append(_forest(task, columns["forest"], groups))
    return Fitted(task.outcome, tuple(models), cox)


def _cox(
    task: OutcomeTask, columns: Columns, groups: Groups
) -> tuple[FittedModel, tuple[RegistryCox, ...]]:
    background = background_of(groups, columns, len(task.imputations))
    model, fit = fit_cox(task, columns, background)
    record = registry_cox_record(model, fit, _file(task, "cox"))
    arrays = array_bytes(cox_arrays(model))
    return FittedModel(model, record, arrays, {"death": tell_fit(fit)}), (fit,)


def _cause_specific(
    task: OutcomeTask, columns: Columns, groups: Groups
) -> tuple[FittedModel, tuple[RegistryCox, ...]]:
    background = background_of(groups, columns, len(task.imputations))
    model, fit = fit_cause_specific(task, columns, background)
    record = cause_specific_record(model, fit, _file(task, "cox"))
    arrays = array_bytes(cause_specific_arrays(model))
    told = {"sarcoma": tell_fit(fit.sarcoma), "other": _tell_other(fit.other)}
    return FittedModel(model, record, arrays, told), (fit.sarcoma, fit.other)


def _tell_other(fit: RegistryCox) -> dict[str, Any]:
    """Tell of the other deaths; too few for coefficients, they may be too few to be counted."""
    if fit.penalty_reason == "baseline_only":
        return {"penalty_reason": fit.penalty_reason}
    return tell_fit(fit)


def _forest(task: OutcomeTask, columns: Columns, groups: Groups) -> FittedModel:
    asked = task.decided.forest
    if asked is None:
        raise TypeError("no forest was decided on")
    background = background_of(groups, columns, len(task.imputations))
    model, tuning = fit_forest(task, columns, background, asked)
    record = forest_record(model, tuning.growth.as_dict(), _file(task, "forest"))
    told = {"tuning": tuning.as_dict()}
    return FittedModel(model, record, array_bytes(forest_arrays(model)), told)


def _file(task: OutcomeTask, model: str) -> str:
    return f"{task.outcome}.{model}.npz"


def _write(
    output: Path,
    registry: Registry,
    resolved: ResolvedConfiguration,
    fitted: Sequence[Fitted],
) -> None:
    descriptions = {one.outcome: _describe(registry, one.outcome, resolved) for one in fitted}
    limitations = limitations_of([_findings(one, resolved, descriptions) for one in fitted])
    models = [model for one in fitted for model in one.models]
    manifest = compose_registry_manifest(registry, resolved, models, limitations)
    report = compose_report_of(
        RegistrySubject(
            manifest=manifest,
            resolved=resolved,
            descriptions=descriptions,
            cox={one.outcome: one.cox for one in fitted},
            models={(one.model.outcome, one.model.name): one.model for one in models},
        )
    )
    files = {model.record.arrays: model.arrays for model in models}
    write_bundle(output, with_report(manifest, REPORT, report), {**files, REPORT: report})
    write_research(output, dict(_estimators(fitted)))


def _describe(registry: Registry, outcome: Outcome, resolved: ResolvedConfiguration) -> Description:
    cox = resolved.outcomes[outcome].cox
    return describe(registry, outcome, Columns(cox.terms) if cox else None)


def _findings(
    one: Fitted, resolved: ResolvedConfiguration, descriptions: Mapping[Outcome, Description]
) -> Findings:
    together = descriptions[one.outcome].multivariable
    test = together.all_terms if together else None
    return Findings(
        outcome=one.outcome,
        n_imputations=resolved.outcomes[one.outcome].imputations,
        has_forest=resolved.outcomes[one.outcome].forest is not None,
        cox=one.cox,
        constancy_p=None if test is None else test.p,
    )


def _estimators(fitted: Sequence[Fitted]) -> Iterator[tuple[str, object]]:
    for one in fitted:
        for number, fit in enumerate(one.cox):
            hazard = f".{('sarcoma', 'other')[number]}" if len(one.cox) > 1 else ""
            yield f"{one.outcome}.cox{hazard}", [each.estimator for each in fit.fits]
