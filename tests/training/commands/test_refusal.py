from pathlib import Path

from training.commands.refusal import MAX_GROUPS, faults_file_of, refusal_lines, tell_refusal
from training.registry.reading.errors import FileRefused, RegistryRefused
from training.registry.reading.faults import RegistryFault


def test_table_says_how_much_it_left_out():
    faults = [RegistryFault(2, f"c{i}", "x", "m") for i in range(MAX_GROUPS + 3)]

    lines = list(refusal_lines(RegistryRefused(faults)))

    assert "the registry is refused: 103 faults, in 1 row" == lines[0]
    assert "and 3 more kinds of faults" == lines[-1]


def test_file_of_the_faults_stands_beside_the_registry():
    assert Path("a/b.csv.faults.csv") == faults_file_of(Path("a/b.csv"))
    assert Path("registry.faults.csv") == faults_file_of(Path())


def test_file_that_is_no_table_gets_no_list(tmp_path, capsys):
    """Its one fault fits a line."""
    tell_refusal(FileRefused("csv_broken", row=7), tmp_path / "f.csv")

    assert capsys.readouterr().err.startswith("the registry is refused: row 7: a quote")
    assert [] == list(tmp_path.iterdir())


def test_folder_in_the_way_is_survived(tmp_path, capsys):
    tell_refusal(RegistryRefused([RegistryFault(2, "sex", "x", "m")]), tmp_path)

    assert f"{tmp_path} cannot be written to" in capsys.readouterr().err
