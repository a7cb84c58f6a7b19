"""Notices: what is no fault, but must be known of a registry that was read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
    """Something decided while reading, and where.

    Attributes
    ----------
    code : str
        Stable name of what was decided.
    column : str or None
        The column it is about; None where it is about the file.
    message : str
        A sentence, without a value of the file.
    count : int or None
        How many rows it is about, where rows can be counted.
    """

    code: str
    column: str | None
    message: str
    count: int | None = None
