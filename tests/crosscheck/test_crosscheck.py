"""What `make crosscheck` does, where R is installed."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
COMMITTED = HERE.parents[1] / "docs" / "figures" / "crosscheck.md"
FIGURE = re.compile(r"\d(?:\.\d+)?e[-+]\d+")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The page, made anew; without R and its survival package the test is skipped."""
    rscript = shutil.which("Rscript")
    if rscript is None:
        pytest.skip("R is not installed")
    asked = [rscript, "-e", "quit(status = !requireNamespace('survival', quietly = TRUE))"]
    if subprocess.run(asked, check=False, capture_output=True).returncode != 0:
        pytest.skip("R is installed without its survival package")
    page = tmp_path_factory.mktemp("crosscheck") / "crosscheck.md"
    subprocess.run([sys.executable, HERE, "--output", page], check=True, timeout=600)
    return page.read_text("utf-8")


def without_figures(page):
    """Rounding differs by machine, and versions by date; rows and columns do not."""
    return [
        FIGURE.sub("", line)
        for line in page.splitlines()
        if line.startswith("|") or line.endswith("everywhere.")
    ]


def test_the_committed_page_says_what_is_found_today(written):
    """The same data sets and quantities, and the target met everywhere."""
    assert without_figures(COMMITTED.read_text("utf-8")) == without_figures(written)
    assert "It is met everywhere." in written


@pytest.mark.parametrize("page", ["committed", "written"])
def test_every_figure_is_at_most_the_target(page, request):
    """1e-6, as the page says."""
    text = COMMITTED.read_text("utf-8") if page == "committed" else request.getfixturevalue(page)
    figures = [float(found) for found in FIGURE.findall(text.split("## R ")[1])]

    assert len(figures) > 100
    assert all(figure <= 1e-6 for figure in figures)
