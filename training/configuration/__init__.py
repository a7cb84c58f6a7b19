"""A training configuration: what is decided before the data are looked at, and what was found."""

from training.configuration.configuration import Configuration
from training.configuration.errors import ConfigurationRefused
from training.configuration.reading import parse_configuration, read_configuration
from training.configuration.resolution import resolve
from training.configuration.resolved import ResolvedConfiguration, ResolvedOutcome
from training.configuration.template import configuration_template

__all__ = [
    "Configuration",
    "ConfigurationRefused",
    "ResolvedConfiguration",
    "ResolvedOutcome",
    "configuration_template",
    "parse_configuration",
    "read_configuration",
    "resolve",
]
