"""Pictures: matplotlib's SVG, made ready to stand inside a page.

Pictures are drawn in placeholder colours, which become CSS variables, so that the page decides
how they look in light, in dark and on paper. What would change from run to run or clash with
another picture of the page (dates, ids) is removed or made unique.
"""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

import matplotlib as mpl
from markupsafe import Markup
from matplotlib.figure import Figure

INK = "#010203"
MUTED = "#020304"
RULE = "#030405"
PAPER = "#040506"
COX = "#050607"
FOREST = "#060708"
PUBLISHED = "#070809"

_VARIABLES = {
    INK: "var(--ink)",
    MUTED: "var(--muted)",
    RULE: "var(--rule)",
    PAPER: "var(--paper)",
    COX: "var(--cox)",
    FOREST: "var(--forest)",
    PUBLISHED: "var(--published)",
}

_STYLE: dict[Any, object] = {
    "svg.hashsalt": "pulmet",
    "svg.fonttype": "none",
    "font.family": ["DejaVu Sans"],
    "font.size": 9,
    "text.color": INK,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.titlesize": 9,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "grid.color": RULE,
    "grid.linewidth": 0.6,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "legend.frameon": False,
    "path.simplify": False,
}

_NO_METADATA = {"Creator": None, "Date": None, "Format": None, "Type": None}


@contextmanager
def style() -> Iterator[None]:
    """Draw in the style of the report, whatever the machine's own settings are."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_STYLE)
        yield


def picture_of(figure: Figure, name: str, description: str) -> Markup:
    """Turn a figure into an SVG element.

    Parameters
    ----------
    name : str
        Unique in the page.
    description : str
        What the picture shows; read out instead of it.
    """
    written = io.StringIO()
    figure.savefig(written, format="svg", metadata=_NO_METADATA)
    return Markup(_cleaned(written.getvalue(), name, description))  # noqa: S704  # drawn here; the one text that comes from outside is escaped


def _cleaned(svg: str, name: str, description: str) -> str:
    size = re.search(r'viewBox="([^"]+)"', svg)
    if size is None:
        raise ValueError("an SVG without a view box cannot be scaled")
    body = svg[svg.index(">", size.end()) + 1 :]
    body = re.sub(r"<defs>\s*<style.*?</style>\s*</defs>", "", body, flags=re.DOTALL)
    body = re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL)
    body = re.sub(
        r"\d+\.\d{3,}", lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), body
    )
    body = _with_own_ids(body.replace("xlink:href", "href"), name)
    for colour, variable in _VARIABLES.items():
        body = body.replace(colour, variable)
    body = re.sub(r"\s*\n\s*", "\n", body).strip()
    label = escape(description, quote=True)
    return f'<svg role="img" aria-label="{label}" viewBox="{size[1]}">\n{body}'


def _with_own_ids(body: str, name: str) -> str:
    used = set(re.findall(r'(?:href="|url\()#([^")]+)', body))

    def rename(found: re.Match[str]) -> str:
        return f' id="{name}-{found[1]}"' if found[1] in used else ""

    body = re.sub(r'\sid="([^"]*)"', rename, body)
    return re.sub(r'(href="|url\()#', rf"\g<1>#{name}-", body)
