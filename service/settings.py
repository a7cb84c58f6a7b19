"""The settings of the service, read from `PULMET_*` variables once, at start."""

import ipaddress
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from models.errors import PulmetError

PREFIX = "PULMET_"


class SettingsInvalid(PulmetError):
    """A setting is not what it must be; one line for each."""


class Settings(BaseSettings):
    """Where the service listens, and what it serves."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, hide_input_in_errors=True)

    host: str = Field("127.0.0.1", min_length=1, description="address to listen on")
    port: int = Field(8000, ge=1, le=65535, description="port to listen on")
    bundle: Path = Field(Path("bundles/default"), description="folder of the bundle to serve")
    allow_unauthenticated: bool = Field(
        default=False, description="serve off loopback although nobody is asked who they are"
    )

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach the service."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def read_settings() -> Settings:
    """Read the settings from the environment.

    Raises
    ------
    SettingsInvalid
        Names every variable that is not as it must be, and not its value.
    """
    try:
        return Settings()
    except ValidationError as error:
        lines = [
            f"{PREFIX}{str(fault['loc'][0]).upper()}: {fault['msg']}" for fault in error.errors()
        ]
        raise SettingsInvalid("\n".join(lines)) from None
