"""Our fits against those of R's `survival::coxph`.

`cohort.csv` is a pseudo-cohort; `coxph.csv` is what `coxph.R` made of it, with R 4.2.2 and
survival 3.5-3.
"""

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

from training.published.reconstruction import compare

HERE = Path(__file__).parent


def read(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def rscript():
    """The path of an R that has the survival package; without one the test is skipped."""
    path = shutil.which("Rscript")
    if path is None:
        pytest.skip("R is not installed")
    asked = [path, "-e", "quit(status = !requireNamespace('survival', quietly = TRUE))"]
    if subprocess.run(asked, check=False, capture_output=True).returncode != 0:
        pytest.skip("R is installed without its survival package")
    return path


def assert_equal_fits(ours, theirs):
    assert [(row.name, row.adjusted) for row in ours] == [
        (row["name"], row["adjusted"] == "1") for row in theirs
    ]
    for row, other in zip(ours, theirs, strict=True):
        assert float(other["log_hazard_ratio"]) == pytest.approx(row.log_hazard_ratio, abs=1e-6)
        assert float(other["standard_error"]) == pytest.approx(row.standard_error, abs=1e-6)


def test_every_row_equals_the_committed_fits_of_r(stored_cohort, published):
    """Coefficients and standard errors of all 18 rows are R's, to 1e-6."""
    assert_equal_fits(compare(stored_cohort, published), read(HERE / "coxph.csv"))


def test_r_fitted_the_published_numbers_of_patients():
    """Approach on 109 patients, margin on 96, every other row on all 110."""
    patients = {row["name"]: int(row["n"]) for row in read(HERE / "coxph.csv")}

    assert (patients.pop("vats"), patients.pop("margin_positive")) == (109, 96)
    assert {110} == set(patients.values())


def test_r_still_gives_the_committed_fits(rscript, stored_cohort, published, tmp_path):
    """Run again, the script gives fits that ours equal to 1e-6."""
    result = tmp_path / "coxph.csv"
    command = [rscript, "--vanilla", HERE / "coxph.R", HERE / "cohort.csv", result]

    subprocess.run(command, check=True, capture_output=True, timeout=600)

    assert_equal_fits(compare(stored_cohort, published), read(result))
