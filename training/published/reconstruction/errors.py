"""What can go wrong in a reconstruction.

::

    PulmetError
    └── CohortNotFound      no pseudo-cohort reproduces the tables
"""

from models.errors import PulmetError


class CohortNotFound(PulmetError):
    """No pseudo-cohort that reproduces the tables was found in the allowed attempts."""
