import csv
import io

import pytest

from models.factors import FACTORS
from training.__main__ import main
from training.registry.reading.columns import COLUMNS
from training.registry.template import template_files


def rows_of(name):
    return list(csv.DictReader(io.StringIO(template_files()[name])))


def test_header_names_every_column_and_nothing_follows(tmp_path, capsys):
    """So that it cannot be read as if it held patients."""
    assert [",".join(COLUMNS)] == template_files()["registry.csv"].splitlines()
    assert [] == rows_of("registry.csv")
    assert 0 == main(["template", "--output", str(tmp_path)])

    assert 2 == main(["check", "--registry", str(tmp_path / "registry.csv")])
    assert "a header without patients" in capsys.readouterr().err


def test_dictionary_tells_of_each_factor_what_its_declaration_tells():
    entries = {row["column"]: row for row in rows_of("dictionary.csv")}

    assert list(COLUMNS) == list(entries)
    for name, factor in FACTORS.items():
        assert factor.description == entries[name]["meaning"]
        assert (factor.unit or "") == entries[name]["unit"]
        if factor.levels:
            assert list(factor.levels) == entries[name]["levels"].split(" | ")


def test_registry_filled_in_by_the_dictionary_passes(tmp_path, capsys):
    """The first of the levels, the highest of a range; not those of whom the models say nothing."""
    patient = {
        name: "2000-01-01" if column.kind == "date" else (column.levels or ("1",))[0]
        for name, column in COLUMNS.items()
        if not name.startswith("date_") and name != "extrapulmonary_disease"
    }
    path = tmp_path / "registry.csv"
    path.write_text(f"{','.join(patient)}\n{','.join(patient.values())}\n")

    assert 0 == main(["check", "--registry", str(path)]), capsys.readouterr().err


def test_template_is_written_into_a_new_folder_and_named(tmp_path, capsys):
    folder = tmp_path / "a" / "b"

    assert 0 == main(["template", "--output", str(folder)])
    assert sorted(template_files()) == sorted(path.name for path in folder.iterdir())
    assert [f"{folder / name} written" for name in template_files()] == (
        capsys.readouterr().out.splitlines()
    )


@pytest.mark.parametrize("name", template_files())
def test_nothing_is_written_over(tmp_path, capsys, name):
    (tmp_path / name).write_text("mine")

    assert 2 == main(["template", "--output", str(tmp_path)])
    assert f"--output already holds {name}" in capsys.readouterr().err
    assert [("mine", name)] == [(path.read_text(), path.name) for path in tmp_path.iterdir()]


def test_template_below_a_file_is_refused(tmp_path, capsys):
    (tmp_path / "file").write_text("")

    assert 2 == main(["template", "--output", str(tmp_path / "file" / "new")])
    assert "--output must be a folder" in capsys.readouterr().err
