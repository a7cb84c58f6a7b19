"""The picture of growth: a panel for each thing that grows, both axes logarithmic."""

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from studies.drawing import BLUE, GREY, ORANGE, style, svg_of

PICTURE = "bench-growth.svg"
GREEN = "#009E73"
"""Of the same palette as the study's colours."""

COLOURS = (BLUE, GREEN, GREY, ORANGE)
MARKERS = ("o", "s", "^", "D")
COLUMNS = 3


def draw_growth(
    medians: Mapping[str, Mapping[int, Mapping[str, float]]], names: Sequence[str]
) -> str:
    """Draw median milliseconds by axis, step and name as SVG."""
    with style({"legend.frameon": False}):
        n_rows = -(-len(medians) // COLUMNS)
        figure = Figure(figsize=(11, 3.4 * n_rows + 0.5), facecolor="white")
        panels = figure.subplots(n_rows, COLUMNS, sharey=True, squeeze=False)
        for axes in panels.flat[len(medians) :]:
            axes.set_visible(False)
        for axes, (axis, steps) in zip(panels.flat, medians.items(), strict=False):
            for name, colour, marker in zip(names, COLOURS, MARKERS, strict=True):
                values = [of[name] for of in steps.values()]
                axes.loglog(list(steps), values, marker=marker, color=colour, label=name)
            axes.set_title(axis[0].upper() + axis[1:])
            axes.set_xticks(list(steps), [f"{step:,}" for step in steps])
            axes.xaxis.set_minor_locator(NullLocator())
            axes.grid(axis="y", alpha=0.3)
        for row in panels:
            row[0].set_ylabel("Milliseconds")
        figure.legend(*panels[0][0].get_legend_handles_labels(), loc="lower center", ncols=4)
        figure.subplots_adjust(
            left=0.07, right=0.98, top=0.94, bottom=0.35 / n_rows, hspace=0.4, wspace=0.12
        )
        return svg_of(figure)
