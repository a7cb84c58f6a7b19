"""What a part hands to the page: prose, tables, pictures, and figures against their targets."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.measuring import Measured, Spread
from benchmarks.target import Result


@dataclass(frozen=True)
class BenchmarkSection:
    """One part of the page.

    Attributes
    ----------
    blocks : tuple of str
        Paragraphs and tables in Markdown, in order.
    results : tuple of Result
    pictures : mapping of str to str
        SVG by file name; the blocks refer to them.
    """

    title: str
    blocks: tuple[str, ...]
    results: tuple[Result, ...] = ()
    pictures: Mapping[str, str] = field(default_factory=dict)


def write_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table in Markdown whose first column is text and whose others are numbers."""
    rule = [":--"] + ["--:"] * (len(header) - 1)
    return "".join(f"| {' | '.join(cells)} |\n" for cells in [header, rule, *rows])


def write_number(value: float) -> str:
    """Write three significant digits, without an exponent: 0.00123, 12.3, 1,230."""
    if not math.isfinite(value):
        return "none"
    if value == 0:
        return "0"
    digits = 0
    while abs(value) * 10**digits < 100 and digits < 12:  # noqa: PLR2004  # three digits
        digits += 1
    return f"{value:,.{digits}f}"


def write_spread(spread: Spread, scale: float = 1.0) -> str:
    """Write a median and its quartiles."""
    low, high = write_number(scale * spread.low), write_number(scale * spread.high)
    return f"{write_number(scale * spread.median)} ({low} to {high})"


def write_seconds(measured: Measured) -> str:
    """Write a contender's milliseconds, median and quartiles."""
    return write_spread(measured.spread, 1e3)
