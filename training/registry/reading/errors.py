"""What is wrong with a registry's file.

::

    PulmetError
    └── RegistryRefused         nothing of the file is used; carries every fault
        └── FileRefused         the file is not a table that can be read; carries one fault
"""

from collections.abc import Iterable

from models.errors import PulmetError
from training.registry.reading.faults import RegistryFault, count_of
from training.registry.reading.wording import sentence_of


class RegistryRefused(PulmetError):
    """A registry of which nothing is used; `faults` says why, by row and column."""

    def __init__(self, faults: Iterable[RegistryFault]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"the registry is refused: {count_of(len(self.faults), 'fault')}")


class FileRefused(RegistryRefused):
    """A file that is not a table, or none that this program reads."""

    def __init__(self, code: str, row: int | None = None) -> None:
        super().__init__([RegistryFault(row, None, code, sentence_of(code))])
