"""The report on a registry."""
