"""Templates of reports, and how numbers are written in them."""

from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template

from training.report import wording
from training.report.table import IssueIds, Table


def load_template(name: str) -> Template:
    """Load a template of this package; what it shows is escaped, and must be defined.

    Parameters
    ----------
    name : str
        Of a file beside this module.
    """
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(_read),
    )
    environment.filters.update(
        number=wording.number, percent=wording.percent, points=wording.points
    )
    environment.tests.update(
        issues=lambda cell: isinstance(cell, IssueIds),
        table=lambda block: isinstance(block, Table),
    )
    return environment.get_template(name)


def _read(name: str) -> str:
    return resources.files("training.report").joinpath(name).read_text("utf-8")
