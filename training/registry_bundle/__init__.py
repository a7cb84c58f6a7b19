"""From a registry to a bundle: complete, group, fit, write down, report."""
