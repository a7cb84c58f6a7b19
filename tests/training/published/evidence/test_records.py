import math

import pytest
from pydantic import ValidationError

from training.published.evidence import load_external, load_issues, load_published_cohort
from training.published.evidence.contrast import Contrast

COHORT = load_published_cohort()
ROWS = (*COHORT.contrasts, *COHORT.adjusted)
ISSUE_IDS = {issue.id for issue in load_issues()}


def test_the_tables_are_complete():
    """The publication has 15 univariable rows and a model of three of them, in this order."""
    assert len({row.name for row in COHORT.contrasts}) == 15
    assert [row.name for row in COHORT.adjusted] == ["dfi_gt12", "local_recurrence", "nodules_ge2"]
    assert {row.name for row in COHORT.adjusted} < {row.name for row in COHORT.contrasts}


def test_issues_are_numbered_from_1_to_28():
    """Ids are unique and in order, so that a figure can cite them."""
    assert [f"I{number:02d}" for number in range(1, 29)] == [issue.id for issue in load_issues()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_hazard_ratio_is_the_geometric_mean_of_its_limits(row):
    """Wald limits are symmetric on the log scale: a misread digit would break this."""
    assert math.sqrt(row.lower * row.upper) == pytest.approx(row.hazard_ratio, abs=0.002)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_printed_p_agrees_with_the_limits_unless_flagged(row):
    """The limits, rounded to three digits, imply p within 0.0015, except where I05 bears."""
    agrees = abs(row.p - row.p_from_limits) <= 0.0015

    assert ("I05" not in row.issues) == agrees


def test_flagged_p_is_the_one_that_the_limits_contradict():
    """The univariable interval has p 0.0014 by its limits: z = ln(0.241) / 0.445 = -3.197."""
    flagged = [row for row in ROWS if "I05" in row.issues]

    assert [(row.name, round(row.p_from_limits, 4)) for row in flagged] == [("dfi_gt12", 0.0014)]


@pytest.mark.parametrize("row", COHORT.contrasts, ids=lambda row: row.name)
def test_groups_of_a_contrast_add_up_to_the_cohort(row):
    """Reference, exposed and missing patients are everybody."""
    assert row.n_reference + row.n_exposed + row.n_missing == COHORT.n_patients


@pytest.mark.parametrize("margin", COHORT.baseline, ids=lambda margin: margin.name)
def test_levels_of_a_baseline_margin_add_up_to_the_cohort(margin):
    """Every patient is counted once in every characteristic."""
    assert sum(margin.counts.values()) == COHORT.n_patients


@pytest.mark.parametrize(
    ("name", "log_hazard_ratio", "standard_error"),
    [
        ("dfi_gt12", -1.3205, 0.4540),
        ("local_recurrence", 0.6424, 0.3117),
        ("nodules_ge2", 0.6103, 0.3285),
    ],
)
def test_adjusted_rows_give_coefficients_and_standard_errors(
    name, log_hazard_ratio, standard_error
):
    """By hand: ln 0.267 = -1.3205 and ln(0.652 / 0.110) / 3.92 = 0.4540; likewise the others."""
    row = next(row for row in COHORT.adjusted if row.name == name)

    assert log_hazard_ratio == pytest.approx(row.log_hazard_ratio, abs=5e-5)
    assert standard_error == pytest.approx(row.standard_error, abs=5e-5)


def test_deaths_allow_the_largest_information():
    """A 0/1 factor carries at most D / 4: the fewest deaths are within one of 4 / SE^2."""
    needed = max(4 / row.standard_error**2 for row in COHORT.contrasts)

    assert COHORT.deaths_lowest == pytest.approx(needed, abs=1)
    assert needed <= COHORT.deaths_highest


def test_every_repaired_figure_says_what_the_repair_rests_on():
    """A figure that was not simply read has a basis."""
    silent = [f for f in COHORT.figures if f.status != "printed" and not f.basis]

    assert silent == []


def test_every_cited_issue_exists():
    """No figure and no series cites an issue that is not recorded."""
    external = load_external()
    cited = {
        issue
        for record in (COHORT, *COHORT.figures, external.dfi_prior, *external.series)
        for issue in record.issues
    }

    assert cited <= ISSUE_IDS
    assert {"I01", "I04", "I05", "I24", "I27", "I28"} <= cited


def test_every_cited_series_exists():
    """The prior and the scenarios rest on series that are recorded, with the survival cited."""
    external = load_external()
    survival = {series.key: series.survival_60 for series in external.series}
    survival[COHORT.key] = COHORT.survival_60.value

    assert set(external.dfi_prior.series) <= survival.keys()
    assert [scenario.survival_60 for scenario in COHORT.scenarios] == [0.629, 0.47, 0.38]
    for scenario in COHORT.scenarios:
        assert scenario.status == "inferred" or scenario.survival_60 == survival[scenario.source]


def test_prior_lies_inside_what_the_series_printed():
    """The centre is between the sizes found outside; two deviations cover all of them and 1."""
    external = load_external()
    prior = external.dfi_prior
    effects = {series.key: series.effect for series in external.series}
    sizes = [
        effects[key].hazard_ratio for key in prior.series if effects[key].hazard_ratio is not None
    ]
    reach = math.exp(2 * prior.standard_deviation)

    assert min(sizes) < prior.hazard_ratio < max(sizes)
    assert prior.hazard_ratio / reach < min(sizes)
    assert max(*sizes, 1.0) < prior.hazard_ratio * reach


def test_inferred_sizes_follow_from_the_figures_in_their_notes():
    """By hand: ln 0.45 / ln 0.33 = 0.72 at five years, and medians 43 / 93 = 0.46."""
    effects = {series.key: series.effect for series in load_external().series}

    assert round(math.log(0.45) / math.log(0.33), 2) == effects["irlm_1997"].hazard_ratio
    assert round(43 / 93, 2) == effects["jso_2015"].hazard_ratio


def test_cohort_survives_better_than_every_other_unselected_series():
    """The limitation `baseline_above_other_series` holds: only the 17 patients of one histology,
    left out here, do better than 62.9 %."""
    others = {
        series.key: series.survival_60
        for series in load_external().series
        if series.survival_60 is not None and series.key != "asps_2025"
    }

    assert (min(others.values()), max(others.values())) == (0.15, 0.509)
    assert max(others.values()) < COHORT.survival_60.value


def test_records_are_frozen():
    """A figure cannot be changed after it was read."""
    with pytest.raises(ValidationError, match="frozen"):
        COHORT.contrasts[0].hazard_ratio = 1.0


def test_records_refuse_unknown_fields():
    """A misspelt field is an error, never ignored."""
    row = COHORT.contrasts[0].model_dump() | {"hazzard_ratio": 1.0}

    with pytest.raises(ValidationError, match="hazzard_ratio"):
        Contrast.model_validate(row)
