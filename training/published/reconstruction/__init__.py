"""Reconstruction: pseudo-cohorts whose tables equal the published ones."""

from training.published.reconstruction.acceptance import Comparison, compare, find_faults
from training.published.reconstruction.cohort import PseudoCohort
from training.published.reconstruction.errors import CohortNotFound
from training.published.reconstruction.reconstruction import reconstruct

__all__ = [
    "CohortNotFound",
    "Comparison",
    "PseudoCohort",
    "compare",
    "find_faults",
    "reconstruct",
]
