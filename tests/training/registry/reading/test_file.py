"""Each fault of a file by name, from a real file through the command line."""

import pytest

from training.__main__ import main
from training.registry.reading.errors import FileRefused
from training.registry.reading.file import MAX_BYTES, read_content


def test_byte_order_mark_is_passed_over(check, make_table):
    assert 0 == check(b"\xef\xbb\xbf" + make_table([{}]).encode()).code


def test_semicolons_and_decimal_commas_are_read(check, make_table):
    told = check(make_table([{"largest_nodule_cm": "2,5"}], delimiter=";"))

    assert (0, "") == (told.code, told.error)


def test_tabs_are_read(check, make_table):
    assert 0 == check(make_table([{}], delimiter="\t")).code


def test_latin_1_is_read_and_stated(check, make_table):
    told = check(make_table([{"patient_id": "M\u00fcller"}]).encode("latin-1"))

    assert 0 == told.code
    assert "read as Latin-1" in told.out
    assert "M\u00fcller" not in told.everything


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b" \r\n\r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"age_years,time_months,died\n", "without patients"),
        (b"PK\x03\x04 Zaphod", "save the sheet as 'CSV UTF-8"),
        (b"\xd0\xcf\x11\xe0 Zaphod", "save the sheet as 'CSV UTF-8"),
        ("age_years,died\n".encode("utf-16"), "UTF-16"),
        (b"age_years,died\n5\0,Zaphod\n", "neither CSV nor Parquet"),
        (b"PAR1 Zaphod PAR1", "Parquet file that is broken"),
        (b'age_years,died\n5,"Zaphod\n6,yes\n', "row 2: a quote is not closed"),
        (b'age_years,died\n1,1\n5,"Za"phod\n', "row 3: a quote is not closed"),
        (b"Zaphod,ZX-4711,97.531\nTrillian,ZX-4712,1\n", "the first row names no column"),
        (b"{}\n{}", "the first row names no column"),
        (",".join(f"c{i}" for i in range(10_000)).encode() + b"\n1\n", "more than 256 columns"),
    ],
)
def test_file_that_is_no_table_is_refused_in_one_line(check, content, says):
    told = check(content)

    told.assert_file_refused(says)
    assert "Zaphod" not in told.everything


def test_folder_is_refused(tmp_path, check):
    (tmp_path / "registry.csv").mkdir()

    check(None).assert_file_refused("a folder, not a file")


def test_missing_file_is_refused(check):
    check(None).assert_file_refused("there is no such file")


def test_device_is_refused(capsys):
    assert 2 == main(["check", "--registry", "/dev/null"])
    assert "a device or a pipe" in capsys.readouterr().err


def test_file_of_2_gb_is_refused_unread(tmp_path, check):
    """Sparse, so that it takes no room."""
    with (tmp_path / "registry.csv").open("wb") as stream:
        stream.truncate(2 * 1024**3)

    check(None).assert_file_refused("larger than a registry can be: at most 64 MiB")
    assert 64 * 2**20 == MAX_BYTES


def test_file_that_may_not_be_read_is_refused(check, make_table, monkeypatch):
    """As the system says it; the superuser of a container would be let in."""

    def deny(*_):
        raise PermissionError(13, "Permission denied", "Zaphod.csv")

    assert 0 == check(make_table([{}])).code
    monkeypatch.setattr("pathlib.Path.open", deny)

    told = check(None)

    told.assert_file_refused("may not be read")
    assert "Zaphod" not in told.everything


def test_path_below_a_file_is_refused(tmp_path, capsys):
    """The system's message would hold the path; it is not passed on."""
    (tmp_path / "file").write_text("")

    assert 2 == main(["check", "--registry", str(tmp_path / "file" / "Zaphod.csv")])
    assert "Zaphod" not in capsys.readouterr().err


def test_row_with_too_many_or_too_few_cells_is_a_fault(check):
    told = check("age_years,time_months,died\n50,3,yes\n50,3\n50,3,yes,Zaphod\n50,3,yes,,\n")

    assert (2, {("3", "", "ragged_row"), ("4", "", "ragged_row")}) == (told.code, told.places)
    assert "Zaphod" not in told.everything


def test_rows_are_numbered_as_a_spreadsheet_shows_them(check):
    """An empty line is a row, and a line break inside quotes is none."""
    told = check('sex,time_months,died\n"fe\nmale",3,yes\n\n,,\nx,3,yes\n')

    expected = {("2", "sex", "unknown_level"), ("5", "sex", "unknown_level")}
    assert expected == told.places


def test_list_of_faults_replaces_its_own_kind_only(tmp_path, check, make_table):
    """A file of the same name that somebody wrote stays as it is, and is said to be in the way."""
    other = tmp_path / "registry.csv.faults.csv"
    other.write_text("mine")

    told = check(make_table([{"sex": "x"}]))

    assert (2, "mine") == (told.code, other.read_text())
    assert "every fault by row: FILE cannot be written to" in told.error


def test_list_of_faults_goes_when_the_file_passes(tmp_path, check, make_table):
    """It would no longer be true."""
    assert 2 == check(make_table([{"sex": "x"}])).code
    assert 0 == check(make_table([{}])).code
    assert ["registry.csv"] == [path.name for path in tmp_path.iterdir()]


def test_file_at_the_limit_is_read_and_one_byte_more_is_not(monkeypatch, tmp_path):
    """Also where it has grown since it was asked for its size."""
    monkeypatch.setattr("training.registry.reading.file.MAX_BYTES", 3)
    path = tmp_path / "r.csv"
    path.write_bytes(b"abc")
    assert b"abc" == read_content(path)

    path.write_bytes(b"abcd")
    with pytest.raises(FileRefused):
        read_content(path)
    monkeypatch.setattr("training.registry.reading.file._require_file", lambda *_: None)
    with pytest.raises(FileRefused):
        read_content(path)
