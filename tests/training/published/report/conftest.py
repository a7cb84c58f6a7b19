"""The report of the small bundle, written once more, and read as a browser would."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest

from training.published.evidence import load_external, load_issues
from training.published.reconstruction import reconstruct
from training.published.report import Subject

VOID = {"meta", "link", "br", "hr", "img", "input"}


@pytest.fixture(scope="session")
def subject(bundle, published):
    """What the report of the small bundle is about: all but the report itself."""
    told = bundle.manifest.training
    records, models = bundle.manifest.outcomes["overall_survival"], bundle.models
    files = {
        name: sha256
        for name, sha256 in bundle.manifest.files.items()
        if name != bundle.manifest.report
    }
    return Subject(
        published=published,
        external=load_external(),
        issues=load_issues(),
        reconstructions=tuple(
            reconstruct(published, n_cohorts=told["n_reconstructions"], seed=told["seed"], n_jobs=1)
        ),
        manifest=bundle.manifest.model_copy(update={"files": files, "report": None}),
        cox=models["overall_survival"]["cox"],
        cox_record=records["cox"],
        forest=models["overall_survival"]["forest"],
        forest_record=records["forest"],
    )


@pytest.fixture(scope="session")
def page(bundle):
    """The report as the bundle holds it."""
    return bundle.report.decode()


@dataclass
class Page(HTMLParser):
    """Elements, text and tables of a page; refuses what is not balanced."""

    open: list = field(default_factory=list)
    elements: list = field(default_factory=list)
    pieces: list = field(default_factory=list)
    tables: dict = field(default_factory=dict)
    _cell: list | None = None

    def __post_init__(self):
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "table":
            self.tables[dict(attrs)["id"].removeprefix("table-")] = []
        if tag == "tr":
            self._row().append([])
        if tag in {"td", "th"}:
            self._cell = []

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert tag == self.open.pop()
        if tag in {"td", "th"}:
            text = re.sub(r"\s+", " ", "".join(self._cell)).strip()
            self._row()[-1].append(text)
            self._cell = None

    def handle_data(self, data):
        if self.open and self.open[-1] not in {"style", "script"}:
            self.pieces.append(data)
        if self._cell is not None:
            self._cell.append(data)

    def _row(self):
        return list(self.tables.values())[-1]

    @property
    def text(self):
        """All that is read, with single spaces."""
        return re.sub(r"\s+", " ", "".join(self.pieces))

    def rows(self, table):
        """Rows of a table's body, cell by cell; those of the head have no number of their own."""
        n_heads = 2 if self.tables[table][0][0] == "" else 1
        return self.tables[table][n_heads:]


@pytest.fixture(scope="session")
def read(page):
    """The page, parsed."""
    parser = Page()
    parser.feed(page)
    parser.close()
    assert [] == parser.open
    return parser


@pytest.fixture(scope="session")
def numbers_in():
    """Give the function that reads the numbers in a text; percentages stay percentages."""

    def read_numbers(text):
        plain = text.replace("\N{MINUS SIGN}", "-")
        return [float(found) for found in re.findall(r"(?<![\w.])[-+]?\d+(?:\.\d+)?", plain)]

    return read_numbers
