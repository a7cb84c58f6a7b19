"""The modules that are mutated, and the tests that each is tried with: `universe.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "universe.toml"


@dataclass(frozen=True)
class Module:
    """A module, and the tests that should notice when it is changed."""

    path: str
    tests: tuple[str, ...]
    most_mutants: int
    """Of more than these, so many are drawn."""


@dataclass(frozen=True)
class Universe:
    """All that is fixed before a run."""

    seed: int
    modules: tuple[Module, ...]


def read_universe() -> Universe:
    """Read `universe.toml`."""
    content = tomllib.loads(FILE.read_text("utf-8"))
    modules = tuple(
        Module(path, tuple(tests), group["most_mutants"])
        for group in (content["quick"], content["slow"])
        for path, tests in group["modules"].items()
    )
    return Universe(content["seed"], modules)
