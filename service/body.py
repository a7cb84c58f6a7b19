"""Reading a JSON body strictly: what JSON leaves open, or a parser lets pass, is refused.

Media type application/json in UTF-8 without a byte order mark, at most 1 MiB, at most 32 levels
deep; no duplicate keys, no NaN or infinity, no number that a float cannot hold, no lone
surrogate. Nothing of what was sent is repeated in an error.
"""

import json
import math
from collections.abc import Callable, Coroutine, Iterable, Iterator
from email.message import Message
from functools import lru_cache
from typing import Any, ClassVar

from fastapi import Request, Response
from fastapi.routing import APIRoute

from models.errors import Fault, PulmetError

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 32
MAX_DIGITS = 309
"""Digits of the largest finite float; an integer with more is not read at all."""

DRAINED_BYTES = 16 * MAX_BYTES
"""How much of a body that is too large is read and dropped, so that the sender gets an answer."""


class BodyError(PulmetError):
    """A body that is not read; carries the one rule that it breaks."""

    def __init__(self, code: str, **details: object) -> None:
        self.fault = Fault(code, field="", details=details)
        super().__init__(code)


class Malformed(BodyError):
    """Not JSON as this service reads it."""


class TooLarge(BodyError):
    """More bytes than the limit."""


class UnsupportedMedia(BodyError):
    """Not application/json, another charset than UTF-8, or compressed."""


class ParsedRequest(Request):
    """A request whose JSON body has been read strictly."""

    parsed: object
    content: bytes

    async def body(self) -> bytes:
        """Give the body's bytes."""
        return self.content

    async def json(self) -> Any:  # noqa: ANN401  # the signature of Starlette's
        """Give the body as parsed strictly."""
        return self.parsed


class StrictJsonRoute(APIRoute):
    """A route whose body, where it takes one, is read strictly before anything sees it."""

    media_types: ClassVar[tuple[str, ...]] = ("application/json",)
    """Of the body; each of them is JSON."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap FastAPI's handler."""
        handle = super().get_route_handler()

        async def read_then_handle(request: Request) -> Response:
            read = await _read(request, self.media_types) if self.body_field else request
            return await handle(read)

        return read_then_handle


async def _read(request: Request, media_types: tuple[str, ...]) -> ParsedRequest:
    headers = request.headers
    _require_json(headers.get("content-type"), headers.get("content-encoding"), media_types)
    read = ParsedRequest(request.scope, request.receive)
    read.content = await _read_limited(request)
    read.parsed = parse(read.content)
    return read


@lru_cache(maxsize=64)
def _require_json(
    content_type: str | None, content_encoding: str | None, media_types: tuple[str, ...]
) -> None:
    message = Message()
    message["content-type"] = content_type or ""
    if message.get_content_type() not in media_types:
        raise UnsupportedMedia("media_type_unsupported", allowed=" or ".join(media_types))
    if message.get_content_charset("utf-8") not in {"utf-8", "utf8"}:
        raise UnsupportedMedia("charset_unsupported")
    if content_encoding not in {None, "", "identity"}:
        raise UnsupportedMedia("content_encoding_unsupported")


async def _read_limited(request: Request) -> bytes:
    chunks = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= MAX_BYTES:
            chunks.append(chunk)
        elif size > DRAINED_BYTES:
            break
    if size > MAX_BYTES:
        raise TooLarge("body_too_large", highest=MAX_BYTES)
    return b"".join(chunks)


def parse(content: bytes) -> object:
    """Parse a JSON text.

    Raises
    ------
    Malformed
        Names the rule that the text breaks.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed("not_utf8") from None
    if text.startswith("\ufeff"):
        raise Malformed("byte_order_mark")
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object_without_duplicates,
            parse_constant=_refuse_constant,
            parse_float=_finite_float,
            parse_int=_bounded_int,
        )
    except json.JSONDecodeError as error:
        raise Malformed("not_json", line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise Malformed("too_deep", highest=MAX_DEPTH) from None
    _require_shallow_and_encodable(value)
    return value


def _object_without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Malformed("duplicate_key")
    return members


def _refuse_constant(_: str) -> object:
    raise Malformed("number_not_finite")


def _finite_float(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise Malformed("number_not_finite")
    return value


def _bounded_int(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise Malformed("number_not_finite")
    return int(text)


def _require_shallow_and_encodable(value: object) -> None:
    level = list(_containers_in((value,)))
    for _ in range(MAX_DEPTH):
        if not level:
            return
        level = [inner for container in level for inner in _containers_in(_members(container))]
    if level:
        raise Malformed("too_deep", highest=MAX_DEPTH)


def _members(container: dict[str, object] | list[object]) -> Iterable[object]:
    return (*container, *container.values()) if isinstance(container, dict) else container


def _containers_in(values: Iterable[object]) -> Iterator[dict[str, object] | list[object]]:
    for value in values:
        if isinstance(value, (dict, list)):
            yield value
        elif isinstance(value, str):
            _require_encodable(value)


def _require_encodable(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise Malformed("lone_surrogate") from None
