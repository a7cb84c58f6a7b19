"""Who may call, and what may be called: decided by the operator, never by a request."""

import ipaddress
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Self

import httpx
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

DEFAULT_PORTS = {"https": 443, "http": 80}

_HOST = re.compile(r"([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::([0-9]{1,5}))?")
_ORIGIN = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?"
)
_BASE = re.compile(_ORIGIN.pattern + r"(?:/[A-Za-z0-9._~-]+)*")

FETCH_SECONDS = 0.4
"""By default; CDS Hooks wants an answer within 0.5 s."""


def is_loopback(host: str) -> bool:
    """Whether a name or address means this machine."""
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_safe(url: httpx.URL) -> bool:
    """Whether what is sent there stays private: https, or this machine."""
    return url.scheme == "https" or (url.scheme == "http" and is_loopback(url.host))


def host_of(url: httpx.URL) -> str:
    """Give host and port, as the list of allowed hosts has them."""
    host = f"[{url.host}]" if ":" in url.host else url.host
    return f"{host}:{url.port or DEFAULT_PORTS.get(url.scheme)}"


class Client(BaseModel):
    """A system that may call, and where its public keys are."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    iss: str = Field(min_length=1, max_length=255)
    jku: str | None = None
    jwks: Path | None = None

    @model_validator(mode="after")
    def _has_keys(self) -> Self:
        if (self.jku is None) == (self.jwks is None):
            raise ValueError("each client needs either jku or jwks")
        if self.jku is not None and not _is_key_address(self.jku):
            raise ValueError("jku must be an https address, or one of this machine")
        if self.jwks is not None:
            read_key_file(self.jwks)
        return self


def _is_key_address(text: str) -> bool:
    try:
        return is_safe(httpx.URL(text))
    except httpx.InvalidURL:
        return False


def read_key_file(path: Path) -> object:
    """Read a file with a JWK Set.

    Raises
    ------
    ValueError
        When it cannot be read, or has no keys.
    """
    try:
        content: object = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        raise ValueError("a jwks file cannot be read as JSON") from None
    if not isinstance(content, dict) or not isinstance(content.get("keys"), list):
        raise ValueError("a jwks file must hold an object with keys")  # noqa: TRY004  # a fault
    return content


def _read_json(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise ValueError("must be a JSON list of clients") from None


def _read_hosts(value: object) -> object:
    if not isinstance(value, str):
        return value
    matches = [_HOST.fullmatch(item) for item in value.split()]
    if None in matches:
        raise ValueError(
            "must be hosts such as fhir.example.org or fhir.example.org:8443, in lower case, "
            "separated by spaces"
        )
    return frozenset(f"{m[1]}:{m[2] or DEFAULT_PORTS['https']}" for m in matches if m)


def _read_origins(value: object) -> object:
    if not isinstance(value, str):
        return value
    origins = tuple(value.split())
    if all(_ORIGIN.fullmatch(origin) for origin in origins):
        return origins
    raise ValueError(
        "must be origins such as https://records.example.org, in lower case, without a path, "
        "separated by spaces"
    )


def _read_base(value: object) -> object:
    if value is None or (isinstance(value, str) and _BASE.fullmatch(value)):
        return value
    raise ValueError("must be an address such as https://pulmet.example.org, without a final slash")


Clients = Annotated[tuple[Client, ...], BeforeValidator(_read_json)]
Hosts = Annotated[frozenset[str], BeforeValidator(_read_hosts)]
Origins = Annotated[tuple[str, ...], BeforeValidator(_read_origins)]
BaseAddress = Annotated[str | None, BeforeValidator(_read_base)]


@dataclass(frozen=True)
class Trust:
    """What the operator decided.

    Attributes
    ----------
    base_url : str
        Under which clients reach the service; a token's audience begins with it.
    on_loopback : bool
        Whether only this machine can reach the service.
    clients : tuple of Client
    fhir_hosts : frozenset of str
        As `host:port`; no other FHIR server is ever asked.
    fetch_seconds : float
        The most that all reads of one request together may take.
    origins : tuple of str
        Whose pages may call from a browser.
    feedback : Path or None
        The file that feedback is kept in.
    """

    base_url: str = "http://127.0.0.1:8000"
    on_loopback: bool = True
    clients: tuple[Client, ...] = ()
    fhir_hosts: frozenset[str] = frozenset()
    fetch_seconds: float = FETCH_SECONDS
    origins: tuple[str, ...] = ()
    feedback: Path | None = None


THIS_MACHINE_ONLY = Trust()
