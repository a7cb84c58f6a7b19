"""What pydantic finds in a configuration, in sentences that name the key and what is allowed."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

KINDS = ("threshold", "level", "linear", "spline")

PLAINER = (
    (r"^Value error, ", ""),
    (r"^Input should be a valid tuple$", "must be a list"),
    (r"^Input should be a valid dictionary.*", "must be a table"),
    (r"^Input should be ", "must be "),
    (
        r"^Tuple should have at least (\d+) items? after validation.*",
        r"must have at least \1 items",
    ),
    (r"^Input tag .*|^Unable to extract tag.*", f"kind must be one of {', '.join(KINDS)}"),
    (r"^Field required$", "is missing"),
)


def sentences_of(error: ValidationError) -> list[str]:
    """Give one sentence for each place at fault.

    Alternatives that a value fails are joined by `or`. That a list is empty is not said where
    what stood in it is at fault itself.
    """
    by_place: dict[str, list[str]] = {}
    for fault in error.errors(include_url=False, include_input=False):
        by_place.setdefault(_place(fault["loc"]), []).append(_message(fault))
    return [
        f"{place}: {' or '.join(messages)}" if place else " or ".join(messages)
        for place, messages in by_place.items()
        if not any(other.startswith(f"{place}[") for other in by_place)
    ]


def _message(fault: Mapping[str, Any]) -> str:
    message = str(fault["msg"])
    for pattern, plainer in PLAINER:
        message = re.sub(pattern, plainer, message)
    return message


def _place(location: Sequence[int | str]) -> str:
    """Write the way to a key: `overall_survival.cox.terms[0].cut`.

    The kind of a term, which pydantic puts behind its number, is no key; nor are the names of
    alternatives, such as `tuple[float, ...]`.
    """
    place, before = "", None
    for part in location:
        if isinstance(part, int):
            place += f"[{part}]"
        elif not (isinstance(before, int) and part in KINDS) and _is_key(part):
            place += f".{part}" if place else part
        before = part
    return place


def _is_key(part: str) -> bool:
    return part not in {"int", "float", "bool", "str"} and part.replace("_", "").isalnum()
