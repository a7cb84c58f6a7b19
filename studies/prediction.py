"""The picture of one prediction: a curve with its interval, and what made it."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from models.cox.cox import CoxModel
from models.factors import FACTORS, Patient
from models.horizons import HORIZONS_MONTHS
from models.predicted import Horizon, HorizonExplanation, Prediction
from models.prediction import predict
from studies.drawing import BLUE, GREY, ORANGE, style, svg_of

PATIENT = Patient(disease_free_interval_months=8.0, local_recurrence=False, nodule_count=3)
TITLE = "Predicted survival of one patient, and what made it"

MINUS = "\N{MINUS SIGN}"


def draw_prediction(model: CoxModel) -> str:
    """Draw the example patient's prediction as SVG; equal models give equal text."""
    answer = predict(model, PATIENT, HORIZONS_MONTHS)
    with style({"axes.titlelocation": "left", "axes.titlepad": 26}):
        figure = _draw(answer, 100 * model.mean_survival(model.background))
        return svg_of(figure, Title=TITLE)


def _draw(answer: Prediction, average: np.ndarray) -> Figure:
    figure = Figure(figsize=(11, 4.9), facecolor="white")
    left, right = figure.subplots(1, 2, width_ratios=(1.4, 1))
    _draw_curve(left, answer, average)
    _draw_contributions(right, answer.explanation[-1], answer.horizons[-1])
    figure.subplots_adjust(left=0.06, right=0.975, top=0.84, bottom=0.21, wspace=0.46)
    figure.text(
        0.06,
        0.03,
        "pulmet, example patient. Trained on reconstructed published evidence, validated in no "
        "patient: not for clinical use.",
        color=GREY,
        fontsize=9,
    )
    return figure


def _draw_curve(axes: Axes, answer: Prediction, average: np.ndarray) -> None:
    curve = answer.curve
    axes.fill_between(
        curve.months,
        100 * curve.lower,
        100 * curve.upper,
        step="post",
        color=BLUE,
        alpha=0.18,
        linewidth=0,
        label="95 % interval for the average of such patients",
    )
    axes.step(
        curve.months,
        average,
        where="post",
        color=GREY,
        linestyle=(0, (4, 2)),
        linewidth=1.6,
        label="Cohort average",
    )
    axes.step(
        curve.months,
        100 * curve.survival,
        where="post",
        color=BLUE,
        linewidth=2.4,
        label="This patient",
    )
    for horizon in answer.horizons:
        _mark(axes, horizon)
    axes.set(xlim=(0, 61), ylim=(0, 104), xlabel="Months after the lung operation")
    axes.set_xticks(range(0, 61, 12))
    axes.set_yticks(range(0, 101, 20))
    _entitle(
        axes, "Alive, of 100 such patients", "8 months disease-free, no local recurrence, 3 nodules"
    )
    axes.legend(loc="lower left", frameon=False, reverse=True)


def _mark(axes: Axes, horizon: Horizon) -> None:
    alive = 100 * horizon.survival
    axes.plot(horizon.months, alive, "o", color=BLUE, markersize=7, clip_on=False, zorder=3)
    axes.annotate(
        f"{alive:.0f} of 100",
        (horizon.months, alive),
        xytext=(-6, -9),
        textcoords="offset points",
        horizontalalignment="right",
        verticalalignment="top",
        fontweight="bold",
        color=BLUE,
    )


def _draw_contributions(axes: Axes, explanation: HorizonExplanation, horizon: Horizon) -> None:
    used = [c for c in explanation.contributions if c.contribution]
    points = [100 * contribution.contribution for contribution in used]
    positions = range(len(used), 0, -1)
    colours = [BLUE if point > 0 else ORANGE for point in points]
    axes.barh(positions, points, height=0.5, color=colours)
    axes.axvline(0, color=GREY, linewidth=1)
    for position, point, colour in zip(positions, points, colours, strict=True):
        axes.annotate(
            _signed(point),
            (point, position),
            xytext=(5 if point > 0 else -5, 0),
            textcoords="offset points",
            horizontalalignment="left" if point > 0 else "right",
            verticalalignment="center",
            fontweight="bold",
            color=colour,
        )
    reach = 1.4 * max(map(abs, points))
    axes.set(xlim=(-reach, reach), ylim=(0.4, len(used) + 0.6), xlabel="Percentage points")
    axes.set_yticks(positions, [_in_words(contribution.factor) for contribution in used])
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    terms = " ".join(_signed(point, " ") for point in points)
    average = f"cohort average {100 * explanation.average:.1f}"
    _entitle(
        axes,
        f"What moves the probability at {horizon.months} months",
        f"{average} {terms} = {100 * horizon.survival:.1f} %",
        left=-0.46,  # above the factors, which stand outside the axes
    )


def _entitle(axes: Axes, title: str, subtitle: str, left: float = 0) -> None:
    axes.set_title(title, x=left)
    axes.text(left, 1.03, subtitle, transform=axes.transAxes, color=GREY)


def _signed(points: float, gap: str = "") -> str:
    sign = "+" if points > 0 else MINUS
    return f"{sign}{gap}{abs(points):.1f}"


def _in_words(factor: str) -> str:
    value, declared = getattr(PATIENT, factor), FACTORS[factor]
    if declared.kind == "boolean":
        return f"{declared.label}\n{'yes' if value else 'no'}"
    unit = f" {declared.unit}" if declared.unit else ""
    return f"{declared.label}\n{value:g}{unit}"
