"""From a registry to a bundle: read, describe, complete, group, fit, write down, report."""
