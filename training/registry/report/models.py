"""The report of a bundle trained on a registry: what was decided, fitted, and found doubtful."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from models.horizons import HORIZONS_MONTHS
from models.manifest import Manifest
from models.outcome import Outcome
from models.survival_model import SurvivalModel
from training.registry.configuration.resolved import ResolvedConfiguration
from training.registry.description.description import Description
from training.registry.fits.cox import RegistryCox
from training.registry.report.description import describe_sections
from training.registry.report.page import Front, compose_registry_report
from training.report.section import Block, Section
from training.report.table import Column, Row, Table, text
from training.report.wording import estimate, number, percent

LIMIT_975 = 1.959963984540054

FRONT = Front(
    title="What the survival models of this registry rest on",
    lead=(
        "Who the patients are, how they fared, how the models were fitted to them, and what "
        "speaks against believing the models."
    ),
    notice=(
        (
            "Not for clinical use: validated in no patients but those it was fitted on. It "
            "describes prognosis and recommends no treatment."
        ),
        (
            "Personal data until the registry's hospital has reviewed it. Counts are rounded; that "
            "bounds what can be computed from this page, and makes nothing anonymous."
        ),
    ),
    footer="Written with the bundle by pulmet; the bundle's manifest holds its hash.",
)

HAZARDS = ("Death from the sarcoma", "Death of another cause")

FAITHFUL = (
    "Every average runs over made-up profiles of groups of patients, and models smooth: this is "
    "how far the models' own averages then lie from the Kaplan-Meier estimate (for "
    "cancer-specific survival, from 1 minus the cumulative incidence)."
)
RATIOS = (
    "Hazard ratios of the model that is served, pooled over the imputations by Rubin's rules; 95 % "
    "limits by the normal distribution. A term of a spline has no meaning by itself."
)
SIZE = (
    "Riley's criteria: patients needed so that effects need not be shrunk by more than a tenth, so "
    "that the explained variation is not overstated by more than 0.05, and so that the overall "
    "risk is known within 0.05. Where a criterion cannot be met by any number, the terms explain "
    "too little."
)
TUNING = (
    "Every combination grew the same number of pilot trees; the smallest integrated Brier score "
    "out of bag was chosen, the smoother forest where two are equal."
)


@dataclass(frozen=True, eq=False)
class RegistrySubject:
    """A bundle before it is written, and what is known of its patients and fits.

    Attributes
    ----------
    manifest : Manifest
        With every file but the report.
    cox : mapping of outcome to sequence of RegistryCox
        One for each hazard.
    """

    manifest: Manifest
    resolved: ResolvedConfiguration
    descriptions: Mapping[Outcome, Description]
    cox: Mapping[Outcome, Sequence[RegistryCox]]
    models: Mapping[tuple[Outcome, str], SurvivalModel]


def compose_report_of(subject: RegistrySubject) -> bytes:
    """Write the report: one HTML file that loads nothing from elsewhere."""
    sections = [_limitations(subject), _decisions(subject)]
    for outcome, description in subject.descriptions.items():
        own = [*describe_sections(description), *_models_of(subject, outcome)]
        sections += [_of_outcome(section, outcome) for section in own]
    return compose_registry_report(FRONT, sections)


def _of_outcome(section: Section, outcome: Outcome) -> Section:
    """Keep the anchors of several outcomes apart, and name the outcome in each heading."""
    words = outcome.replace("_", " ").capitalize()
    blocks = tuple(
        replace(block, name=f"{outcome}-{block.name}") if isinstance(block, Table) else block
        for block in section.blocks
    )
    heading = f"{words}: {section.heading[:1].lower()}{section.heading[1:]}"
    return replace(section, name=f"{outcome}-{section.name}", heading=heading, blocks=blocks)


def _limitations(subject: RegistrySubject) -> Section:
    told = tuple(limitation.message for limitation in subject.manifest.limitations)
    return Section("limitations", "Limitations", told)


def _decisions(subject: RegistrySubject) -> Section:
    resolved = subject.resolved
    rows: list[Row] = [("Seed", str(resolved.seed))]
    for outcome, decided in resolved.outcomes.items():
        words = outcome.replace("_", " ")
        rows += [
            (f"{words}: last month", str(decided.longest_month)),
            (f"{words}: imputations", str(decided.imputations)),
            (f"{words}: terms of the Cox model", _terms(decided.cox.terms if decided.cox else ())),
            (
                f"{words}: factors of the forest",
                ", ".join(decided.forest.factors) if decided.forest else "none",
            ),
        ]
    rows += [
        (
            f"{notice.code.replace('_', ' ')}",
            f"{notice.outcome or ''} {notice.factor or ''}".strip(),
        )
        for notice in resolved.notices
    ]
    table = Table(
        "decisions", "Decided before fitting", (text("What"), text("Decision")), tuple(rows)
    )
    return Section("decisions", "What was decided", (table,))


def _terms(terms: Sequence[Any]) -> str:
    return ", ".join(term.name for term in terms) or "none"


def _models_of(subject: RegistrySubject, outcome: Outcome) -> Iterator[Section]:
    cox = subject.cox[outcome]
    if cox:
        blocks: list[Block] = [RATIOS]
        blocks += [_ratio_table(fit, i if len(cox) > 1 else None) for i, fit in enumerate(cox)]
        blocks += [SIZE, _size_table(cox)]
        yield Section("cox", "The Cox model that is served", tuple(blocks))
    tuning = _tuning_of(subject, outcome)
    if tuning:
        yield Section("forest", "The forest that is served", (TUNING, _tuning_table(tuning)))
    yield Section("faithfulness", "Models' averages", (FAITHFUL, _average_table(subject, outcome)))


def _ratio_table(fit: RegistryCox, hazard: int | None) -> Table:
    rows: list[Row] = []
    for term, value, se in zip(
        fit.columns.terms, fit.served.coefficients, fit.pooled.standard_errors, strict=True
    ):
        ratio, lower, upper = np.exp(value + LIMIT_975 * se * np.array([0.0, -1.0, 1.0]))
        rows.append((term.name, number(value), number(se), estimate(ratio, lower, upper)))
    penalty = f"ridge penalty {fit.penalty:g}" if fit.penalty else "no penalty"
    caption = "Coefficients" if hazard is None else HAZARDS[hazard]
    columns = (
        text("Term"),
        Column("log hazard ratio"),
        Column("standard error"),
        Column("hazard ratio (95 % limits)"),
    )
    name = f"coefficients-{hazard or 0}"
    return Table(name, f"{caption} ({penalty})", columns, tuple(rows))


def _size_table(cox: Sequence[RegistryCox]) -> Table:
    rows: list[Row] = []
    for i, fit in enumerate(cox):
        if fit.penalty_reason == "baseline_only":
            continue
        size, needed = fit.sample_size, fit.sample_size.needed
        rows.append(
            (
                HAZARDS[i] if len(cox) > 1 else "The event",
                str(round(fit.events_per_parameter)),
                *(_needed(n) for n in (needed.for_shrinkage, needed.for_optimism, needed.for_risk)),
                "enough" if size.verdict == "ok" else "fewer patients than needed",
            )
        )
    columns = (
        text("Hazard"),
        Column("events per term"),
        Column("needed for shrinkage"),
        Column("for optimism"),
        Column("for the overall risk"),
        text("Verdict"),
    )
    return Table("sample-size", "Patients needed", columns, tuple(rows))


def _needed(patients: int | None) -> str:
    return "no number" if patients is None else str(patients)


def _tuning_of(subject: RegistrySubject, outcome: Outcome) -> Mapping[str, Any]:
    told: Mapping[str, Any] = subject.manifest.training["models"].get(f"{outcome}.forest", {})
    tuning: Mapping[str, Any] = told.get("tuning", {})
    return tuning


def _tuning_table(tuning: Mapping[str, Any]) -> Table:
    chosen = tuning["growth"]
    rows: list[Row] = []
    for tried in tuning["candidates"]:
        is_chosen = all(chosen[key] == tried[key] for key in ("min_samples_leaf", "max_features"))
        verdict = "chosen" if is_chosen else ""
        rows.append(
            (
                str(tried["min_samples_leaf"]),
                str(tried["max_features"]),
                number(tried["error"], 4),
                verdict,
            )
        )
    columns = (
        Column("smallest leaf"),
        Column("terms tried"),
        Column("integrated Brier score"),
        text(""),
    )
    return Table("tuning", "Forests tried", columns, tuple(rows))


def _average_table(subject: RegistrySubject, outcome: Outcome) -> Table:
    models = {name: m for (of, name), m in subject.models.items() if of == outcome}
    longest = min(model.grid.longest_month for model in models.values())
    rows: list[Row] = [
        (
            str(month),
            _estimated(subject.descriptions[outcome], month),
            *(percent(float(model.cohort_survival[month])) for model in models.values()),
        )
        for month in HORIZONS_MONTHS
        if month <= longest
    ]
    columns = (Column("Month"), Column("estimated"), *(Column(name) for name in models))
    return Table("averages", "Average survival", columns, tuple(rows))


def _estimated(description: Description, month: int) -> str:
    if description.incidence:
        incidence = description.incidence[0].at(month)
        return "not shown" if incidence is None else percent(1.0 - incidence)
    told = description.overall.at(month)
    return "not shown" if told is None else percent(told[0])
