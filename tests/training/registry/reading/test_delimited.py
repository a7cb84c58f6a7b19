import pytest

from training.registry.reading.delimited import read_delimited
from training.registry.reading.errors import FileRefused


@pytest.mark.parametrize(
    ("limit", "code"), [("MAX_ROWS", "too_many_rows"), ("MAX_CELLS", "file_too_large")]
)
def test_table_beyond_a_limit_is_refused(monkeypatch, limit, code):
    monkeypatch.setattr(f"training.registry.reading.delimited.{limit}", 1)

    with pytest.raises(FileRefused) as refused:
        read_delimited(b"age_years,died\n1,1\n2,1\n")

    assert [code] == [fault.code for fault in refused.value.faults]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiter_is_the_one_of_the_header(delimiter):
    """Others inside quoted cells do not count."""
    sheet = read_delimited(f'died{delimiter}"b,;"\n1{delimiter}2\n'.encode())

    assert ("died", "b,;") == sheet.header


def test_rows_of_old_and_new_line_ends_are_the_same():
    texts = [b"a,b%s1,2%s3,4" % (end, end) for end in (b"\n", b"\r\n", b"\r")]

    assert [[2, 3]] * 3 == [read_delimited(text).rows.tolist() for text in texts]


def test_empty_rows_are_passed_over_and_counted():
    """Lines of separators, which spreadsheets leave behind; an empty line is not worth a word."""
    sheet = read_delimited(b"a,b\n1,2\n,,\n\n ,\n3,4\n,,\n")

    assert [2, 6] == sheet.rows.tolist()
    assert [("empty_rows", 3)] == [(notice.code, notice.count) for notice in sheet.notices]


@pytest.mark.parametrize(
    ("limit", "least"), [("MAX_ROWS", 3), ("MAX_CELLS", 6), ("MAX_COLUMNS", 2)]
)
def test_table_at_a_limit_is_read_and_one_beyond_it_is_not(monkeypatch, limit, least):
    """Three rows of two columns."""
    content = b"age_years,died\n1,1\n2,1\n3,0\n"
    monkeypatch.setattr(f"training.registry.reading.delimited.{limit}", least)
    assert [2, 3, 4] == read_delimited(content).rows.tolist()

    monkeypatch.setattr(f"training.registry.reading.delimited.{limit}", least - 1)
    with pytest.raises(FileRefused):
        read_delimited(content)
