"""The tables that describe a registry's patients."""

from collections.abc import Iterator, Sequence

from models.horizons import HORIZONS_MONTHS
from training.registry.description.description import Description
from training.registry.description.hazard_ratios import HazardRatioRow
from training.registry.description.survival_curves import SurvivalCurve
from training.registry.description.table_one import TableOneFactor
from training.report.table import Column, Row, Table, text
from training.report.wording import estimate, estimate_percent, number, percent

NOT_SHOWN = "fewer than 10 known"


def flow_table(description: Description) -> Table:
    """Write how many rows became patients, and why others were left out."""
    rows: list[Row] = [("Rows in the file", str(description.n_rows))]
    rows += [
        (f"left out: {step.code.replace('_', ' ')}", str(step.n)) for step in description.left_out
    ]
    rows += [
        ("Patients", str(description.n_patients)),
        ("of whom the outcome is defined", str(description.n_included)),
        ("with the event", str(description.overall.events)),
    ]
    columns = (text("Step"), Column("n"))
    return Table("flow", "From the file to the patients", columns, tuple(rows))


def table_one(description: Description) -> Table:
    """Write who the patients are."""
    rows = tuple(row for factor in description.table_one for row in _factor_rows(factor))
    return Table(
        "table-one",
        f"Table 1: the {description.n_patients} patients",
        (text("Factor"), text("Level"), Column("n"), Column("% of known, or median [quartiles]")),
        rows,
    )


def _factor_rows(factor: TableOneFactor) -> Iterator[Row]:
    for level in factor.levels:
        share = "" if level.share is None else percent(level.share, 0)
        yield factor.label, level.label, str(level.count), share
    if factor.quartiles is not None:
        q = factor.quartiles
        told = f"{number(q.median, 1)} [{number(q.lower, 1)} to {number(q.upper, 1)}]"
        yield factor.label, "median [quartiles]", "", told
    elif not factor.levels:
        yield factor.label, NOT_SHOWN, "", ""
    yield factor.label, "unknown", str(factor.unknown), ""


def survival_table(description: Description) -> Table:
    """Write survival at the horizons, by the groups of every factor, with log-rank tests."""
    rows = [_survival_row("All patients", description.overall, "")]
    for factor in description.by_factor:
        p = "" if factor.log_rank is None else _write_p(factor.log_rank.p)
        rows += [
            _survival_row(f"{factor.label}: {curve.label}", curve, p if i == 0 else "")
            for i, curve in enumerate(factor.curves)
        ]
    return Table(
        "survival",
        "Kaplan-Meier estimates by group",
        (
            text("Group"),
            Column("n"),
            Column("Events"),
            *(Column(f"{month} months, % (95 % limits)") for month in HORIZONS_MONTHS),
            Column("Median, months"),
            Column("p (log-rank)"),
            text("Not shown because"),
        ),
        tuple(rows),
    )


def _survival_row(label: str, curve: SurvivalCurve, p: str) -> Row:
    told = [curve.at(month) for month in HORIZONS_MONTHS]
    median = curve.median_months
    return (
        label,
        str(curve.n),
        str(curve.events),
        *("" if values is None else estimate_percent(*values) for values in told),
        "" if median is None else str(median),
        p,
        curve.why_not or "",
    )


def univariable_table(description: Description) -> Table:
    """Write the hazard ratios of every factor by itself."""
    rows = [
        _ratio_row(f"{factor.label}: {row.label}", row)
        for factor in description.univariable
        for row in factor.rows
    ]
    return _ratio_table("univariable", "Univariable hazard ratios", rows)


def multivariable_table(description: Description) -> Table | None:
    """Write the hazard ratios of the model; None where there is none."""
    model = description.multivariable
    if model is None:
        return None
    rows = [_ratio_row(row.label, row) for row in model.rows]
    caption = (
        f"Multivariable hazard ratios: {model.n} patients of whom all factors are known, "
        f"{model.events} with the event"
    )
    return _ratio_table("multivariable", caption, rows)


def _ratio_table(name: str, caption: str, rows: Sequence[Row]) -> Table:
    columns = (
        text("Group"),
        Column("n"),
        Column("Events"),
        Column("Hazard ratio (95 % limits)"),
        Column("p"),
        text("Remark"),
    )
    return Table(name, caption, columns, tuple(rows))


def _ratio_row(label: str, row: HazardRatioRow) -> Row:
    told = row.estimate
    return (
        label,
        str(row.n),
        str(row.events),
        "" if told is None else estimate(told.ratio, told.lower, told.upper, told.digits),
        "" if told is None else _write_p(told.p),
        row.note,
    )


def proportionality_table(description: Description) -> Table:
    """Write the tests of proportional hazards: every factor by itself, then the model's terms."""
    tests = [(factor.label, factor.drift) for factor in description.univariable]
    model = description.multivariable
    if model is not None:
        tests += [
            (f"In the model: {row.label}", model.drifts.get(term))
            for term, row in zip(model.terms, model.rows, strict=True)
        ]
        tests.append(("In the model: all terms", model.all_terms))
    rows = tuple(
        (label, "", "", "not estimable")
        if test is None
        else (label, number(test.chi_squared, 1), str(test.degrees_of_freedom), _write_p(test.p))
        for label, test in tests
    )
    return Table(
        "proportionality",
        "Tests of proportional hazards (Schoenfeld residuals, time by Kaplan-Meier)",
        (text("Factor"), Column("Chi-squared"), Column("Degrees of freedom"), Column("p")),
        rows,
    )


def _write_p(p: float) -> str:
    return "<0.001" if p < 0.001 else number(p)  # noqa: PLR2004  # three decimals
