"""The picture of what the interval covers: truth, expected prediction and mean limits."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from models.horizons import HORIZONS_MONTHS
from studies.coverage.coverage import Coverage, questions
from studies.drawing import BLUE, GREY, ORANGE, style, svg_of


def draw_coverage(measured: Sequence[Coverage]) -> str:
    """Draw truth, expected prediction and mean interval at the last month as SVG."""
    with style({"legend.frameon": False}):
        figure = Figure(figsize=(11, 5.2), facecolor="white")
        panels = figure.subplots(1, len(measured), sharey=True, squeeze=False)[0]
        for axes, coverage in zip(panels, measured, strict=True):
            _draw_questions(axes, coverage)
        panels[0].set_yticks(range(len(questions())), [_label(q) for q in questions()])
        panels[0].invert_yaxis()
        figure.legend(*panels[0].get_legend_handles_labels(), loc="lower center", ncols=4)
        figure.subplots_adjust(left=0.31, right=0.98, top=0.92, bottom=0.2, wspace=0.1)
        return svg_of(figure)


def _draw_questions(axes: Axes, coverage: Coverage) -> None:
    positions = np.arange(len(coverage.truth))
    axes.hlines(
        positions,
        100 * coverage.lower[..., -1].mean(axis=0),
        100 * coverage.upper[..., -1].mean(axis=0),
        color=BLUE,
        alpha=0.35,
        linewidth=7,
        label="95 % interval, mean limits",
    )
    axes.plot(
        100 * coverage.expected[:, -1], positions, "o", color=BLUE, label="Expected prediction"
    )
    axes.plot(
        100 * coverage.truth[:, -1], positions, "D", color=ORANGE, markersize=5, label="Truth"
    )
    axes.axvline(
        100 * coverage.truth[-1, -1],
        color=GREY,
        linewidth=1,
        linestyle=(0, (4, 2)),
        label="Truth, mean of all",
    )
    axes.set_xlim(0, 100)
    axes.set_xlabel(f"Alive at {HORIZONS_MONTHS[-1]} months, %")
    axes.set_title(f"{coverage.n_patients} patients")


def _label(question: tuple[str, str, str, str]) -> str:
    interval, recurrence, nodules, others = question
    if others != "averaged":
        return f"all known, {others}"
    if interval == "averaged":
        return "nothing known"
    recurred = "recurrence" if recurrence == "yes" else "no recurrence"
    return f"DFI {interval}, {recurred}, nodules {nodules}"
