"""Curves of a registry's patients, as far as they are shown."""

from collections.abc import Sequence

import numpy as np
from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from training.registry.description.cumulative_incidence import IncidenceCurve
from training.registry.description.survival_curves import MONTHS_BETWEEN_RISKS, SurvivalCurve
from training.report.picture import COX, FOREST, INK, PUBLISHED, picture_of

WIDTH_INCHES = 6.8
CURVES_INCHES = 3.0
ROW_INCHES = 0.2

_COLOURS = (COX, FOREST, PUBLISHED, INK)
_LINES = ("-", "--", ":", "-.")


def draw_curves(curves: Sequence[SurvivalCurve], name: str, what: str) -> Markup:
    """Draw Kaplan-Meier curves above the numbers at risk.

    Parameters
    ----------
    curves : sequence of SurvivalCurve
        Those that are shown, one at least.
    name : str
        Unique in the page.
    what : str
        What is compared, in words.
    """
    height = CURVES_INCHES + ROW_INCHES * (len(curves) + 2)
    figure = Figure(figsize=(WIDTH_INCHES, height), layout="constrained")
    above, below = figure.subplots(
        2, 1, sharex=True, height_ratios=(CURVES_INCHES, ROW_INCHES * (len(curves) + 1))
    )
    for i, curve in enumerate(curves):
        _draw(above, i, (*curve.months, curve.until_month), curve.survival, curve.label)
        for month, n in zip(
            range(0, curve.until_month + 1, MONTHS_BETWEEN_RISKS), curve.at_risk, strict=True
        ):
            below.text(month, -i, str(n), ha="center", va="center")
    _finish(above, max(curve.until_month for curve in curves))
    above.set_ylabel("Free of the event, %")
    above.legend(loc="lower left")
    below.set(ylim=(0.5 - len(curves), 0.7), xlabel="Months after the operation")
    below.set_yticks([-i for i in range(len(curves))], [curve.label for curve in curves])
    below.set_title("At risk (nearest multiple of 5)", loc="left")
    below.tick_params(length=0)
    below.spines[:].set_visible(False)
    told = "; ".join(f"{c.label}: {_in_words(c.months, c.survival)}" for c in curves)
    return picture_of(figure, name, f"Kaplan-Meier curves by {what}. {told}.")


def draw_incidences(curves: Sequence[IncidenceCurve]) -> Markup:
    """Draw the cumulative incidence of every cause that is shown, one at least."""
    figure = Figure(figsize=(WIDTH_INCHES, CURVES_INCHES), layout="constrained")
    axes = figure.subplots()
    for i, curve in enumerate(curves):
        _draw(axes, i, (*curve.months, curve.until_month), curve.incidence, curve.label)
    _finish(axes, max(curve.until_month for curve in curves))
    axes.set(ylabel="Cumulative incidence, %", xlabel="Months after the operation")
    axes.legend(loc="upper left")
    told = "; ".join(f"{c.label}: {_in_words(c.months, c.incidence)}" for c in curves)
    return picture_of(figure, "incidence", f"Cumulative incidence by cause. {told}.")


def _draw(axes: Axes, i: int, months: Sequence[int], shares: Sequence[float], label: str) -> None:
    axes.plot(
        months,
        (*shares, shares[-1]),
        color=_COLOURS[i % len(_COLOURS)],
        linestyle=_LINES[i // len(_COLOURS) % len(_LINES)],
        linewidth=1.5,
        label=label,
    )


def _finish(axes: Axes, longest: int) -> None:
    axes.set(xlim=(-longest / 40, longest * 1.02), ylim=(0, 1.02))
    axes.set_xticks(range(0, longest + 1, MONTHS_BETWEEN_RISKS))
    axes.set_yticks(np.linspace(0, 1, 6), [f"{100 * tick:.0f}" for tick in np.linspace(0, 1, 6)])
    axes.grid(visible=True, axis="y")


def _in_words(months: Sequence[int], shares: Sequence[float]) -> str:
    return f"{100 * shares[-1]:.0f} % at {months[-1]} months"
