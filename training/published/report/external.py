"""The other series: what they say of survival, and of a factor."""

from models.factors import FACTORS
from training.published.evidence.records import Effect
from training.published.report.subject import Subject
from training.report.table import Column, Table, text
from training.report.wording import estimate, number, percent

_KIND = {
    "hazard_ratio": "printed",
    "survival": "inferred from two survival probabilities",
    "medians": "inferred from two medians",
    "direction": "direction or p-value only",
    "derived": "fitted here on open data",
}


def external_table(subject: Subject) -> Table:
    """List the other series, and which of them the DFI prior was judged from."""
    prior = subject.external.dfi_prior.series
    return Table(
        "external",
        "Other series: 5-year survival, and what they say of a factor",
        (
            text("Series"),
            Column("Patients"),
            Column("5-year survival"),
            text("What it says of a factor"),
            Column("Hazard ratio (95 % limits)"),
            text("How obtained"),
            text("Behind the DFI prior"),
        ),
        tuple(
            (
                f"{series.citation}: {series.population}",
                str(series.n_patients),
                "" if series.survival_60 is None else percent(series.survival_60),
                *(("", "", "") if series.effect is None else _columns(series.effect)),
                "yes" if series.key in prior else "no",
            )
            for series in subject.external.series
        ),
    )


def _columns(effect: Effect) -> tuple[str, ...]:
    found = "; ".join(filter(None, (effect.contrast, effect.note)))
    said = f"{FACTORS[effect.factor].label}: {found}"
    if effect.hazard_ratio is None:
        return said, "", _KIND[effect.kind]
    size = number(effect.hazard_ratio, 2)
    if effect.lower is not None and effect.upper is not None:
        size = estimate(effect.hazard_ratio, effect.lower, effect.upper, 2)
    return said, size, _KIND[effect.kind]


def compare_series(subject: Subject) -> tuple[int, int]:
    """Count the other series whose 5-year survival is below the published one, and all."""
    known = [one.survival_60 for one in subject.external.series if one.survival_60 is not None]
    return sum(value < subject.published.survival_60.value for value in known), len(known)
