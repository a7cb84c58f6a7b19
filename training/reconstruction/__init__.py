"""Reconstruction: pseudo-cohorts whose tables equal the published ones."""

from training.reconstruction.acceptance import Comparison, compare, find_faults
from training.reconstruction.cohort import PseudoCohort
from training.reconstruction.errors import CohortNotFound
from training.reconstruction.reconstruction import reconstruct

__all__ = [
    "CohortNotFound",
    "Comparison",
    "PseudoCohort",
    "compare",
    "find_faults",
    "reconstruct",
]
