"""The page on what the interval of a registry's Cox model covers."""

from collections.abc import Sequence

from models.horizons import HORIZONS_MONTHS
from studies.registry.coverage import EFFECTS, HAZARD_60, QUESTIONS, SHAPE, RegistryCoverage
from studies.table import MADE_BY, write_table

PAGE = "registry-coverage.md"

HEADER = (
    "patient",
    "true survival at 60 months",
    "mean prediction",
    *(f"coverage at {months}" for months in HORIZONS_MONTHS),
    "mean width at 60",
)

TEXT = """\
# What the interval of a registry's Cox model covers

{made_by}
Simulated registries of {n_patients} patients whose true survival is known, {repetitions} of each
kind, seed {seed}. The Cox model has the very terms by which the times were drawn, and no
penalty: what coverage lacks, the interval lacks. Wanted at 60 months is 0.90 to 0.98; one coverage
of 0.95 has a standard error of {error:.3f}.

Times are Weibull with shape {shape:g} and a cumulative hazard of {hazard:g} at 60 months for a
patient of age 0 with one nodule; the log hazard ratios are {age:g} for a year of age,
{recurrence:g} for a local recurrence and {nodules:g} for several nodules. Follow-up ends after 12
to 120 months.

An average over unknown factors runs over the registry's own patients, and the interval, which is
that 'for the average survival of such patients, given this model', leaves out that these are a
sample.
{parts}"""

PART = """
## {title}
{table}"""


def write_registry_coverage(measured: Sequence[RegistryCoverage]) -> str:
    """Write the page: one table for each kind of registry."""
    first = measured[0].simulation
    return TEXT.format(
        made_by=MADE_BY,
        n_patients=first.n_patients,
        repetitions=first.n_repetitions,
        seed=first.seed,
        error=(0.95 * 0.05 / first.n_repetitions) ** 0.5,
        shape=SHAPE,
        hazard=HAZARD_60,
        age=EFFECTS[0],
        recurrence=EFFECTS[1],
        nodules=EFFECTS[2],
        parts="".join(
            PART.format(title=_title(coverage), table=write_table(HEADER, _rows(coverage)))
            for coverage in measured
        ),
    )


def _title(coverage: RegistryCoverage) -> str:
    simulation = coverage.simulation
    if not simulation.missing:
        return "Nothing missing"
    return (
        f"Missing values, {simulation.n_imputations} imputations: recurrence and nodules each "
        f"unknown in {simulation.missing:.0%} of those who died and in a third as many others"
    )


def _rows(coverage: RegistryCoverage) -> list[list[str]]:
    mean, covered = coverage.survival.mean(axis=0), coverage.covered
    width = (coverage.upper - coverage.lower).mean(axis=0)
    return [
        [
            question,
            f"{coverage.truth[i, -1]:.3f}",
            f"{mean[i, -1]:.3f}",
            *(f"{share:.3f}" for share in covered[i]),
            f"{width[i, -1]:.3f}",
        ]
        for i, question in enumerate(QUESTIONS)
    ]
