"""What is wrong with a configuration.

::

    PulmetError
    └── ConfigurationRefused    nothing is trained; carries every fault
"""

from collections.abc import Iterable

from models.errors import PulmetError


class ConfigurationRefused(PulmetError):
    """A configuration of which nothing is used; `faults` are lines that name key and remedy."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(self.faults))
