"""The page of all parts: figures against their targets first, then each part."""

from collections.abc import Sequence

from benchmarks.machine import describe_machine
from benchmarks.section import BenchmarkSection, write_number, write_spread, write_table
from benchmarks.target import Result, Target

PAGE = "bench.md"
MADE_BY = "Made by `make bench`; do not edit."

TEXT = """\
# How fast, and how large

{made_by} Contenders are measured side by side, interleaved in
one run: each takes its turn in every round, ratios are taken within a round, and what is shown is
the median with the quartiles over the rounds. Nothing here
is an answer kept from before: every answer is computed anew.

## Measured on
{machine}
## Against what was asked for
{results}
{sections}"""


def write_page(sections: Sequence[BenchmarkSection]) -> dict[str, str]:
    """Write the page and its pictures, by file name."""
    results = [result for section in sections for result in section.results]
    page = TEXT.format(
        made_by=MADE_BY,
        machine=describe_machine(),
        results=_results(results),
        sections="\n".join(map(_section, sections)),
    )
    pictures = {name: svg for section in sections for name, svg in section.pictures.items()}
    return {PAGE: page, **pictures}


def _results(results: Sequence[Result]) -> str:
    rows = [
        [
            f"{result.target.name}{f' ({result.note})' if result.note else ''}",
            f"{write_spread(result.measured)} {result.target.unit}",
            _limit(result.target, result.target.at_least),
            _limit(result.target, result.target.aim),
            f"**{result.verdict}**",
        ]
        for result in results
    ]
    return write_table(("figure", "measured (quartiles)", "asked", "aim", "verdict"), rows)


def _limit(target: Target, value: float) -> str:
    sign = "≤" if target.small_is_good else "≥"
    number = f"{value:,.0f}" if value >= 1 and value == int(value) else write_number(value)
    return f"{sign} {number} {target.unit}"


def _section(section: BenchmarkSection) -> str:
    blocks = "\n".join(f"{block.rstrip()}\n" for block in section.blocks)
    return f"## {section.title}\n{blocks}"
