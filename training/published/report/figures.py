"""The pictures of a report."""

from collections.abc import Sequence

import numpy as np
from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import LinearSegmentedColormap, Normalize
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from models.horizons import HORIZONS_MONTHS
from models.prediction import interval
from training.estimators.kaplan_meier import estimate_curve
from training.published.reconstruction.reconstruction import HAZARD_SHAPES
from training.published.report.cells import CellAnswer, CellHorizon
from training.published.report.coefficients import hazard_ratio
from training.published.report.effects import FactorEffects, PartialEffect
from training.published.report.subject import Subject
from training.report.picture import COX, FOREST, INK, MUTED, PAPER, PUBLISHED, RULE, picture_of
from training.report.wording import number, percent, term_label

SHAPE_COLOURS = LinearSegmentedColormap.from_list("shape", ["#3a7fc8", "#8f7d9c", "#d0682a"], N=16)
"""Of middling lightness, to be seen on white and on black alike."""

WIDTH_INCHES = 6.8
OFFSET = 0.17


def draw_kaplan_meier(subject: Subject) -> Markup:
    """Draw survival in every reconstruction, coloured by the assumed shape of its hazard."""
    longest = subject.cox.grid.longest_month
    shown = 2 * longest
    survival = subject.published.survival_60.value
    figure = Figure(figsize=(WIDTH_INCHES, 4.0), layout="constrained")
    axes = figure.subplots()
    lowest, highest = HAZARD_SHAPES
    axes.axvspan(longest, shown, color=RULE, alpha=0.35, linewidth=0)
    for cohort in subject.reconstructions:
        curve = estimate_curve(cohort.months, cohort.died, shown)
        colour = SHAPE_COLOURS((cohort.hazard_shape - lowest) / (highest - lowest))
        axes.step(range(shown + 1), curve, where="post", color=colour, linewidth=0.9, alpha=0.85)
    axes.axvline(longest, color=INK, linewidth=0.9, linestyle="--")
    axes.axhline(survival, color=INK, linewidth=0.9, linestyle=":")
    axes.plot([longest], [survival], "o", color=INK, markerfacecolor=PAPER, markersize=6)
    axes.annotate(
        f"published: {percent(survival)} at {longest} months",
        (longest, survival),
        xytext=(longest + 2, survival + 0.045),
    )
    axes.annotate("not supported", (shown - 1, 0.03), color=MUTED, ha="right")
    _set_survival_axis(axes)
    axes.set(xlim=(0, shown), xlabel="Months after the operation", ylabel="Alive, %")
    axes.set_xticks(range(0, shown + 1, 12))
    bar = figure.colorbar(
        ScalarMappable(Normalize(lowest, highest), SHAPE_COLOURS),
        ax=axes,
        shrink=0.8,
        aspect=25,
        pad=0.02,
    )
    bar.set_label("Assumed Weibull shape of the hazard")
    bar.outline.set_visible(False)
    at = [estimate_curve(cohort.months, cohort.died, longest) for cohort in subject.reconstructions]
    return picture_of(
        figure,
        "kaplan-meier",
        f"Kaplan-Meier curves of {len(at)} reconstructions over {shown} months, coloured by the "
        f"Weibull shape of the hazard. All pass close to {percent(survival)} at {longest} months, "
        f"which is marked; at 12 months they range from {percent(min(c[12] for c in at))} "
        f"to {percent(max(c[12] for c in at))}.",
    )


def draw_hazard_ratios(subject: Subject) -> Markup:
    """Draw the Cox model's hazard ratios, as published, by the prior and as served."""
    record = subject.cox_record
    figure = Figure(figsize=(WIDTH_INCHES, 2.7), layout="constrained")
    axes = figure.subplots()
    labels, told = [], []
    rows = zip(record.terms, record.coefficients, subject.published.adjusted, strict=True)
    for i, (term, one, row) in enumerate(rows):
        labels.append(term_label(term))
        published = (row.hazard_ratio, row.lower, row.upper)
        served = hazard_ratio(one.served, one.served_se)
        _draw_limits(axes, i - 0.22, published, PUBLISHED, "o")
        if one.prior_mean is not None and one.prior_sd is not None:
            _draw_limits(axes, i, hazard_ratio(one.prior_mean, one.prior_sd), MUTED, "D")
        _draw_limits(axes, i + 0.22, served, COX, "s")
        told.append(f"{labels[-1]}: published {_in_words(published)}, served {_in_words(served)}")
    axes.axvline(1, color=INK, linewidth=0.8)
    axes.set_xscale("log")
    ticks = [0.1, 0.2, 0.5, 1.0, 2.0, 4.0]
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.set_xticks([], minor=True)
    axes.set_xlim(0.09, 4.6)
    axes.set_xlabel("Hazard ratio of death, with 95 % limits (below 1: better survival)")
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.grid(visible=True, axis="x")
    axes.tick_params(axis="y", length=0)
    _add_legend(
        figure,
        [
            ("published", PUBLISHED, "o"),
            ("prior from other series", MUTED, "D"),
            ("served", COX, "s"),
        ],
    )
    return picture_of(
        figure, "hazard-ratios", f"Forest plot of the hazard ratios. {'; '.join(told)}."
    )


def draw_baseline(subject: Subject) -> Markup:
    """Draw the baseline and the cohort's mean, and that mean in every scenario."""
    model = subject.cox
    months, longest = model.grid.months, model.grid.longest_month
    mean, limits = model.mean_survival(model.background), interval(model, model.background)
    baseline = np.exp(-model.served.cumulative_hazard)
    figure = Figure(figsize=(WIDTH_INCHES, 3.1), layout="constrained")
    left, right = figure.subplots(1, 2, sharey=True)
    left.fill_between(months, limits.lower, limits.upper, color=COX, alpha=0.2, linewidth=0)
    left.plot(months, mean, color=COX, linewidth=1.6, label="cohort's mean")
    left.plot(months, baseline, color=INK, linewidth=1.2, label="baseline (all terms 0)")
    left.set_title("Mean with 95 % interval, and baseline")
    left.legend(loc="lower left")
    scenarios = model.scenario_mean_survival(model.background)
    for average, curve in scenarios.items():
        right.plot(months, curve, color=COX, linewidth=1.4)
        right.annotate(
            percent(average), (longest + 1.5, curve[-1]), va="center", annotation_clip=False
        )
    right.set_title(f"Mean if it were another one at {longest} months")
    for axes in (left, right):
        _set_survival_axis(axes)
        axes.set(xlim=(0, longest), xlabel="Months after the operation")
        axes.set_xticks(range(0, longest + 1, 12))
        axes.grid(visible=True, axis="y")
    left.set_ylabel("Alive, %")
    return picture_of(
        figure,
        "baseline-curves",
        f"Left: the cohort's mean survival by the Cox model, {percent(float(mean[-1]))} at "
        f"{longest} months with a 95 % interval of {percent(float(limits.lower[-1]))} to "
        f"{percent(float(limits.upper[-1]))}, and the baseline, {percent(float(baseline[-1]))}. "
        f"Right: the mean in the scenarios, which end at "
        f"{', '.join(percent(average) for average in scenarios)}.",
    )


def draw_effects(subject: Subject, effects: Sequence[FactorEffects]) -> Markup:
    """Draw the average with each factor held, in both models."""
    figure = Figure(figsize=(WIDTH_INCHES, 4.0), layout="constrained")
    axes = figure.subplots()
    told = []
    for i, effect in enumerate(effects):
        _draw_effect(axes, i + OFFSET, effect.forest, FOREST)
        told.append(f"{effect.states[1]}: forest {_difference(effect.forest)}")
        if effect.cox is not None:
            _draw_effect(axes, i - OFFSET, effect.cox, COX)
            told[-1] += f", Cox {_difference(effect.cox)}"
    mean = float(subject.cox.mean_survival(subject.cox.background)[-1])
    axes.axvline(mean, color=INK, linewidth=0.8, linestyle=":")
    axes.set_yticks(
        range(len(effects)), [f"{effect.states[0]}\n{effect.states[1]}" for effect in effects]
    )
    axes.set_ylim(len(effects) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(
        f"Average alive at {subject.forest_record.longest_month} months, % "
        "(hollow: upper group of the label, filled: lower)"
    )
    lowest, highest = axes.get_xlim()
    ticks = np.arange(np.floor(10 * lowest), np.ceil(10 * highest) + 1) / 10
    axes.set_xticks(ticks, [f"{100 * tick:.0f}" for tick in ticks])
    axes.grid(visible=True, axis="x")
    _add_legend(figure, [("Cox", COX, "o"), ("forest (experimental)", FOREST, "s")])
    return picture_of(
        figure,
        "effects",
        "Average survival with one factor held, difference in percentage points between its "
        f"groups. {'; '.join(told)}.",
    )


def draw_cells(subject: Subject, cells: Sequence[CellAnswer]) -> Markup:
    """Draw both models' answers in every cell, a panel for each horizon."""
    figure = Figure(figsize=(WIDTH_INCHES, 5.0), layout="constrained")
    panels = figure.subplots(1, len(HORIZONS_MONTHS), sharey=True)
    for at, (axes, months) in enumerate(zip(panels, HORIZONS_MONTHS, strict=True)):
        for i, cell in enumerate(cells):
            _draw_answer(axes, i - OFFSET, cell.cox[at], COX, "o")
            _draw_answer(axes, i + OFFSET, cell.forest[at], FOREST, "s")
        axes.set_title(f"{months} months")
        axes.set_xticks([0.25, 0.5, 0.75, 1.0], ["25", "50", "75", "100"])
        axes.set_xlim(0.15, 1.0)
        axes.grid(visible=True, axis="x")
        axes.tick_params(axis="y", length=0)
    panels[0].set_yticks(
        range(len(cells)),
        [f"{cell.states[0]}\n{', '.join(cell.states[1:])}" for cell in cells],
    )
    panels[0].set_ylim(len(cells) - 0.5, -0.5)
    panels[1].set_xlabel("Alive, % (95 % intervals)")
    _add_legend(figure, [("Cox", COX, "o"), ("forest (experimental)", FOREST, "s")])
    longest = subject.cox.grid.longest_month
    told = "; ".join(
        f"{cell.label}: Cox {percent(cell.cox[-1].survival)}, "
        f"forest {percent(cell.forest[-1].survival)}"
        for cell in cells
    )
    return picture_of(
        figure,
        "cells",
        f"Survival with 95 % intervals in the eight cells by both models at 12, 36 and {longest} "
        f"months; the numbers are in the tables below. At {longest} months: {told}.",
    )


def _set_survival_axis(axes: Axes) -> None:
    axes.set_ylim(0, 1.02)
    axes.set_yticks(np.linspace(0, 1, 6), [f"{100 * tick:.0f}" for tick in np.linspace(0, 1, 6)])


def _draw_limits(
    axes: Axes, y: float, told: tuple[float, float, float], colour: str, marker: str
) -> None:
    value, lower, upper = told
    axes.plot([lower, upper], [y, y], color=colour, linewidth=1.4)
    axes.plot([value], [y], marker, color=colour, markersize=5)


def _draw_answer(axes: Axes, y: float, answer: CellHorizon, colour: str, marker: str) -> None:
    _draw_limits(axes, y, (answer.survival, answer.lower, answer.upper), colour, marker)


def _draw_effect(axes: Axes, y: float, effect: PartialEffect, colour: str) -> None:
    marker = "o" if colour == COX else "s"
    without, with_ = effect.without.survival, effect.with_.survival
    axes.plot([without, with_], [y, y], color=colour, linewidth=1.6)
    axes.plot([without], [y], marker, color=colour, markerfacecolor=PAPER, markersize=6)
    axes.plot([with_], [y], marker, color=colour, markersize=6)


def _add_legend(figure: Figure, entries: Sequence[tuple[str, str, str]]) -> None:
    handles = [
        Line2D([], [], color=colour, marker=marker, markersize=5, label=label)
        for label, colour, marker in entries
    ]
    figure.legend(handles=handles, loc="outside upper center", ncols=len(handles))


def _in_words(told: tuple[float, float, float]) -> str:
    value, lower, upper = told
    return f"{number(value, 2)}, limits {number(lower, 2)} to {number(upper, 2)}"


def _difference(effect: PartialEffect) -> str:
    return f"{number(100 * effect.difference, 1)}"
