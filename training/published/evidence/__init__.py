"""The published facts the models are trained on: records, not opinions."""

from training.published.evidence.contrast import AdjustedContrast, Contrast
from training.published.evidence.records import (
    ExternalEvidence,
    Issue,
    PublishedCohort,
    load_external,
    load_issues,
    load_published_cohort,
)

__all__ = [
    "AdjustedContrast",
    "Contrast",
    "ExternalEvidence",
    "Issue",
    "PublishedCohort",
    "load_external",
    "load_issues",
    "load_published_cohort",
]
