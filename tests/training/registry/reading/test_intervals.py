from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.fhir.dates import disease_free_interval as interval_of_record
from service.fhir.dates import years_completed as years_of_record
from training.registry.reading.intervals import (
    derive_intervals,
    disease_free_interval,
    years_completed,
)
from training.registry.reading.table import RegistryTable

DATES = st.dates(date(1900, 1, 1), date(2100, 1, 1))


def days(*values):
    return np.array(values, dtype="datetime64[D]")


@given(DATES, DATES)
def test_interval_is_the_one_that_a_fhir_record_gives(resection, metastasis):
    """One patient, whether learnt from or asked about."""
    expected = interval_of_record(resection, metastasis)

    assert [expected] == disease_free_interval(days(resection), days(metastasis)).tolist()


@given(DATES, DATES)
def test_age_is_the_one_that_a_fhir_record_gives(birth, day):
    assert [years_of_record(birth, day)] == years_completed(days(birth), days(day)).tolist()


def test_unknown_date_gives_an_unknown_interval():
    assert np.isnan(disease_free_interval(days("NaT"), days("2020-01-01"))).all()
    assert np.isnan(years_completed(days("2020-01-01"), days("NaT"))).all()


def table(**columns):
    n_rows = len(next(iter(columns.values())))
    return RegistryTable(np.arange(2, 2 + n_rows), columns)


@pytest.mark.parametrize(
    ("stated", "is_fault"),
    # 2000-01-01 to 2000-12-31 are 365 days, 11.99 months.
    [(12.0, False), (11.0, False), (12.99, False), (13.0, True), (10.9, True)],
)
def test_stated_interval_must_agree_with_the_dates_within_a_month(stated, is_fault):
    _, faults = derive_intervals(
        table(
            time_months=np.array([stated]),
            date_operation=days("2000-01-01"),
            date_last_follow_up=days("2000-12-31"),
        )
    )

    assert is_fault == ("interval_disagrees" in [fault.code for fault in faults])


def test_stated_interval_is_kept_and_a_missing_one_filled():
    """2000-01-01 to 2000-03-02 are 61 days, 61 / 30.4375 = 2.00 months."""
    derived, faults = derive_intervals(
        table(
            disease_free_interval_months=np.array([2.5, np.nan, 7.0]),
            date_primary_resection=days("2000-01-01", "2000-01-01", "NaT"),
            date_lung_metastasis=days("2000-03-02", "2000-03-02", "2000-03-02"),
        )
    )

    assert [] == faults
    assert [2.5, 2.0, 7.0] == derived.columns["disease_free_interval_months"].tolist()
