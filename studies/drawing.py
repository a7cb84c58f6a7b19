"""How the study draws: one style and one palette, and bytes that do not change from run to run."""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

# Okabe and Ito's palette, which colour-blind readers tell apart: 2008, jfly.uni-koeln.de/color.
BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#595959"

_STYLE: dict[str, object] = {
    "svg.hashsalt": "pulmet",  # otherwise the ids in the file are random
    "svg.fonttype": "path",  # the same on every screen
    "font.size": 10.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 12,
    "axes.titleweight": "bold",
}


@contextmanager
def style(others: Mapping[str, object] = MappingProxyType({})) -> Iterator[None]:
    """Draw in the study's style, and matplotlib's other settings as given, not as the machine's."""
    settings: dict[Any, object] = {**_STYLE, **others}
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(settings)
        yield


def svg_of(figure: Figure, **metadata: str) -> str:
    """Give a figure as SVG, without a date."""
    content = io.StringIO()
    figure.savefig(content, format="svg", metadata={**metadata, "Date": None, "Creator": None})
    return content.getvalue()
