"""SMART App Launch: the FHIR servers that may launch the calculator, as the operator lists them."""

import json
import re
from collections.abc import Iterable
from typing import Annotated, Self

import httpx
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from service.trust import is_safe

_ORIGIN = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?"
)
_BASE = re.compile(rf"(?P<origin>{_ORIGIN.pattern})(?:/[A-Za-z0-9._~!$&()*+,=:@%-]+)*")


class SmartClient(BaseModel):
    """What this service is to one FHIR server: a public client, known by its id."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    iss: str = Field(max_length=2048, description="base address of the FHIR server")
    client_id: str = Field(pattern=r"^[\x21-\x7e]{1,255}$")
    name: str | None = Field(None, min_length=1, max_length=100)
    origins: tuple[str, ...] = ()
    """Origins beside the FHIR server's own that may be asked for a token."""

    @model_validator(mode="after")
    def _is_private(self) -> Self:
        if not _is_private(_BASE, self.iss):
            raise ValueError(
                "iss must be an address such as https://fhir.example.org/r4, https or on this "
                "machine, without a final slash"
            )
        if not all(_is_private(_ORIGIN, origin) for origin in self.origins):
            raise ValueError(
                "origins must be such as https://login.example.org, https or on this machine"
            )
        return self

    @property
    def reached(self) -> tuple[str, ...]:
        """Every origin that the launch page asks."""
        match = _BASE.fullmatch(self.iss)
        return (match["origin"] if match else "", *self.origins)


def _is_private(pattern: re.Pattern[str], address: str) -> bool:
    try:
        return bool(pattern.fullmatch(address)) and is_safe(httpx.URL(address))
    except httpx.InvalidURL:
        return False


def _read_clients(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        clients = json.loads(value)
    except ValueError:
        raise ValueError("must be a JSON list of {iss, client_id, name, origins}") from None
    if isinstance(clients, list):
        addresses = [client.get("iss") for client in clients if isinstance(client, dict)]
        if len({str(address) for address in addresses}) < len(addresses):
            raise ValueError("must name each iss once")
    return clients


SmartClients = Annotated[tuple[SmartClient, ...], BeforeValidator(_read_clients)]


def may_launch(clients: Iterable[SmartClient], server: str | None) -> bool:
    """Whether a FHIR server is on the list; a final slash makes no other server of it."""
    return server is not None and server.rstrip("/") in {client.iss for client in clients}
