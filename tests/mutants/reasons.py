"""Why a survivor is left, one line each: `reasons.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from results import TrialResult

FILE = Path(__file__).parent / "reasons.toml"


@dataclass(frozen=True)
class Reasons:
    """The reasons, by what names a mutant."""

    by_key: dict[tuple[str, str, str, str, int], str]

    def of(self, result: TrialResult) -> str | None:
        """Give the reason why a survivor is left, if somebody has said it."""
        return self.by_key.get(result.key)

    def unused(self, survivors: list[TrialResult], tried: set[str]) -> list[str]:
        """Name the reasons that no survivor of the tried modules needs any longer."""
        needed = {result.key for result in survivors}
        return [
            f"{key[0]}: {key[2]}" for key in self.by_key if key[0] in tried and key not in needed
        ]


def read_reasons() -> Reasons:
    """Read `reasons.toml`.

    Each module's table lists entries with `in` (function or class, absent at the top), `was`,
    `now` (one or several, of the same line), `nth` where a line stands there several times, `why`.
    """
    content = tomllib.loads(FILE.read_text("utf-8"))
    found = {}
    for module, entries in content.items():
        for entry in entries:
            several = entry["now"] if isinstance(entry["now"], list) else [entry["now"]]
            for now in several:
                key = (module, entry.get("in", ""), entry["was"], now, entry.get("nth", 1))
                if key in found:
                    raise ValueError(f"{module} gives two reasons for `{now}`")
                found[key] = entry["why"]
    return Reasons(found)
