"""Fetching what was not prefetched, from the client's FHIR server.

The server's name comes with the request, so it is asked only if the operator allows exactly that
host and port, over https or on this machine. The token goes to that server and to no other: a next
page elsewhere is not followed, and neither is a redirect. Reads run at the same time, and all of
them together end at the time limit.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx

from models.errors import Fault
from service.body import MAX_BYTES
from service.cds.prefetch import is_answer, next_page_of
from service.cds.reader import ReadFailed, open_reader, read_json
from service.errors import DataMissing
from service.fhir.address import MEDIA_TYPE
from service.fhir.elements import Element
from service.trust import host_of, is_safe

MAX_PAGES = 10
"""Of one search."""

MAX_FETCHED_BYTES = 4 * MAX_BYTES
"""All reads of one request together."""

_SERVER = "fhirServer"


@dataclass(frozen=True)
class FhirServer:
    """An allowed FHIR server, and the token that it takes."""

    base: httpx.URL
    headers: Mapping[str, str]

    def address(self, relative: str) -> httpx.URL:
        """Give the address of a search, or of a next page.

        Raises
        ------
        ReadFailed
            When it is none, or on another server.
        """
        if not relative:
            raise ReadFailed
        try:
            url = httpx.URL(f"{str(self.base).rstrip('/')}/").join(relative)
        except (httpx.InvalidURL, ValueError):
            raise ReadFailed from None
        if (url.scheme, host_of(url)) != (self.base.scheme, host_of(self.base)) or url.userinfo:
            raise ReadFailed
        return url


def find_server(address: str | None, token: str | None, allowed: frozenset[str]) -> FhirServer:
    """Give the FHIR server that a request names.

    Raises
    ------
    DataMissing
        When it names none, or one that is not allowed.
    """
    if address is None:
        raise DataMissing([Fault("prefetch_missing", field="prefetch")])
    try:
        base = httpx.URL(address)
    except httpx.InvalidURL:
        raise DataMissing([Fault("fhir_server_not_allowed", field=_SERVER)]) from None
    plain = not (base.userinfo or base.query or base.fragment)
    if not (plain and is_safe(base) and host_of(base) in allowed):
        raise DataMissing([Fault("fhir_server_not_allowed", field=_SERVER)])
    headers = {"accept": MEDIA_TYPE}
    if token is not None:
        headers["authorization"] = f"Bearer {token}"
    return FhirServer(base, headers)


@dataclass
class _Reading:
    """The reads of one request, and how much they may still bring."""

    server: FhirServer
    reader: httpx.AsyncClient
    contents: list[Element] = field(default_factory=list)
    bytes_left: int = MAX_FETCHED_BYTES

    async def read_all(self, wanted: Mapping[str, str]) -> None:
        failed = False
        try:
            async with asyncio.TaskGroup() as group:
                for key, relative in wanted.items():
                    group.create_task(self.read_pages(key, relative))
        except* ReadFailed:  # one is enough: the group has ended the other reads
            failed = True
        if failed:
            raise ReadFailed

    async def read_pages(self, key: str, relative: str) -> None:
        following: str | None = relative
        for _ in range(MAX_PAGES):
            url = self.server.address(following or "")
            page, size = await read_json(self.reader, url, self.server.headers, self.bytes_left)
            self.bytes_left -= size
            if self.bytes_left < 0 or not isinstance(page, dict) or not is_answer(key, page):
                raise ReadFailed
            self.contents.append(page)
            following = next_page_of(page)
            if following is None:
                return
        raise ReadFailed


async def fetch(
    server: FhirServer, wanted: Mapping[str, str], seconds: float
) -> tuple[Element, ...]:
    """Read what is wanted, all at the same time, within a number of seconds.

    Raises
    ------
    DataMissing
        When any of it cannot be had, or not in time.
    """
    try:
        async with asyncio.timeout(seconds), open_reader(seconds) as reader:
            reading = _Reading(server, reader)
            await reading.read_all(wanted)
    except TimeoutError:
        raise DataMissing([Fault("fhir_server_slow", field=_SERVER)]) from None
    except ReadFailed:
        raise DataMissing([Fault("fhir_server_failed", field=_SERVER)]) from None
    return tuple(reading.contents)
