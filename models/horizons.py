"""The horizons at which a probability is reported where none are named."""

HORIZONS_MONTHS = (12, 36, 60)
"""Months after the operation: one, three and five years, as the published series report them."""


def default_horizons(survived_months: int, longest_month: int) -> tuple[int, ...]:
    """Give those after the month survived and within the longest supported month."""
    return tuple([month for month in HORIZONS_MONTHS if survived_months < month <= longest_month])
