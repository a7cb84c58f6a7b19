"""Elements of FHIR resources, read without trust: what has another type than FHIR's is absent."""

from collections.abc import Iterator, Mapping

Element = Mapping[str, object]
Coding = tuple[str, str]
"""System and code."""


def text_of(element: Element, name: str) -> str | None:
    """Give a member's text; None where it is absent or of another type."""
    value = element.get(name)
    return value if isinstance(value, str) else None


def number_of(element: Element, name: str) -> float | None:
    """Give a numeric member; a boolean is none, although Python counts it as a number."""
    value = element.get(name)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def child_of(element: Element, name: str) -> Element:
    """Give an object member, empty where there is none."""
    value = element.get(name)
    return value if isinstance(value, dict) else {}


def children_of(element: Element, name: str) -> tuple[Element, ...]:
    """Give the objects in a list member."""
    value = element.get(name)
    return (
        tuple(item for item in value if isinstance(item, dict)) if isinstance(value, list) else ()
    )


def codings_of(concept: Element) -> Iterator[Coding]:
    """Give system and code of each coding in a CodeableConcept."""
    for coding in children_of(concept, "coding"):
        system, code = text_of(coding, "system"), text_of(coding, "code")
        if system is not None and code is not None:
            yield system, code


def references_of(element: Element, name: str) -> Iterator[str]:
    """Give the references in a list member."""
    for item in children_of(element, name):
        reference = text_of(item, "reference")
        if reference is not None:
            yield reference
