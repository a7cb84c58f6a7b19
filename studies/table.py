"""Tables in Markdown, and the numbers in them."""

from collections.abc import Iterable, Sequence

from models.interval import Limits

MADE_BY = "Made by `make study`; do not edit."


def write_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table whose first column is text and whose others are numbers."""
    rule = [":--"] + ["--:"] * (len(header) - 1)
    return "".join(f"| {' | '.join(cells)} |\n" for cells in [header, rule, *rows])


def write_with_limits(value: float, lower: float, upper: float, digits: int = 3) -> str:
    """Write a number with its limits: `0.629 (0.510 to 0.750)`."""
    return f"{value:.{digits}f} ({lower:.{digits}f} to {upper:.{digits}f})"


def write_survival(survival: float, limits: Limits) -> str:
    """Write the survival at the last month of a curve, with its limits there."""
    return write_with_limits(survival, float(limits.lower[-1]), float(limits.upper[-1]))


def yes_or_no(exposed: float) -> str:
    """Write a cell's value of a term."""
    return "yes" if exposed else "no"
