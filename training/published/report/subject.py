"""What a report is about."""

from dataclasses import dataclass

from models.cox.cox import CoxModel
from models.forest.forest import ForestModel
from models.manifest import CoxRecord, ForestRecord, Manifest
from training.published.evidence import ExternalEvidence, Issue, PublishedCohort
from training.published.reconstruction import PseudoCohort


@dataclass(frozen=True)
class Subject:
    """A bundle before it is written, and the evidence that it was trained on.

    Attributes
    ----------
    manifest : Manifest
        With every file but the report.
    """

    published: PublishedCohort
    external: ExternalEvidence
    issues: tuple[Issue, ...]
    reconstructions: tuple[PseudoCohort, ...]
    manifest: Manifest
    cox: CoxModel
    cox_record: CoxRecord
    forest: ForestModel
    forest_record: ForestRecord
