"""A table of a report, before it is written as HTML."""

from dataclasses import dataclass


@dataclass(frozen=True)
class IssueIds:
    """A cell that links to issues in the appendix."""

    ids: tuple[str, ...]


Cell = str | IssueIds
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Column:
    """One column; numbers stand to the right, text to the left."""

    heading: str
    is_text: bool = False


@dataclass(frozen=True)
class RowGroup:
    """A heading over several columns; an empty one stands over columns without."""

    heading: str
    n_columns: int


@dataclass(frozen=True)
class Table:
    """A table whose first cell in each row is the row's heading.

    Attributes
    ----------
    name : str
        Unique in the page; its anchor.
    groups : tuple of RowGroup
        Headings above the columns; empty where there are none.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    groups: tuple[RowGroup, ...] = ()


def text(heading: str) -> Column:
    """Make a column that is aligned left, as words are."""
    return Column(heading, is_text=True)
