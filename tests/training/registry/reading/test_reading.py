"""What is read of a registry without faults, and of one whose faulty rows are left out."""

import os
import subprocess
import sys
from datetime import date

import numpy as np
import pytest

from training.registry.reading.errors import RegistryRefused


def test_factors_have_the_kind_that_they_are_declared_with(read):
    registry = read([{"grade": "2", "smoker": "No"}, {"grade": "", "smoker": ""}])

    np.testing.assert_array_equal([2.0, np.nan], registry.factors["grade"])
    assert [False, None] == registry.factors["smoker"].tolist()
    assert ["leiomyosarcoma"] * 2 == registry.factors["histology"].tolist()
    assert np.float64 == registry.factors["age_years"].dtype


def test_neither_identifier_nor_date_is_kept(read):
    """Of dates only what follows from them: 1943-07-20 to 2003-07-19 are 59 completed years."""
    row = {
        "patient_id": "ZX-4711",
        "age_years": None,
        "time_months": None,
        "date_birth": "1943-07-20",
        "date_operation": "2003-07-19 00:00:00",
        "date_last_follow_up": "2003-07-19",
    }
    registry = read([row])

    assert not [name for name in registry.factors if "date" in name or "patient" in name]
    assert [59.0] == registry.factors["age_years"].tolist()
    assert [1] == registry.follow_up["overall_survival"].months.tolist()
    assert "4711" not in repr(registry)


def test_month_that_has_begun_counts_as_a_whole_one(read):
    rows = [{"time_months": text} for text in ("0", "0.2", "12", "12.1", "36.00000000000001")]

    months = read(rows).follow_up["overall_survival"].months

    assert [1, 1, 12, 13, 36] == months.tolist()


def test_causes_of_death_make_cancer_specific_survival(read):
    """1 of sarcoma, 2 of another cause, 0 alive; of the living the cause may stay empty."""
    registry = read(
        [
            {"died": "1", "died_of_sarcoma": "1"},
            {"died": "1", "died_of_sarcoma": "0"},
            {"died": "0", "died_of_sarcoma": ""},
        ]
    )

    assert [1, 2, 0] == registry.follow_up["cancer_specific_survival"].cause.tolist()
    assert [1, 1, 0] == registry.follow_up["overall_survival"].cause.tolist()


def test_without_deaths_of_another_cause_there_is_no_cancer_specific_survival(check, make_table):
    told = check(make_table([{"died_of_sarcoma": "yes"}, {"died": "no", "died_of_sarcoma": "no"}]))

    assert 0 == told.code
    assert "cancer_specific_survival" not in told.out
    assert "no death of another cause is recorded" in told.out


def test_disease_free_time_follows_from_the_date_of_relapse(read):
    """2000-01-01 + 61 days are 2.004 months, hence 3; without relapse it ends with follow-up."""
    base = {
        "date_operation": "2000-01-01",
        "date_last_follow_up": "2000-12-31",
        "time_months": None,
    }
    rows = [
        {**base, "died": "1", "relapsed_or_died": "1", "date_relapse": "2000-03-02"},
        {**base, "died": "1", "relapsed_or_died": "1", "date_relapse": ""},
        {**base, "died": "0", "relapsed_or_died": "0", "date_relapse": ""},
    ]

    follow_up = read(rows).follow_up["disease_free_survival"]

    assert [3, 12, 12] == follow_up.months.tolist()
    assert [1, 1, 0] == follow_up.cause.tolist()


def test_unknown_completeness_is_kept_for_disease_free_survival_and_counted(read):
    good = {"dfs_time_months": "10", "relapsed_or_died": "1"}

    registry = read([good, {**good, "complete_resection": ""}])

    assert [True, True] == registry.follow_up["disease_free_survival"].included.tolist()
    [notice] = [notice for notice in registry.notices if notice.code == "completeness_unknown"]
    assert 1 == notice.count


def test_identical_rows_are_kept_and_counted_where_there_is_no_identifier(read):
    """They may be two patients alike."""
    registry = read([{}, {}, {"sex": "male"}])

    assert 3 == registry.n_patients
    assert [("identical_rows", 1)] == [(n.code, n.count) for n in registry.notices]


def test_patients_without_identifier_are_counted(read):
    registry = read([{"patient_id": "a"}, {"patient_id": ""}, {"patient_id": ""}])

    assert [("patients_without_identifier", 2)] == [(n.code, n.count) for n in registry.notices]


def test_relapse_of_unknown_date_leaves_a_time_that_must_be_known(read):
    base = {
        "date_operation": "2000-01-01",
        "date_last_follow_up": "2000-12-31",
        "time_months": None,
    }
    dated = {**base, "relapsed_or_died": "1", "date_relapse": "2000-05-01"}
    undated = {**base, "died": "0", "relapsed_or_died": "1", "date_relapse": ""}

    with pytest.raises(RegistryRefused) as refused:
        read([undated, dated])

    [fault] = refused.value.faults
    assert (2, "dfs_time_months", "value_required") == (fault.row, fault.column, fault.code)


def test_date_of_relapse_without_date_of_operation_is_no_time(read):
    """The operation's date of this row is unknown, while another row has it."""
    rows = [
        {"date_operation": "2000-01-01", "date_relapse": "2001-01-01", "relapsed_or_died": "1"},
        {"date_operation": "", "date_relapse": "2001-01-01", "relapsed_or_died": "1"},
    ]

    with pytest.raises(RegistryRefused) as refused:
        read(rows)

    assert [(3, "dfs_time_months")] == [(f.row, f.column) for f in refused.value.faults]


def test_no_date_lies_after_today(read):
    row = {"date_birth": "1950-01-02"}

    assert 1 == read([row], today=date(1950, 1, 2)).n_patients
    with pytest.raises(RegistryRefused, match="1 fault"):
        read([row], today=date(1950, 1, 1))


def test_faulty_rows_are_left_out_only_when_asked_and_counted(check, make_table):
    """Each at its first fault; then those to whom the models do not apply."""
    rows = [
        {},
        {"sex": "x", "nodule_count": "0"},
        {"time_months": "-1", "local_therapy": "sabr"},
        {"histology": "kaposi_sarcoma", "extrapulmonary_disease": "yes"},
        {"extrapulmonary_disease": "yes"},
        {"local_therapy": "sabr"},
    ]
    content = make_table(rows)

    assert 2 == check(content).code
    told = check(content, "--exclude-faulty-rows")

    assert 0 == told.code
    counts = dict(line.rsplit(maxsplit=1) for line in told.out.split("\n\n")[0].splitlines())
    expected = {
        "rows in the file": "6",
        "left out: out_of_range": "1",
        "left out: negative_time": "1",
        "left out: local_therapy_not_surgery": "1",
        "left out: extrapulmonary_disease_present": "2",
        "patients": "1",
    }
    assert expected == counts


def test_fault_of_a_whole_column_refuses_even_when_rows_may_be_left_out(check, make_table):
    told = check(make_table([{}, {"nodules": "1", "sex": "x"}]), "--exclude-faulty-rows")

    told.assert_refused(("", "column K", "unknown_column"), ("3", "sex", "unknown_level"))


def test_registry_of_which_nobody_is_left_is_refused(check, make_table):
    told = check(make_table([{"histology": "kaposi_sarcoma"}]))

    assert (2, {("", "", "nobody_left")}) == (told.code, told.places)


def test_environment_cannot_switch_the_validation_off(tmp_path, make_table):
    """Pandera reads a variable that does so; and a process of its own has no traceback either."""
    (tmp_path / "r.csv").write_text(make_table([{"sex": "Zaphod"}]))

    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "training", "check", "--registry", "r.csv"],
        cwd=tmp_path,
        env={**os.environ, "PANDERA_VALIDATION_ENABLED": "False"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (2, "") == (done.returncode, done.stdout)
    assert "unknown_level" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Zaphod" not in done.stderr
