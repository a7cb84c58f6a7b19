"""Try mutants of the modules that hold formulas and bounds: `python tests/mutants`."""

import argparse
import sys
from pathlib import Path

from mutants import draw_mutants, find_mutants
from page import Tally, write_page
from reasons import Reasons, read_reasons
from results import Results, TrialResult, digest
from tqdm import tqdm
from trials import COPIED, Workplace, import_slow_libraries
from universe import Module, Universe, read_universe

ROOT = Path(__file__).parents[2]


def main() -> int:
    """Try all, write the page, and tell what is wanting; 1 when a survivor has no reason."""
    arguments = _parse_arguments()
    universe = read_universe()
    modules = [m for m in universe.modules if not arguments.only or m.path in arguments.only]
    workplace = Workplace(ROOT, arguments.workplace / "tree")
    results = Results(arguments.workplace / f"results-{digest(ROOT, COPIED)}.jsonl")
    import_slow_libraries()
    tallies = [_try_module(universe, module, workplace, results) for module in modules]
    reasons = read_reasons()
    if arguments.output is not None:
        page = write_page(tallies, reasons, universe)
        arguments.output.write_text(page, "utf-8")
    return _judge(tallies, reasons)


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python tests/mutants", description=__doc__)
    parser.add_argument("--output", type=Path, help="the page to write")
    parser.add_argument("--only", nargs="+", default=[], help="modules, by their paths")
    parser.add_argument(
        "--workplace",
        type=Path,
        default=ROOT / ".mutants",
        help="where a copy of the tree and the results lie; a run that stopped goes on from them",
    )
    return parser.parse_args()


def _try_module(
    universe: Universe, module: Module, workplace: Workplace, results: Results
) -> Tally:
    every = find_mutants(ROOT / module.path)
    drawn = draw_mutants(every, module.most_mutants, universe.seed)
    found = [results.find(module.path, mutant) for mutant in drawn]
    if None in found:
        original = workplace.try_original(module)
        if original.verdict != "survived":
            sys.exit(f"{module.path}: its tests fail without any mutant: {original.failed}")
        bar = tqdm(zip(drawn, found, strict=True), module.path, len(drawn), disable=None)
        found = [
            known
            or results.add(
                module.path, mutant, workplace.try_mutant(module, mutant.source, original.seconds)
            )
            for mutant, known in bar
        ]
    tally = Tally(module.path, len(every), tuple(found))
    print(f"{module.path}: {len(tally.survivors)} of {len(found)} left", flush=True)
    return tally


def _judge(tallies: list[Tally], reasons: Reasons) -> int:
    survivors = [result for tally in tallies for result in tally.survivors]
    unexplained = [result for result in survivors if reasons.of(result) is None]
    for result in unexplained:
        print(_described(result), file=sys.stderr)
    unused = reasons.unused(survivors, {tally.module for tally in tallies})
    for reason in unused:
        print(f"no such survivor any longer, take its reason away: {reason}", file=sys.stderr)
    return 1 if unexplained or unused else 0


def _described(result: TrialResult) -> str:
    place = f"{result.module} {result.definition}".strip()
    return f"{place}: a survivor without a reason:\n  - {result.was}\n  + {result.now}"


if __name__ == "__main__":
    sys.exit(main())
