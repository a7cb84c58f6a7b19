"""Prefetch: what of a patient's record is needed, and what of it a request brings along."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from service.fhir.codes import OBSERVED_FACTOR
from service.fhir.elements import Element, child_of, children_of, text_of

PATIENT_ID = "{{context.patientId}}"
PAGE = 100
"""Resources in one page, where the server allows so many."""

_OBSERVED = ",".join(
    f"{meaning.system}|{code}" for meaning in OBSERVED_FACTOR.meanings for code in meaning.codes
)

TEMPLATES: Mapping[str, str] = MappingProxyType(
    {
        "patient": f"Patient/{PATIENT_ID}",
        "conditions": f"Condition?patient={PATIENT_ID}&_count={PAGE}",
        "observations": (
            f"Observation?patient={PATIENT_ID}&code={_OBSERVED}&_sort=-date&_count={PAGE}"
        ),
        "procedures": f"Procedure?patient={PATIENT_ID}&_count={PAGE}",
    }
)
"""By key; every one is needed. A missing one might hold the reason why the models do not apply."""

_KINDS: Mapping[str, str] = {
    "patient": "Patient",
    "conditions": "Condition",
    "observations": "Observation",
    "procedures": "Procedure",
}


@dataclass(frozen=True)
class Prefetched:
    """What a request brings along, and what is left to read.

    Attributes
    ----------
    contents : tuple
        Resources and Bundles, as they were sent.
    wanted : mapping of str to str
        By key: the address of what is missing, relative to the FHIR server, or of a next page.
    """

    contents: tuple[Element, ...]
    wanted: Mapping[str, str]


def read_prefetch(prefetch: Mapping[str, object], patient_id: str) -> Prefetched:
    """Sort a request's prefetch.

    Null says that there are no such data. What is absent, an OperationOutcome, or of another kind
    than was asked for, was not satisfied.
    """
    contents: list[Element] = []
    wanted: dict[str, str] = {}
    for key, template in TEMPLATES.items():
        value = prefetch.get(key)
        if key in prefetch and value is None:
            continue
        if isinstance(value, dict) and is_answer(key, value):
            contents.append(value)
            following = next_page_of(value)
            if following is not None:
                wanted[key] = following
        else:
            wanted[key] = template.replace(PATIENT_ID, patient_id)
    return Prefetched(tuple(contents), wanted)


def is_answer(key: str, content: Element) -> bool:
    """Whether a resource is what a template asks for."""
    if content.get("resourceType") != "Bundle":
        return content.get("resourceType") == _KINDS[key]
    entries = (child_of(entry, "resource") for entry in children_of(content, "entry"))
    return not any(_is_failure(resource) for resource in entries)


def _is_failure(resource: Element) -> bool:
    return resource.get("resourceType") == "OperationOutcome" and any(
        issue.get("severity") in {"fatal", "error"} for issue in children_of(resource, "issue")
    )


def next_page_of(content: Element) -> str | None:
    """Give the address of a Bundle's next page; an unreadable one is empty, which is no address."""
    for link in children_of(content, "link"):
        if link.get("relation") == "next":
            return text_of(link, "url") or ""
    return None
