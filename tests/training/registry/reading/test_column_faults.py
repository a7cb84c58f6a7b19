"""Each fault of a column by name, from a real file through the command line."""

import pytest

from training.__main__ import main
from training.registry.reading.columns import COLUMNS


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"died": None}, "died"),
        ({"died": ""}, "died"),
        ({"time_months": None}, "time_months"),
        ({"time_months": None, "date_operation": "1999-01-01"}, "time_months"),
        ({"relapsed_or_died": "yes"}, "dfs_time_months"),
        ({"dfs_time_months": "3"}, "relapsed_or_died"),
    ],
)
def test_column_that_an_outcome_needs_is_missing(check, make_table, row, column):
    check(make_table([row])).assert_refused(("", column, "missing_column"))


def test_file_without_any_factor_is_refused(check):
    told = check("time_months,died\n3,yes\n")

    assert (2, {("", "", "no_factor")}) == (told.code, told.places)


def test_unknown_column_is_called_by_its_place_and_the_nearest_name(check, make_table):
    """The header may hold a patient's name, so that none of its text is repeated."""
    told = check(make_table([{"nodul_count": "2", "Zaphod B.": "", "=cmd|' /C calc'!A0": "1"}]))

    code = "unknown_column"
    told.assert_refused(*(("", f"column {letter}", code) for letter in "KLM"))
    assert "the nearest name is nodule_count" in told.error
    assert "cmd" not in told.everything


def test_duplicate_header_names_are_a_fault(check):
    told = check("died,time_months,age_years,Age years\nyes,3,97.531,97.531\n")

    told.assert_refused(("", "age_years", "duplicate_column"))


def test_header_is_read_whatever_its_case_and_spaces(tmp_path):
    (tmp_path / "r.csv").write_text(" Age Years ,TIME-months,Died\n50,3,YES\n")

    told = main(["check", "--registry", str(tmp_path / "r.csv")])

    assert 0 == told


@pytest.mark.parametrize(
    ("column", "values", "suspected"),
    [
        ("time_months", ("300", "200", "151", "400", "40"), "days"),
        ("disease_free_interval_months", ("300", "201", "365", "400", "0"), "days"),
        ("largest_nodule_cm", ("9", "12", "25", "3", "14"), "millimetres"),
    ],
)
def test_wrong_unit_is_suspected_until_somebody_accepts_it(
    check, read, make_table, column, values, suspected
):
    rows = [{column: value} for value in values]

    told = check(make_table(rows))

    told.assert_refused(("", column, "unit_suspected"))
    assert suspected in told.error
    assert 5 == read(rows, accepted=[column]).n_patients


def test_column_without_values_counts_as_absent_and_is_noticed(read):
    registry = read([{"grade": ""}, {"grade": "unknown"}])

    assert "grade" not in registry.factors
    assert ("empty_column", "grade") in [(n.code, n.column) for n in registry.notices]


def test_template_may_keep_the_columns_that_are_not_filled_in(read):
    """An empty date of relapse, for one, asks for no disease-free survival."""
    registry = read(
        [dict.fromkeys(COLUMNS, "") | {"sex": "male", "time_months": "3", "died": "no"}]
    )

    assert {"overall_survival"} == registry.follow_up.keys()


def test_forty_percent_missing_is_noticed_and_less_is_not(check, make_table):
    """2 of 5 are 40 %; 1 of 5 is 20 %."""
    rows = [{"sex": "", "age_years": ""}, {"sex": ""}, {}, {}, {}]

    told = check(make_table(rows))

    assert 0 == told.code
    assert "sex: unknown in at least 40 % of the patients (2)" in told.out
    assert "age_years: unknown in" not in told.out
