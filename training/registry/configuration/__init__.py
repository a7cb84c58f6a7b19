"""A training configuration: what is decided before the data are looked at, and what was found."""

from training.registry.configuration.configuration import Configuration
from training.registry.configuration.errors import ConfigurationRefused
from training.registry.configuration.reading import parse_configuration, read_configuration
from training.registry.configuration.resolution import resolve
from training.registry.configuration.resolved import ResolvedConfiguration, ResolvedOutcome
from training.registry.configuration.template import configuration_template

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
