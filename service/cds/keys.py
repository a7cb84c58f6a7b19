"""The public keys of a client: from a file, or from the address that the operator allowed."""

import asyncio
import time
from collections.abc import Callable

import httpx

from models.errors import Fault
from service.body import MAX_BYTES
from service.cds.reader import ReadFailed, open_reader, read_json
from service.errors import TokenRefused
from service.fhir.elements import Element, children_of
from service.trust import Client, read_key_file

KEYS_SECONDS = 2.0
KEPT_SECONDS = 600
"""How long fetched keys are used; an unknown key id triggers a fetch."""

PAUSE_SECONDS = 30
"""Least time between two fetches, so that unknown key ids cannot cause constant fetching."""


class KeySet:
    """The public keys of one client, fetched again when they are too old."""

    def __init__(self, client: Client, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._clock = clock
        self._lock = asyncio.Lock()
        self._read_at = -float(KEPT_SECONDS)
        self._keys: tuple[Element, ...] = ()
        if client.jwks is not None:
            self._keys = _keys_in(read_key_file(client.jwks))

    async def find(self, kid: str) -> Element:
        """Give the key of a name.

        Raises
        ------
        TokenRefused
            When there is none, or the keys cannot be read.
        """
        if self._client.jku is not None:
            await self._refresh(self._client.jku, kid)
        found = [key for key in self._keys if key.get("kid") == kid]
        if len(found) != 1:
            raise TokenRefused([Fault("token_key_unknown", field="")])
        return found[0]

    async def _refresh(self, jku: str, kid: str) -> None:
        async with self._lock:
            age = self._clock() - self._read_at
            known = any(key.get("kid") == kid for key in self._keys)
            if age < (KEPT_SECONDS if known else PAUSE_SECONDS):
                return
            self._read_at = self._clock()
            try:
                async with asyncio.timeout(KEYS_SECONDS), open_reader(KEYS_SECONDS) as reader:
                    headers = {"accept": "application/json"}
                    content, _ = await read_json(reader, httpx.URL(jku), headers, MAX_BYTES)
            except (TimeoutError, ReadFailed):
                raise TokenRefused([Fault("token_keys_unavailable", field="")]) from None
            self._keys = _keys_in(content)


def _keys_in(content: object) -> tuple[Element, ...]:
    return children_of(content, "keys") if isinstance(content, dict) else ()
