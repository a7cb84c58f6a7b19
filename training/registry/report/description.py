"""The sections of a report that describe a registry's patients."""

from training.registry.description.description import Description
from training.registry.report.pictures import draw_curves, draw_incidences
from training.registry.report.tables import (
    flow_table,
    multivariable_table,
    proportionality_table,
    survival_table,
    table_one,
    univariable_table,
)
from training.report.picture import style
from training.report.section import Block, Picture, Section

ROUNDING = (
    "Counts are rounded to the nearest multiple of 5, and below 5 only that is said; a count is "
    "withheld where another could be computed from it. Percentages and curves are as coarse. So "
    "the parts of a whole need not add up to it."
)
CURVES = (
    "Kaplan-Meier estimates. A curve is told at months by which at least 5 more patients have had "
    "the event, to the nearest step that 5 patients of the group make, is drawn straight between "
    "them, and ends with the last year in which at least 10 are at risk. Estimates at horizons, "
    "and medians, are read from the curve as drawn. The log-rank test and the 95 % limits were "
    "computed before."
)
COMPETING = (
    "For this outcome, deaths of another cause are censored here; what they do to the probability "
    "of the event is shown under cumulative incidence."
)
INCIDENCE = (
    "Aalen-Johansen estimates: the probability of having had each kind of event by a month, all "
    "causes being at work."
)
RATIOS = (
    "Cox models with Efron's handling of ties; p is Wald's. A group with fewer than 5 patients, "
    "with or without the event, takes no part. Factors with a number are divided at the published "
    "cut points. These are associations in patients who were operated on: none says what a "
    "treatment does."
)
PROPORTIONALITY = (
    "A small p says that a hazard ratio changes with time, so that the one above is an average "
    "over the follow-up. Each test is the score test of a coefficient that drifts with 1 - S(t) "
    "(Grambsch and Therneau 1994, as R's cox.zph computes it since version 3.0)."
)


def describe_sections(description: Description) -> tuple[Section, ...]:
    """Make the sections: patients, curves, incidence by cause, hazard ratios, their constancy."""
    with style():
        sections = (
            Section("patients", "The patients", _patients(description), is_wide=True),
            Section("survival-curves", "Survival by group", _curves(description), is_wide=True),
            Section("cumulative-incidence", "Incidence by cause", _incidence(description)),
            Section("ratios", "Hazard ratios", _ratios(description), is_wide=True),
            Section(
                "constancy",
                "Whether hazard ratios are constant",
                (PROPORTIONALITY, proportionality_table(description)),
            ),
        )
    return tuple(section for section in sections if section.blocks)


def _patients(description: Description) -> tuple[Block, ...]:
    return ROUNDING, flow_table(description), table_one(description)


def _curves(description: Description) -> tuple[Block, ...]:
    overall = description.overall
    groups = [("overall", "all patients", [overall] if overall.months else [])] + [
        (factor.factor, factor.label, [curve for curve in factor.curves if curve.months])
        for factor in description.by_factor
    ]
    pictures = [
        Picture(
            draw_curves(curves, f"{description.outcome}-{name}", label),
            f"Kaplan-Meier curves: {label}.",
        )
        for name, label, curves in groups
        if curves
    ]
    words = (CURVES, COMPETING) if description.incidence else (CURVES,)
    return (*words, survival_table(description), *pictures)


def _incidence(description: Description) -> tuple[Block, ...]:
    shown = [curve for curve in description.incidence if curve.months]
    if not shown:
        return ()
    return INCIDENCE, Picture(draw_incidences(shown), "Cumulative incidence by cause.")


def _ratios(description: Description) -> tuple[Block, ...]:
    together = multivariable_table(description)
    return RATIOS, univariable_table(description), *(() if together is None else (together,))
