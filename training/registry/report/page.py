"""The report of a bundle that was trained on a registry: a page of sections."""

from collections.abc import Sequence
from dataclasses import dataclass

from training.report.section import Section
from training.report.template import load_template


@dataclass(frozen=True)
class Front:
    """What stands before the sections, and after them.

    Attributes
    ----------
    title, lead : str
    notice : tuple of str
        Paragraphs of the banner: what must be known before anything is read.
    footer : str
    """

    title: str
    lead: str
    notice: tuple[str, ...]
    footer: str


def compose_registry_report(front: Front, sections: Sequence[Section]) -> bytes:
    """Write the report: one HTML file that loads nothing from elsewhere.

    Returns
    -------
    bytes
        UTF-8; the same for the same sections.
    """
    template = load_template("training.registry.report", "registry.html.j2")
    page = template.render(front=front, sections=sections)
    return f"{page.strip()}\n".encode()
