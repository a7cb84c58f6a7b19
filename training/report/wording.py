"""How numbers, factors and groups of patients are written in a report."""

from collections.abc import Iterable

from models.factors import FACTORS, Factor, FactorValue
from models.terms import Linear, Spline, Term, Threshold

MINUS = "\N{MINUS SIGN}"
NBSP = "\N{NO-BREAK SPACE}"

_NAMES = ("Ewing", "Kaposi")

_SIGN = {">": ">", ">=": "\N{GREATER-THAN OR EQUAL TO}"}


def number(value: float, digits: int = 3) -> str:
    """Write a number with a fixed count of decimals and a true minus sign."""
    text = f"{value:.{digits}f}"
    negative = text.startswith("-") and text.strip("-0.") != ""
    return f"{MINUS if negative else ''}{text.lstrip('-')}"


def percent(share: float, digits: int = 1) -> str:
    """Write a fraction as a percentage."""
    return f"{number(100 * share, digits)}{NBSP}%"


def points(difference: float) -> str:
    """Write a difference of fractions in percentage points, with its sign."""
    text = number(100 * difference, 1)
    return text if text.startswith(MINUS) or not text.strip("0.") else f"+{text}"


def estimate(value: float, lower: float, upper: float, digits: int = 3) -> str:
    """Format as `value (lower to upper)`, all with the same number of digits."""
    return f"{number(value, digits)} ({number(lower, digits)} to {number(upper, digits)})"


def estimate_percent(value: float, lower: float, upper: float) -> str:
    """Write a probability with its limits, as percentages."""
    low, high = number(100 * lower, 1), number(100 * upper, 1)
    return f"{percent(value)} ({low} to {high})"


def count_range(counts: Iterable[int]) -> str:
    """Write counts over the reconstructions: one number where all agree."""
    found = sorted(set(counts))
    return str(found[0]) if len(found) == 1 else f"{found[0]} to {found[-1]}"


def in_sentence(label: str) -> str:
    """Begin a label with a small letter, unless it begins with a name or an abbreviation."""
    keeps = label[:2].isupper() or label.startswith(_NAMES)
    return label if keeps else label[:1].lower() + label[1:]


def level_label(factor: Factor, level: str) -> str:
    """Write a level of a factor, or of a published table that has no such level."""
    return factor.levels.get(level, level.replace("_", " ").capitalize())


def group_label(factor_name: str, operator: str, value: FactorValue) -> str:
    """Write the group of patients in whom a factor lies beyond a boundary, or has a level."""
    factor = FACTORS[factor_name]
    if isinstance(value, bool):
        return f"{factor.label}: {'yes' if value else 'no'}"
    if isinstance(value, str):
        return f"{factor.label}: {in_sentence(level_label(factor, value))}"
    unit = f" {factor.unit}" if factor.unit else ""
    return f"{factor.label} {_SIGN[operator]} {value:g}{unit}"


def term_label(term: Term) -> str:
    """Write the group of patients in whom a term is 1, or the factor that a line follows."""
    if isinstance(term, Threshold):
        return group_label(term.factor, term.operator, term.cut)
    if isinstance(term, Linear | Spline):
        return FACTORS[term.factor].label
    return group_label(term.factor, "==", term.level)


_STATES = {
    "disease_free_interval_months": (
        "DFI \N{LESS-THAN OR EQUAL TO} {cut} months",
        "DFI > {cut} months",
    ),
    "local_recurrence": ("no local recurrence", "local recurrence"),
    "nodule_count": ("{fewer}", "{cut} or more nodules"),
    "laterality": ("unilateral", "bilateral"),
    "complete_resection": ("not all nodules removed", "all nodules removed"),
    "largest_nodule_cm": (
        "largest nodule \N{LESS-THAN OR EQUAL TO} {cut} cm",
        "largest nodule > {cut} cm",
    ),
    "primary_site": ("primary elsewhere", "primary in an extremity"),
}


def states_of(term: Term) -> tuple[str, str]:
    """Write in short what a term's 0 and 1 mean."""
    cut = term.cut if isinstance(term, Threshold) else 0.0
    fewer = "one nodule" if cut == 2 else f"1 to {cut - 1:g} nodules"  # noqa: PLR2004  # below 2
    without, with_ = _STATES[term.factor]
    return without.format(cut=f"{cut:g}", fewer=fewer), with_.format(cut=f"{cut:g}", fewer=fewer)


def examples_of(term: Term) -> tuple[FactorValue, FactorValue]:
    """Give a value of the factor for which the term is 0, and one for which it is 1."""
    factor = FACTORS[term.factor]
    if isinstance(term, Threshold):
        low, high = (term.cut, term.cut + 1) if term.operator == ">" else (term.cut - 1, term.cut)
        return (int(low), int(high)) if factor.kind == "integer" else (low, high)
    if isinstance(term, Linear | Spline):
        raise TypeError("a line has no two states")
    if isinstance(term.level, bool):
        return not term.level, term.level
    return next(level for level in factor.levels if level != term.level), term.level
