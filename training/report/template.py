"""Templates of reports, and how numbers are written in them."""

from functools import partial
from importlib import resources

from jinja2 import ChoiceLoader, Environment, FunctionLoader, StrictUndefined, Template

from training.report import wording
from training.report.table import IssueIds, Table

SHARED = "training.report"


def load_template(package: str, name: str) -> Template:
    """Load a report's template; what it shows is escaped, and must be defined.

    Parameters
    ----------
    package : str
        Where the template lies; what it takes in lies there or beside this module.
    name : str
        Of its file.
    """
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=ChoiceLoader([FunctionLoader(partial(_read, one)) for one in (package, SHARED)]),
    )
    environment.filters.update(
        number=wording.number, percent=wording.percent, points=wording.points
    )
    environment.tests.update(
        issues=lambda cell: isinstance(cell, IssueIds),
        table=lambda block: isinstance(block, Table),
    )
    return environment.get_template(name)


def _read(package: str, name: str) -> str | None:
    file = resources.files(package).joinpath(name)
    return file.read_text("utf-8") if file.is_file() else None
