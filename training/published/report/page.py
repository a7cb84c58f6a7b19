"""The page: what is computed for a report, put into its template."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.forest.forest import DISAGREEMENT
from models.horizons import HORIZONS_MONTHS
from training.estimators.kaplan_meier import estimate_curve
from training.published.manifest import OUTCOME
from training.published.reconstruction.acceptance import (
    HAZARD_RATIO_TOLERANCE,
    STANDARD_ERROR_TOLERANCE,
)
from training.published.reconstruction.reconstruction import HAZARD_SHAPES
from training.published.reconstruction.simulation import SURVIVAL_TOLERANCE
from training.published.report import figures, hazard_ratios
from training.published.report.cells import (
    CellAnswer,
    answer_cells,
    cell_table,
    disagreements,
    mean_width,
)
from training.published.report.coefficients import (
    baseline_table,
    coefficient_table,
    covariance_table,
    undecided,
)
from training.published.report.effects import effect_table, partial_effects
from training.published.report.external import compare_series, external_table
from training.published.report.facts import fact_table, limitation_issues
from training.published.report.follow_up import cohort_table, outcome_table
from training.published.report.margins import margin_table
from training.published.report.scenarios import (
    scenario_cell_table,
    scenario_table,
    sensitivity_table,
)
from training.published.report.subject import Subject
from training.report.picture import style
from training.report.template import load_template


def compose_report(subject: Subject) -> bytes:
    """Write the report: one HTML file that loads nothing from elsewhere.

    Returns
    -------
    bytes
        UTF-8; the same for the same subject.
    """
    page = load_template("training.published.report", "report.html.j2").render(_content(subject))
    return f"{page.strip()}\n".encode()


def _content(subject: Subject) -> Mapping[str, object]:
    return {
        "subject": subject,
        "outcome": OUTCOME.replace("_", " "),
        "horizons": HORIZONS_MONTHS,
        "facts": fact_table(subject),
        "limitation_issues": limitation_issues(subject),
        **_reproduction(subject),
        **_models(subject),
    }


def _reproduction(subject: Subject) -> Mapping[str, object]:
    univariable, adjusted = hazard_ratios.reproduce(subject)
    at_12 = [
        float(estimate_curve(cohort.months, cohort.died, 12)[12])
        for cohort in subject.reconstructions
    ]
    with style():
        curves = figures.draw_kaplan_meier(subject)
    return {
        "outcomes": outcome_table(subject),
        "margins": margin_table(subject),
        "univariable": hazard_ratios.univariable_table(univariable),
        "adjusted": hazard_ratios.adjusted_table(adjusted),
        "repairs": hazard_ratios.repairs(subject),
        "cohorts": cohort_table(subject),
        "kaplan_meier": curves,
        "survival_12": (min(at_12), max(at_12)),
        "most_deaths": sum(
            int(cohort.died.sum()) == subject.published.deaths.highest
            for cohort in subject.reconstructions
        ),
        "shapes": HAZARD_SHAPES,
        "tolerance": {
            "hazard_ratio": HAZARD_RATIO_TOLERANCE,
            "standard_error": STANDARD_ERROR_TOLERANCE,
            "survival": SURVIVAL_TOLERANCE,
        },
    }


def _models(subject: Subject) -> Mapping[str, object]:
    cells, effects = answer_cells(subject), partial_effects(subject)
    with style():
        pictures = {
            "hazard_ratio_picture": figures.draw_hazard_ratios(subject),
            "baseline_picture": figures.draw_baseline(subject),
            "effect_picture": figures.draw_effects(subject, effects),
            "cell_picture": figures.draw_cells(subject, cells),
        }
    return {
        **pictures,
        "coefficients": coefficient_table(subject),
        "undecided": undecided(subject),
        "covariance": covariance_table(subject),
        "baseline": baseline_table(subject, (0, *HORIZONS_MONTHS)),
        "scenarios": scenario_table(subject),
        "scenario_cells": scenario_cell_table(subject, cells),
        "sensitivity": sensitivity_table(subject, cells),
        "external": external_table(subject),
        "lower_series": compare_series(subject),
        "effects": effect_table(subject, effects),
        "first_effect": next(effect for effect in effects if effect.cox is not None),
        "agreement": 1 - DISAGREEMENT,
        "cells": [cell_table(cells, months) for months in HORIZONS_MONTHS],
        "lowest": min(cells, key=_by_cox),
        "highest": max(cells, key=_by_cox),
        "example": work_example(subject, min(cells, key=_by_cox)),
        "disagreements": disagreements(cells),
        "between_share": max(cell.cox[-1].between / cell.cox[-1].within for cell in cells),
        "widths": {
            "cox": mean_width([cell.cox[-1] for cell in cells]),
            "forest": mean_width([cell.forest[-1] for cell in cells]),
        },
        "spans": {
            "cox": _span([cell.cox[-1].survival for cell in cells]),
            "forest": _span([cell.forest[-1].survival for cell in cells]),
        },
    }


def _by_cox(cell: CellAnswer) -> float:
    return cell.cox[-1].survival


def _span(survivals: list[float]) -> tuple[float, float]:
    return min(survivals), max(survivals)


@dataclass(frozen=True)
class Example:
    """One answer of the Cox model, step by step."""

    label: str
    log_hazard: float
    cumulative_hazard: float
    survival: float
    months: int


def work_example(subject: Subject, cell: CellAnswer) -> Example:
    """Recompute a cell's survival at the last month from the manifest's numbers alone."""
    record = subject.cox_record
    log_hazard = sum(
        told.served * value for told, value in zip(record.coefficients, cell.profile, strict=True)
    )
    hazard = record.baseline.cumulative_hazard[-1]
    survival = float(np.exp(-hazard * np.exp(log_hazard)))
    return Example(cell.label, log_hazard, hazard, survival, record.longest_month)
