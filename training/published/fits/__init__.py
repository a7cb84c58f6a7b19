"""Fits on pseudo-cohorts."""
