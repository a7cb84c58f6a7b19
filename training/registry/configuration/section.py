"""The base of everything in a configuration."""

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator


class ConfigurationSection(BaseModel):
    """A table of the file: frozen, strict, and without a key that nobody reads."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _know_every_key(cls, table: Any) -> Any:  # noqa: ANN401  # whatever the file holds
        if isinstance(table, dict):
            unknown = sorted(set(map(str, table)) - cls.model_fields.keys())
            if unknown:
                raise ValueError(
                    f"unknown key {', '.join(unknown)}; allowed: {', '.join(cls.model_fields)}"
                )
        return table
