"""The language of an answer: chosen by the request's `Accept-Language`, in this one place."""

import re
from functools import lru_cache

from fastapi import Request
from starlette.types import Scope

from service.catalogue import ENGLISH, Catalogue, read_catalogue

LANGUAGES = (ENGLISH, "de", "es", "zh-Hant")

LONGEST_HEADER = 1000
"""No browser sends so many letters; what is longer is not read."""

_ANY = "*"
_RANGE = re.compile(
    r"(?P<tag>\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)"
    r"(?:[ \t]*;[ \t]*[qQ]=(?P<quality>0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?"
)
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})
"""What follows `zh` where people read traditional characters."""


@lru_cache(maxsize=512)
def choose_language(accept_language: str) -> str:
    """Choose the language that a reader likes best, as RFC 9110, section 12.5.4, has it.

    A regional variant is served its language; of languages liked equally, the first one named.
    English is for everybody else: without the header, with a malformed one, or with none of
    the languages in it.
    """
    liked: dict[str, float] = {}
    for language, quality in _read_ranges(accept_language):
        liked[language] = max(quality, liked.get(language, 0.0))
    unnamed = liked.pop(_ANY, 0.0)
    for language in LANGUAGES:
        liked.setdefault(language, unnamed)
    best = max(liked, key=lambda language: liked[language])
    return best if liked[best] > 0 else ENGLISH


def _read_ranges(accept_language: str) -> list[tuple[str, float]]:
    """Read which languages are named and how much each is liked; nothing if it is malformed."""
    if len(accept_language) > LONGEST_HEADER:
        return []
    ranges = []
    for member in filter(None, (part.strip(" \t") for part in accept_language.split(","))):
        match = _RANGE.fullmatch(member)
        if match is None:
            return []
        if language := _language_of(match["tag"].lower()):
            ranges.append((language, float(match["quality"] or 1)))
    return ranges


def _language_of(tag: str) -> str | None:
    primary, _, rest = tag.partition("-")
    if primary == "zh":
        return "zh-Hant" if rest.partition("-")[0] in _TRADITIONAL else None
    return primary if primary in {_ANY, *LANGUAGES} else None


def catalogue_of(request: Request) -> Catalogue:
    """Give the catalogue of the requested language, and set the response's `Content-Language`."""
    language = choose_language(", ".join(request.headers.getlist("accept-language")))
    request.state.language = language
    return read_catalogue(language)


def language_headers(scope: Scope) -> list[tuple[bytes, bytes]]:
    """Name the language that a response speaks; nothing where no catalogue was asked for."""
    language = scope["state"].get("language")
    if language is None:
        return []
    return [(b"content-language", language.encode()), (b"vary", b"Accept-Language")]
