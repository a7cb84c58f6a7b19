"""The settings of the service, read once, at start: options win over `PULMET_*` variables."""

import re
from collections.abc import Container, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from models.errors import PulmetError
from service.default_bundle import find_default_bundle
from service.smart import SmartClients
from service.trust import FETCH_SECONDS, BaseAddress, Clients, Hosts, Origins, Trust, is_loopback

PREFIX = "PULMET_"

SELF = "'self'"
NOBODY = "'none'"

_ORIGIN = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*"
    r"|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?"
)


class SettingsInvalid(PulmetError):
    """A setting is not what it must be; one line for each."""


def _read_frame_ancestors(value: object) -> object:
    """Read origins that are separated by spaces; `'none'` stands alone."""
    sources = tuple(value.split()) if isinstance(value, str) else value
    if not isinstance(sources, tuple):
        raise ValueError("must be text")  # noqa: TRY004  # pydantic turns ValueError into a fault
    if sources == (NOBODY,):
        return sources
    if sources and all(source == SELF or _ORIGIN.fullmatch(source) for source in sources):
        return sources
    raise ValueError(
        "must be 'none', or 'self' and origins such as https://records.example.org, "
        "in lower case, without a path, separated by spaces"
    )


FrameAncestors = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_read_frame_ancestors)]


class Settings(BaseSettings):
    """Where the service listens, and what it serves."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, hide_input_in_errors=True)

    host: str = Field("127.0.0.1", min_length=1, description="address to listen on")
    port: int = Field(8000, ge=1, le=65535, description="port to listen on")
    bundle: Path = Field(
        default_factory=find_default_bundle, description="folder of the bundle to serve"
    )
    allow_unauthenticated: bool = Field(
        default=False, description="serve off loopback although callers are not authenticated"
    )
    frame_ancestors: FrameAncestors = Field(
        (SELF,), description="who may embed the calculator: 'self', origins, or 'none'"
    )

    explanation_budget: int = Field(
        100_000_000,
        ge=1_000,
        description="the most numbers that one explanation may pass over; the forest of a registry "
        "of 100,000 patients needs 9 million, and about as many take 0.3 s",
    )

    cds_clients: Annotated[Clients, NoDecode] = Field(
        (), description="who may call CDS Hooks: a JSON list of {iss, jku} or {iss, jwks}"
    )
    cds_fhir_hosts: Annotated[Hosts, NoDecode] = Field(
        frozenset(), description="hosts whose FHIR server may be asked, as host or host:port"
    )
    cds_fetch_seconds: float = Field(
        FETCH_SECONDS,
        gt=0,
        le=60,
        allow_inf_nan=False,
        description="the most that reading a FHIR server may take for one request; CDS Hooks wants "
        "an answer within 0.5 s",
    )
    cds_audience: BaseAddress = Field(
        None, description="address under which clients of CDS Hooks reach the service"
    )
    cds_origins: Annotated[Origins, NoDecode] = Field(
        (), description="origins whose pages may call CDS Hooks from a browser"
    )
    cds_feedback: Path | None = Field(None, description="file to keep feedback on cards in")

    smart_clients: Annotated[SmartClients, NoDecode] = Field(
        (),
        description="FHIR servers that may launch the calculator: a JSON list of "
        "{iss, client_id, name, origins}",
    )

    @property
    def trust(self) -> Trust:
        """Who may call CDS Hooks, and what it may call."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return Trust(
            base_url=self.cds_audience or f"http://{host}:{self.port}",
            on_loopback=self.on_loopback,
            clients=self.cds_clients,
            fhir_hosts=self.cds_fhir_hosts,
            fetch_seconds=self.cds_fetch_seconds,
            origins=self.cds_origins,
            feedback=self.cds_feedback,
        )

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach the service."""
        return is_loopback(self.host)


def read_settings(options: Mapping[str, str] = MappingProxyType({})) -> Settings:
    """Read the settings from the environment, and from options of the command line, which win.

    Parameters
    ----------
    options : mapping
        Text by the name of a setting; only those that were given.

    Raises
    ------
    SettingsInvalid
        Names every option or variable that is not as it must be, and not its value.
    """
    try:
        return Settings(**options)  # type: ignore[arg-type]  # pydantic reads the text
    except ValidationError as error:
        lines = [
            f"{name_source(str(fault['loc'][0]), options)}: {fault['msg']}"
            for fault in error.errors()
        ]
        raise SettingsInvalid("\n".join(lines)) from None


def name_source(setting: str, options: Container[str]) -> str:
    """Name what a setting was given by: an option, or else its variable."""
    return f"--{setting}" if setting in options else f"{PREFIX}{setting.upper()}"
