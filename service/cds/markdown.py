"""Text in GitHub Flavored Markdown, in which it means no more than its letters."""

import re
from collections.abc import Iterable, Sequence

_ACTIVE = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_SPACE = re.compile(r"\s+")


def escape(text: str) -> str:
    """Write a text so that nothing in it is markup; it stays in one line."""
    return _ACTIVE.sub(r"\\\1", _SPACE.sub(" ", text))


def section(title: str, items: Iterable[str]) -> list[str]:
    """Write a title and a list below it; nothing where the list is empty."""
    lines = [f"- {escape(item)}" for item in items]
    return ["\n".join([f"**{escape(title)}**", "", *lines])] if lines else []


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a Markdown table; its cells are escaped, its headings are not."""
    lines = [head, ["---"] * len(head), *([escape(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
