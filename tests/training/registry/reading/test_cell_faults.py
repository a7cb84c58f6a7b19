"""Each fault of a cell or a row by name, from a real file through the command line."""

import pytest


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ({"age_years": "97.531e9"}, "age_years", "not_a_number"),
        ({"age_years": "130"}, "age_years", "out_of_range"),
        ({"age_years": "732"}, "age_years", "out_of_range"),
        ({"largest_nodule_cm": "3 cm"}, "largest_nodule_cm", "not_a_number"),
        ({"largest_nodule_cm": "0"}, "largest_nodule_cm", "out_of_range"),
        ({"time_months": "1.234,5"}, "time_months", "ambiguous_number"),
        ({"time_months": "1,234"}, "time_months", "ambiguous_number"),
        ({"time_months": "-3"}, "time_months", "negative_time"),
        ({"time_months": ""}, "time_months", "value_required"),
        ({"died": "unknown"}, "died", "value_required"),
        ({"died": "Zaphod"}, "died", "not_a_boolean"),
        ({"sex": "Zaphod"}, "sex", "unknown_level"),
        ({"nodule_count": "2.5"}, "nodule_count", "not_a_whole_number"),
        ({"nodule_count": "0"}, "nodule_count", "out_of_range"),
        ({"nodule_count": "01-Feb"}, "nodule_count", "date_instead_of_number"),
        ({"nodule_count": "2024-02-03"}, "nodule_count", "date_instead_of_number"),
        ({"nodule_count": "1"}, "nodule_count", "bilateral_with_one_nodule"),
        (
            {"preoperative_chemotherapy": "no", "radiological_response": "partial"},
            "radiological_response",
            "response_without_chemotherapy",
        ),
        ({"date_birth": "45123"}, "date_birth", "date_as_serial"),
        ({"date_birth": "01.02.2020"}, "date_birth", "date_order_unknown"),
        ({"date_birth": "02/03/2020"}, "date_birth", "date_order_unknown"),
        ({"date_birth": "Mar-20"}, "date_birth", "date_without_day"),
        ({"date_birth": "01.02.20"}, "date_birth", "date_two_digit_year"),
        ({"date_birth": "2024-02-30"}, "date_birth", "date_does_not_exist"),
        ({"date_birth": "2990-01-01"}, "date_birth", "date_in_future"),
        ({"date_birth": "1931-07-19 08:15"}, "date_birth", "date_with_time"),
        ({"date_birth": "Zaphod"}, "date_birth", "not_a_date"),
        (
            {
                "date_operation": "1999-05-02",
                "date_last_follow_up": "1999-05-01",
                "time_months": "",
            },
            "date_last_follow_up",
            "follow_up_before_operation",
        ),
        (
            {"date_operation": "1999-05-02", "date_last_follow_up": "1999-09-01"},
            "time_months",
            "interval_disagrees",
        ),
        (
            {"date_operation": "1999-05-02", "date_lung_metastasis": "1999-06-01"},
            "date_lung_metastasis",
            "metastasis_after_operation",
        ),
        ({"died": "no", "died_of_sarcoma": "yes"}, "died_of_sarcoma", "cause_of_death_of_living"),
    ],
)
def test_fault_in_a_cell_is_named_by_row_and_column(check, make_table, row, column, code):
    """The second patient's, in row 3; the first is without faults."""
    first = {name: "" for name in row if "date" in name or "respon" in name or "preop" in name}
    if "died_of_sarcoma" in row:
        first["died_of_sarcoma"] = "yes"

    check(make_table([first, row])).assert_refused(("3", column, code))


def test_patient_entered_twice_is_a_fault_in_both_rows_without_the_identifier(check, make_table):
    rows = [{"patient_id": name} for name in ("ZX-4711", "ZX-1", "ZX-4711")]

    told = check(make_table(rows))

    code = "duplicate_patient"
    told.assert_refused(("2", "patient_id", code), ("4", "patient_id", code))
    assert "ZX" not in told.everything


def test_every_fault_is_listed_at_once(check, make_table):
    """Several in one row, several rows, and a whole column."""
    rows = [{"age_years": "Zaphod", "sex": "x", "tumour": "97.531"}, {}, {"age_years": "-1"}]

    check(make_table(rows)).assert_refused(
        ("2", "age_years", "not_a_number"),
        ("2", "sex", "unknown_level"),
        ("4", "age_years", "out_of_range"),
        ("", "column K", "unknown_column"),
    )


def test_death_of_unknown_cause_is_a_fault_where_causes_are_recorded(check, make_table):
    rows = [{"died_of_sarcoma": "yes"}, {"died_of_sarcoma": "no"}, {"died_of_sarcoma": ""}]

    check(make_table(rows)).assert_refused(("4", "died_of_sarcoma", "cause_of_death_unknown"))


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ({"dfs_time_months": "31"}, "dfs_time_months", "relapse_after_follow_up"),
        (
            {"dfs_time_months": "30", "relapsed_or_died": "no"},
            "relapsed_or_died",
            "death_is_an_event",
        ),
        ({"dfs_time_months": ""}, "dfs_time_months", "value_required"),
        ({"relapsed_or_died": "N/A"}, "relapsed_or_died", "value_required"),
    ],
)
def test_disease_free_time_that_contradicts_follow_up_is_a_fault(
    check, make_table, row, column, code
):
    good = {"dfs_time_months": "10", "relapsed_or_died": "1"}

    check(make_table([good, {**good, **row}])).assert_refused(("3", column, code))


def test_disease_free_time_of_an_incomplete_resection_is_not_judged(read):
    """Who still has disease cannot be free of it: left out of that outcome only."""
    good = {"dfs_time_months": "10", "relapsed_or_died": "1"}
    left = {"dfs_time_months": "", "relapsed_or_died": "", "complete_resection": "no"}

    registry = read([good, left])

    follow_up = registry.follow_up["disease_free_survival"]
    assert [True, False] == follow_up.included.tolist()
    assert [10] == follow_up.months[follow_up.included].tolist()
    assert 2 == registry.n_patients
