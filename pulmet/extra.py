"""The libraries of an extra, as the metadata of an installed distribution name them."""

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution

_NAME = re.compile(r"[A-Za-z0-9._-]+")


def missing_libraries(name: str, extra: str) -> tuple[str, ...]:
    """Name the distributions that an extra asks for and that are not installed.

    Parameters
    ----------
    name : str
        The distribution that declares the extra.
    extra : str

    Returns
    -------
    tuple of str
        In the order of their declaration. Versions are not compared, and what is asked for on some
        platforms only is left out.
    """
    return tuple(library for library in _libraries(name, extra) if not _is_installed(library))


def _libraries(name: str, extra: str) -> Iterator[str]:
    for requirement in distribution(name).requires or ():
        library = _NAME.match(requirement)
        condition = requirement.partition(";")[2].strip().replace("'", '"')
        if library and condition == f'extra == "{extra}"':
            yield library.group()


def _is_installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True
