"""Evidence or a registry in, a bundle and a report out."""
