"""Compare our numbers with those of R and lifelines: `python tests/crosscheck --output FILE`."""

import argparse
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
from answers import (
    AALEN_JOHANSEN,
    COEFFICIENT,
    KAPLAN_MEIER,
    KAPLAN_MEIER_LIMITS,
    LOG_LIKELIHOOD,
    LOG_RANK,
    SCHOENFELD,
    STANDARD_ERROR,
    SURVIVAL,
    answer_ourselves,
    ask_lifelines,
    ask_r,
)
from datasets import load_datasets
from tqdm import tqdm

TARGET = 1e-6

COLUMNS = {
    COEFFICIENT: "Cox coefficient",
    STANDARD_ERROR: "its SE",
    LOG_LIKELIHOOD: "log likelihood",
    SURVIVAL: "S(t), Breslow baseline",
    KAPLAN_MEIER: "Kaplan-Meier",
    KAPLAN_MEIER_LIMITS: "its lower limit",
    LOG_RANK: "log-rank",
    SCHOENFELD["km"]: "Schoenfeld, km",
    SCHOENFELD["identity"]: "Schoenfeld, time",
    AALEN_JOHANSEN: "Aalen-Johansen",
}

PAGE = """\
# Our numbers beside those of R and lifelines

Made by `make crosscheck`; do not edit.

Largest absolute difference, over all that a quantity consists of. Wanted: at most {target:g}
everywhere. {verdict}

Real patients that come with scikit-survival (GBSG2, WHAS500, veteran's lung cancer, flchain, and
for competing causes cgvhd and bmt) and lifelines (rossi); on the data's own times, and where those
are days also on months rounded up, as a registry's are, so that many are tied. What is compared is
what describes a registry, before disclosure control rounds it.

- Cox: every column of the data set at once, Efron's ties. The log likelihoods are those at 0 and
  at the coefficients.
- S(t): of the first and the last patient's profile, at every time, exp(-H(t)) with Breslow's
  baseline: `survfit(fit, stype = 2, ctype = 1)`.
- Kaplan-Meier and its lower 95 % limit (log(-log)), at every time: `survfit`. Limits at 0 and 1
  are left out, where the scale has none.
- Log-rank: the statistic, between the levels of one factor: `survdiff`.
- Schoenfeld: the statistic of every column and of all together: `cox.zph` with the transforms
  `km` and `identity`.
- Aalen-Johansen: every cause at every time: `survfit` of a multi-state outcome.

A quantity that a data set does not have, or a program does not compute by the same definition, is
left empty. lifelines tests proportional hazards by an approximation, and moves tied times at random
before it estimates an incidence.

## R {r}, survival {survival}
{with_r}
## lifelines {lifelines}, precision 1e-12
{with_lifelines}"""


def main():
    """Compare on every data set, write the page; exit code 1 where the target is missed."""
    parser = argparse.ArgumentParser(prog="python tests/crosscheck", description=__doc__)
    parser.add_argument("--output", type=Path, required=True, metavar="FILE")
    output = parser.parse_args().output
    with_r, with_lifelines, versions = [], [], ("", "")
    for dataset in tqdm(load_datasets(), desc="asking R and lifelines", unit="data set"):
        ours = answer_ourselves(dataset)
        theirs, versions = ask_r(dataset)
        with_r.append((dataset, compare(ours, theirs)))
        with_lifelines.append((dataset, compare(ours, ask_lifelines(dataset))))
    missed = list_missed("R", with_r) + list_missed("lifelines", with_lifelines)
    page = PAGE.format(
        target=TARGET,
        verdict=f"Missed: {'; '.join(missed)}." if missed else "It is met everywhere.",
        r=versions[0],
        survival=versions[1],
        with_r=write_table(with_r),
        lifelines=version("lifelines"),
        with_lifelines=write_table(with_lifelines),
    )
    output.write_text(page, encoding="utf-8", newline="\n")
    print(f"written to {output}; missed: {'; '.join(missed) or 'nothing'}")
    return 1 if missed else 0


def compare(ours, theirs):
    """Give the largest absolute difference by quantity; infinite where only one has a number."""
    differences = {}
    for quantity in ours.keys() & theirs.keys():
        a, b = ours[quantity], np.asarray(theirs[quantity], dtype=float)
        agree = a.shape == b.shape and (np.isnan(a) == np.isnan(b)).all()
        differences[quantity] = float(np.nanmax(np.abs(a - b))) if agree else np.inf
    return differences


def list_missed(program, compared):
    """Name each figure above the target, with its size."""
    return [
        f"{COLUMNS[quantity]} of {dataset.name} ({dataset.scale}) against {program}: {size:.1e}"
        for dataset, differences in compared
        for quantity, size in differences.items()
        if not size <= TARGET
    ]


def write_table(compared):
    """Write a row for each data set."""
    columns = [q for q in COLUMNS if any(q in differences for _, differences in compared)]
    header = ["data set", "times in", "patients", "events", *(COLUMNS[q] for q in columns)]
    rows = [
        [
            dataset.name,
            dataset.scale,
            str(len(dataset.times)),
            str(int(dataset.event.sum())),
            *(f"{differences[q]:.0e}" if q in differences else "" for q in columns),
        ]
        for dataset, differences in compared
    ]
    rule = [":--", ":--", *["--:"] * (len(header) - 2)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in [header, rule, *rows])


if __name__ == "__main__":
    sys.exit(main())
