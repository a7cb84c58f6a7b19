"""A configuration to start from: every key, with its default and what it means."""

from pathlib import Path

TEMPLATE = Path(__file__).with_name("template.toml")


def configuration_template() -> str:
    """Give the text of a configuration whose every key is a comment, so that it changes nothing."""
    return TEMPLATE.read_text(encoding="utf-8")
