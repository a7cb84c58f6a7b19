import io
from contextlib import suppress
from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from training.registry.reading.errors import RegistryRefused
from training.registry.reading.file import read_sheet
from training.registry.reading.parquet import read_parquet


def parquet(**columns):
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns), buffer)
    return buffer.getvalue()


GOOD = {
    "age_years": [61.5, None],
    "sex": pa.array(["female", "male"]).dictionary_encode(),
    "nodule_count": [3, 1],
    "date_operation": [date(2000, 1, 2), date(2001, 1, 2)],
    "date_last_follow_up": [datetime(2005, 1, 2), datetime(2006, 1, 2)],  # noqa: DTZ001  # as pandas
    "died": [True, False],
}


def test_parquet_is_read_by_the_rules_of_csv(check):
    told = check(parquet(**GOOD), name="registry.parquet")

    assert (0, "") == (told.code, told.error)
    assert "2 patients, 1 event" in told.out


def test_rows_are_numbered_as_in_csv(check):
    told = check(parquet(**{**GOOD, "nodule_count": [3, 0]}))

    assert {("3", "nodule_count", "out_of_range")} == told.places


@pytest.mark.parametrize("column", [[[1], [2]], [{"a": 1}, {"a": 2}], [b"\xff", b"a"]])
def test_column_of_an_unreadable_type_is_a_fault(check, column):
    told = check(parquet(**{**GOOD, "age_years": column}))

    assert (2, {("", "age_years", "column_type")}) == (told.code, told.places)


def test_moment_with_a_zone_is_no_date(check):
    """Midnight in one zone is the day before in another."""
    moments = [datetime(2000, 1, 2, tzinfo=UTC)] * 2

    told = check(parquet(**{**GOOD, "date_operation": moments}))

    assert ("2", "date_operation", "date_with_time") in told.places


def test_parquet_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr("training.registry.reading.parquet.MAX_UNPACKED_BYTES", 10)

    with pytest.raises(RegistryRefused) as refused:
        read_parquet(parquet(**GOOD))

    assert ["file_too_large"] == [fault.code for fault in refused.value.faults]


def test_parquet_with_too_many_columns_is_refused():
    with pytest.raises(RegistryRefused) as refused:
        read_parquet(parquet(**{f"c{i}": [1] for i in range(300)}))

    assert ["too_many_columns"] == [fault.code for fault in refused.value.faults]


@settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_broken_parquet_is_refused_or_read(data):
    """A byte changed, or the end cut off."""
    content = bytearray(parquet(**GOOD))
    place = data.draw(st.integers(4, len(content) - 1))
    content[place] = data.draw(st.integers(0, 255))
    end = data.draw(st.sampled_from([len(content), place]))

    with suppress(RegistryRefused):
        sheet = read_sheet(bytes(content[:end]))
        assert len(sheet.header) == len(sheet.columns)
