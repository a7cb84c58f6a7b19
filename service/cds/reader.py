"""Reading JSON from other servers: no redirect, no proxy, no compression, bounded."""

import logging
import ssl
from collections.abc import Mapping
from functools import cache

import httpx

from models.errors import PulmetError
from service.body import BodyError, parse

OK = 200


class ReadFailed(PulmetError):
    """What was asked for was not given, or not as it is read here."""


def silence_http_loggers() -> None:
    """Keep addresses and headers of what is read out of every log: they hold ids and tokens."""
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)


@cache
def _certificates() -> ssl.SSLContext:
    """Trust the certificates that the machine trusts; reading them takes longer than a request."""
    return ssl.create_default_context()


def open_reader(seconds: float) -> httpx.AsyncClient:
    """Open a client for the reads of one request."""
    return httpx.AsyncClient(
        verify=_certificates(), trust_env=False, follow_redirects=False, timeout=seconds
    )


async def read_json(
    reader: httpx.AsyncClient, url: httpx.URL, headers: Mapping[str, str], most_bytes: int
) -> tuple[object, int]:
    """Read a JSON document, and give it with the number of its bytes.

    Raises
    ------
    ReadFailed
    """
    asked = {"accept-encoding": "identity", "user-agent": "pulmet", **headers}
    content = bytearray()
    try:
        async with reader.stream("GET", url, headers=asked) as response:
            compressed = response.headers.get("content-encoding", "identity") != "identity"
            if response.status_code != OK or compressed:
                raise ReadFailed
            async for chunk in response.aiter_raw():
                content += chunk
                if len(content) > most_bytes:
                    raise ReadFailed
        return parse(bytes(content)), len(content)
    except (httpx.HTTPError, httpx.InvalidURL, BodyError):
        raise ReadFailed from None
