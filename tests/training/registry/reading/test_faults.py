import pytest

from training.registry.reading.faults import (
    RegistryFault,
    count_of,
    faults_csv,
    group_faults,
    name_rows,
)


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([2], "2"),
        ([2, 5, 9, 10, 11, 12], "2, 5, 9-12"),
        ([2, 4, 6, 8, 10, 11], "2, 4, 6, 8 and 2 more"),
        (list(range(2, 100)), "2-99"),
    ],
)
def test_rows_are_named_in_runs(rows, text):
    assert text == name_rows(rows)


def test_equal_faults_are_one_group_and_whole_columns_come_first():
    faults = [
        RegistryFault(7, "a", "x", "m"),
        RegistryFault(None, "z", "y", "m"),
        RegistryFault(3, "a", "x", "m"),
    ]

    groups = group_faults(faults)

    assert [("z", ()), ("a", (3, 7))] == [(group.column, group.rows) for group in groups]


def test_file_holds_each_fault_by_row():
    faults = [RegistryFault(3, "a", "x", "m, n"), RegistryFault(None, None, "y", "m")]

    assert 'row,column,code,message\n,,y,m\n3,a,x,"m, n"\n' == faults_csv(faults)


def test_count_has_its_noun():
    assert ("1 fault", "2 faults") == (count_of(1, "fault"), count_of(2, "fault"))
