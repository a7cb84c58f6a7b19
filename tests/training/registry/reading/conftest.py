"""A registry without faults, to be spoilt in one place, and the command that judges it."""

import csv
import io
from dataclasses import dataclass

import pytest

from training.__main__ import main
from training.commands.refusal import faults_file_of
from training.registry.reading.reading import read_registry

GOOD = {
    "age_years": "61",
    "sex": "female",
    "histology": "leiomyosarcoma",
    "disease_free_interval_months": "14.5",
    "nodule_count": "3",
    "largest_nodule_cm": "2.2",
    "laterality": "bilateral",
    "complete_resection": "yes",
    "time_months": "30",
    "died": "yes",
}


def table(rows, delimiter=","):
    """CSV with the good values wherever a row does not say otherwise; None drops a column."""
    names = dict.fromkeys([*GOOD, *(name for row in rows for name in row)])
    names = [name for name in names if any(row.get(name, "") is not None for row in rows)]
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([({**GOOD, **row}).get(name, "") for name in names] for row in rows)
    return buffer.getvalue()


SECRETS = ("Zaphod", "ZX-4711", "97.531", "1931-07-19")
"""Values that tests write into a file, and that must come out nowhere."""


@dataclass(frozen=True)
class Told:
    """What the command told: exit code, both streams, and the file of the faults."""

    code: int
    out: str
    error: str
    faults: tuple

    @property
    def everything(self):
        return f"{self.out}{self.error}{self.faults}"

    @property
    def places(self):
        return {(fault["row"], fault["column"], fault["code"]) for fault in self.faults}

    def assert_refused(self, *places):
        """Exit code 2, these faults in the file and no others, and not a value anywhere."""
        assert (2, "") == (self.code, self.out), self.error
        assert set(places) == self.places
        for _, column, code in places:
            assert code in self.error
            assert column in self.error
        for secret in (*SECRETS, "Traceback"):
            assert secret not in self.everything

    def assert_file_refused(self, says):
        """Exit code 2 and one line, which does not repeat the file either."""
        assert (2, "", ()) == (self.code, self.out, self.faults)
        [line] = self.error.splitlines()
        assert line.startswith("python -m training check: the registry is refused: ")
        assert says in line
        for secret in SECRETS:
            assert secret not in line


@pytest.fixture
def check(tmp_path, capsys):
    """Write a file, and run `check` on it."""

    def run(content, *options, name="registry.csv"):
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        code = main(["check", "--registry", str(path), *options])
        out, error = capsys.readouterr()
        file = faults_file_of(path)
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        # The path is the user's own, and pytest writes the test's name into it.
        error = error.replace(str(file), "FILE")
        return Told(code, out, error, tuple(csv.DictReader(io.StringIO(text))))

    return run


@pytest.fixture
def read(tmp_path):
    """Write rows, and read them as a registry."""

    def run(rows, **options):
        path = tmp_path / "registry.csv"
        path.write_text(table(rows), encoding="utf-8")
        return read_registry(path, **options)

    return run


@pytest.fixture
def make_table():
    return table
