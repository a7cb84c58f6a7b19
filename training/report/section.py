"""A section of a report that is made of words, tables and pictures alone."""

from dataclasses import dataclass

from markupsafe import Markup

from training.report.table import Table


@dataclass(frozen=True)
class Picture:
    """An SVG element with what stands below it."""

    svg: Markup
    caption: str


Block = str | Table | Picture


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it.

    Attributes
    ----------
    name : str
        Unique in the page; its anchor.
    blocks : tuple of str, Table or Picture
        In order; a str is a paragraph.
    is_wide : bool
        Printed on landscape paper, for the sake of its tables.
    """

    name: str
    heading: str
    blocks: tuple[Block, ...]
    is_wide: bool = False
