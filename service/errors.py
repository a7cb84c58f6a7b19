"""What the service refuses beyond what the models refuse: so far, all of it in CDS Hooks.

::

    InputError
    ├── DataMissing    needed data were neither prefetched nor to be had: 412
    ├── NotOpen        no client is configured, and others than this machine may ask: 403
    └── TokenRefused   the client did not prove who it is: 401
"""

from models.errors import InputError


class DataMissing(InputError):
    """Needed data were neither prefetched nor to be had from the FHIR server."""


class NotOpen(InputError):
    """No client is configured, and others than this machine may ask."""


class TokenRefused(InputError):
    """The client did not prove who it is; the code says which rule its token breaks."""
