"""The bundle's facts, and which issues its limitations rest on."""

import re
from collections.abc import Mapping

from training.published.report.subject import Subject
from training.report.table import IssueIds, Table, text


def fact_table(subject: Subject) -> Table:
    """List what identifies the bundle, as far as it can stand inside it."""
    manifest, forest = subject.manifest, subject.forest_record
    facts = {
        "Provenance": manifest.provenance,
        "For clinical use": str(manifest.clinical_use).lower(),
        "Patients in the published cohort, and in every reconstruction": str(
            subject.published.n_patients
        ),
        "Reconstructions (K)": str(len(subject.reconstructions)),
        "Seed": str(manifest.training["seed"]),
        "Bags in the forest": (
            f"{forest.n_reconstructions * forest.bags_per_reconstruction} of "
            f"{forest.trees_per_bag} trees"
        ),
        "Longest supported month": str(subject.cox_record.longest_month),
        "Version of pulmet": manifest.pulmet_version,
        "Format version": str(manifest.format_version),
        "Libraries": ", ".join(f"{name} {version}" for name, version in manifest.libraries.items()),
        "Digest of the factors": manifest.factor_schema,
        **{f"SHA-256 of {name}": sha256 for name, sha256 in manifest.files.items()},
    }
    return Table(
        "facts", "What identifies this bundle", (text("Fact"), text("Value")), tuple(facts.items())
    )


def limitation_issues(subject: Subject) -> Mapping[str, IssueIds]:
    """Find the issues that each limitation names, by its code."""
    known = {issue.id for issue in subject.issues}
    return {
        limitation.code: IssueIds(
            tuple(found for found in re.findall(r"I\d+", limitation.message) if found in known)
        )
        for limitation in subject.manifest.limitations
    }
