"""Discovery: which service there is, and what it needs."""

from service.catalogue import Catalogue
from service.cds.prefetch import TEMPLATES

SERVICE = "pulmet-survival"
HOOK = "patient-view"

Content = dict[str, object]


def describe_services(catalogue: Catalogue) -> Content:
    """Describe the one service."""
    service = {
        "hook": HOOK,
        "title": catalogue.say("cds", "title"),
        "description": catalogue.say("cds", "description"),
        "id": SERVICE,
        "prefetch": dict(TEMPLATES),
        "usageRequirements": catalogue.say("cds", "usage"),
    }
    return {"services": [service]}
