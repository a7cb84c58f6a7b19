"""Reading a configuration from TOML, with every fault on a line of its own."""

import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from training.registry.configuration.configuration import Configuration
from training.registry.configuration.errors import ConfigurationRefused
from training.registry.configuration.sentences import sentences_of

LARGEST_BYTES = 1_000_000


def read_configuration(path: Path) -> Configuration:
    """Read a configuration file.

    Raises
    ------
    ConfigurationRefused
        The file is not there, is not TOML, or holds what is not allowed.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except OSError:
        raise ConfigurationRefused([f"{path.name}: cannot be read"]) from None
    if len(content) > LARGEST_BYTES:
        raise ConfigurationRefused([f"{path.name}: larger than {LARGEST_BYTES} bytes"])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigurationRefused([f"{path.name}: must be UTF-8"]) from None
    return parse_configuration(text)


def parse_configuration(text: str) -> Configuration:
    """Read a configuration from TOML.

    Raises
    ------
    ConfigurationRefused
    """
    try:
        content = _with_tuples(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise ConfigurationRefused([f"not TOML: {error}"]) from None
    try:
        return Configuration.model_validate(content)
    except ValidationError as error:
        raise ConfigurationRefused(sentences_of(error)) from None


def _with_tuples(content: Any) -> Any:  # noqa: ANN401  # whatever TOML holds
    """Make lists tuples, which is what a frozen configuration holds and strict reading expects."""
    if isinstance(content, dict):
        return {key: _with_tuples(value) for key, value in content.items()}
    return tuple(map(_with_tuples, content)) if isinstance(content, list) else content
