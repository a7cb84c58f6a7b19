"""A bundle in, HTTP predictions out."""
