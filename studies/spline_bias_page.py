"""The page and the picture on the bias of splines."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from models.factors import FACTORS
from studies.drawing import BLUE, GREY, ORANGE, style, svg_of
from studies.spline_bias import REFERENCES, SHAPES, VALUES, SplineBias, true_effect
from studies.table import MADE_BY, write_table

PAGE = "spline-bias.md"
PICTURE = "spline-bias.svg"

TEXT = """\
# The bias of a spline against known curves

{made_by}
{repetitions} simulated registries of {n_patients} patients, seed {seed}. Both curves are known and
bent; each factor is modelled as a restricted cubic spline with knots at Harrell's quantiles,
rounded, as a line, and as a cut. Figures are log hazard differences from the reference: the truth,
and the mean estimate less the truth.

![The curves and what is estimated of them]({picture})

{parts}"""

PART = """## {label}, against {reference:g} {unit}
{table}
"""


def write_spline_bias(measured: SplineBias) -> dict[str, str]:
    """Write the page and draw the picture, by file name."""
    simulation = measured.simulation
    page = TEXT.format(
        made_by=MADE_BY,
        repetitions=simulation.n_repetitions,
        n_patients=simulation.n_patients,
        seed=simulation.seed,
        picture=PICTURE,
        parts="".join(_part(measured, factor) for factor in VALUES),
    )
    return {PAGE: page, PICTURE: _draw(measured)}


def _part(measured: SplineBias, factor: str) -> str:
    truth, bias = true_effect(factor, VALUES[factor]), measured.bias(factor)
    spread = measured.estimates[factor][:, 0].std(axis=0, ddof=1)
    header = (FACTORS[factor].label, "truth", *SHAPES, f"SD, {SHAPES[0]}")
    rows = [
        [f"{value:g}", f"{truth[i]:.2f}", *(f"{b:+.2f}" for b in bias[:, i]), f"{spread[i]:.2f}"]
        for i, value in enumerate(VALUES[factor])
    ]
    return PART.format(
        label=FACTORS[factor].label,
        reference=REFERENCES[factor],
        unit=FACTORS[factor].unit,
        table=write_table(header, rows),
    )


def _draw(measured: SplineBias) -> str:
    with style({"legend.frameon": False}):
        figure = Figure(figsize=(10, 4.8), facecolor="white")
        panels = figure.subplots(1, len(VALUES))
        for axes, factor in zip(panels, VALUES, strict=True):
            _draw_factor(axes, measured, factor)
        figure.legend(*panels[0].get_legend_handles_labels(), loc="lower center", ncols=3)
        figure.subplots_adjust(left=0.08, right=0.98, top=0.92, bottom=0.27, wspace=0.2)
        return svg_of(figure)


def _draw_factor(axes: Axes, measured: SplineBias, factor: str) -> None:
    values, estimates = VALUES[factor], measured.estimates[factor]
    low, high = np.quantile(estimates[:, 0], [0.025, 0.975], axis=0)
    axes.fill_between(
        values, low, high, color=BLUE, alpha=0.15, label=f"{SHAPES[0]}, middle 95 % of estimates"
    )
    fine = np.linspace(values[0], values[-1], 200)
    axes.plot(fine, true_effect(factor, fine), color=ORANGE, linewidth=2.5, label="Truth")
    for number, dashes in enumerate(("-", "--", ":")):
        mean = estimates[:, number].mean(axis=0)
        axes.plot(values, mean, dashes, color=BLUE, label=f"{SHAPES[number]}, mean estimate")
    axes.plot(values, estimates[:, 3].mean(axis=0), "-.", color=GREY, label="A line, mean estimate")
    axes.set_title(FACTORS[factor].label)
    axes.set_xlabel(FACTORS[factor].unit or "")
    axes.set_ylabel("Log hazard ratio to the reference")
