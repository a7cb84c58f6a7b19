"""The page about mutants: a table of the modules, and each survivor with the reason it is left."""

from dataclasses import dataclass

from mutants import OPERATORS
from reasons import Reasons
from results import TrialResult
from universe import Universe

PAGE = """\
# Mutants

Made by `make mutants`; do not edit.

A mutant is a module with one change: another operator, a moved boundary, a number one larger or
smaller, a negated condition, a loop not run. It is killed when a test fails, or does not come to an
end; it survives when all tests of that module pass. {killed} of {tried} were killed, {share}.

- Modules: those that hold formulas and bounds, listed with their tests in
  `tests/mutants/universe.toml`. A module is tried with these tests alone; another test might still
  notice. The compiled kernels are not mutated.
- Mutants: of each module all, up to {most}, or {fewer} where its tests are slow; of more, so many
  are drawn at random (seed {seed}, by a hash of the changed line, so that the draw stays the same
  when other lines change).
- Operators of Cosmic Ray: {operators}.

## By module

| module | mutants | tried | killed | of these by time | left | share killed |
|---|---:|---:|---:|---:|---:|---:|
{table}

## Survivors

{survivors}
"""


@dataclass(frozen=True)
class Tally:
    """What became of one module's mutants."""

    module: str
    n_mutants: int
    results: tuple[TrialResult, ...]

    def count(self, *verdicts: str) -> int:
        """Count those that ended so."""
        return sum(result.outcome.verdict in verdicts for result in self.results)

    @property
    def survivors(self) -> list[TrialResult]:
        """Those that no test has noticed."""
        return [result for result in self.results if result.outcome.verdict == "survived"]


def write_page(tallies: list[Tally], reasons: Reasons, universe: Universe) -> str:
    """Write the page, in Markdown."""
    results = tuple(result for tally in tallies for result in tally.results)
    all_modules = Tally("all", sum(tally.n_mutants for tally in tallies), results)
    killed = all_modules.count("killed", "timeout")
    sections = [_section(tally, reasons) for tally in tallies if tally.survivors]
    return PAGE.format(
        killed=f"{killed:,}",
        tried=f"{len(results):,}",
        share=_share(killed, len(results)),
        most=max(module.most_mutants for module in universe.modules),
        fewer=min(module.most_mutants for module in universe.modules),
        seed=universe.seed,
        operators=", ".join(f"`{name}`" for name in OPERATORS),
        table="\n".join(_row(tally) for tally in [*tallies, all_modules]),
        survivors="\n\n".join(sections) or "None.",
    )


def _row(tally: Tally) -> str:
    killed = tally.count("killed", "timeout")
    cells = [
        f"`{tally.module}`" if tally.module != "all" else "**all**",
        f"{tally.n_mutants:,}",
        f"{len(tally.results):,}",
        f"{killed:,}",
        str(tally.count("timeout")),
        str(len(tally.survivors)),
        _share(killed, len(tally.results)),
    ]
    return f"| {' | '.join(cells)} |"


def _share(killed: int, tried: int) -> str:
    return f"{100 * killed / tried:.1f} %" if tried else ""


def _section(tally: Tally, reasons: Reasons) -> str:
    rows = [
        f"| {result.definition} | {_code(result.was)} | {_code(result.now)} "
        f"| {reasons.of(result) or '**no reason given**'} |"
        for result in sorted(tally.survivors, key=lambda result: result.key)
    ]
    head = "| in | was | became | why it is left |\n|---|---|---|---|"
    return "\n".join([f"### `{tally.module}`", "", head, *rows])


def _code(text: str) -> str:
    return f"`` {text.replace('|', chr(92) + '|')} ``"
