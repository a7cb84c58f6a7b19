"""The margins: patients in each group, published and reconstructed."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from models.factors import FACTORS
from training.published.evidence import Contrast
from training.published.report.contrasts import contrast_label
from training.published.report.subject import Subject
from training.report.table import Column, IssueIds, Row, Table, text
from training.report.wording import count_range, in_sentence, level_label

NOT_RECONSTRUCTED = "not reconstructed"


@dataclass(frozen=True)
class Split:
    """How the levels of a published margin fall into the two groups of a contrast.

    Levels that are neither exposed nor missing are the reference.
    """

    contrast: str
    exposed: tuple[str, ...] = ("yes",)
    missing: tuple[str, ...] = ()


SPLITS = {
    "sex": Split("female", ("female",)),
    "ecog": Split("ecog_ge1", ("1", "2", "3")),
    "smoker": Split("smoker"),
    "comorbidity": Split("comorbidity"),
    "primary_site": Split("extremity_primary", ("extremity",)),
    "disease_free_interval_gt12": Split("dfi_gt12"),
    "local_recurrence": Split("local_recurrence"),
    "complete_resection": Split("complete_resection"),
    "nodule_count": Split("nodules_ge2", ("two_or_more",)),
    "largest_nodule_gt3cm": Split("largest_nodule_gt3cm"),
    "laterality": Split("bilateral", ("bilateral",)),
    "resection_margin": Split("margin_positive", ("positive",), ("missing",)),
    "resection_extent": Split("lobectomy_or_more", ("lobectomy_or_more",)),
    "approach": Split("vats", ("vats",), ("sternotomy",)),
}
"""Margins that are reconstructed, by their names in the evidence record."""


def margin_table(subject: Subject) -> Table:
    """Compare every published margin; what is not reconstructed says so."""
    return Table(
        "margins",
        "Patients in each group: published, and over the reconstructions",
        (
            text("Characteristic and group"),
            Column("Published"),
            Column("Reconstructed"),
            text("Status of the published count"),
            text("Issues"),
        ),
        tuple(_rows(subject)),
    )


def group_counts(subject: Subject, contrast: str) -> tuple[str, str, str]:
    """Count the reference, exposed and missing patients over the reconstructions."""
    columns = np.array([cohort.exposure(contrast) for cohort in subject.reconstructions])
    return (
        count_range((columns == 0).sum(axis=1).tolist()),
        count_range((columns == 1).sum(axis=1).tolist()),
        count_range(np.isnan(columns).sum(axis=1).tolist()),
    )


def _rows(subject: Subject) -> Iterator[Row]:
    by_name = {contrast.name: contrast for contrast in subject.published.contrasts}
    covered = {split.contrast for split in SPLITS.values()}
    for contrast in subject.published.contrasts:
        if contrast.name not in covered:
            yield from _contrast_rows(subject, contrast)
    for margin in subject.published.baseline:
        status = f"{_STATUS[margin.status]}{': ' if margin.basis else ''}{margin.basis}"
        issues = IssueIds(margin.issues)
        split = SPLITS.get(margin.name)
        if split is None:
            factor = FACTORS[margin.name]
            for level, count in margin.counts.items():
                label = f"{factor.label}: {in_sentence(level_label(factor, level))}"
                yield label, str(count), NOT_RECONSTRUCTED, status, issues
            continue
        contrast = by_name[split.contrast]
        found = group_counts(subject, contrast.name)
        for label, published, reconstructed in zip(
            _group_labels(contrast, margin.counts, split),
            _group_sums(margin.counts, split),
            found,
            strict=True,
        ):
            if label:
                yield label, published, reconstructed, status, issues


def _contrast_rows(subject: Subject, contrast: Contrast) -> Iterator[Row]:
    reference, exposed, _ = group_counts(subject, contrast.name)
    status = "from the table of hazard ratios"
    issues = IssueIds(contrast.issues)
    other = f"{FACTORS[contrast.factor].label}: {contrast.reference}"
    yield other, str(contrast.n_reference), reference, status, issues
    yield contrast_label(contrast), str(contrast.n_exposed), exposed, status, issues


_STATUS = {"printed": "printed", "ocr_fixed": "repaired", "inferred": "inferred"}


def _groups(counts: dict[str, int], split: Split) -> tuple[dict[str, int], ...]:
    def among(levels: tuple[str, ...]) -> dict[str, int]:
        return {level: count for level, count in counts.items() if level in levels}

    others = tuple(level for level in counts if level not in split.exposed + split.missing)
    return among(others), among(split.exposed), among(split.missing)


def _group_sums(counts: dict[str, int], split: Split) -> tuple[str, ...]:
    return tuple(" + ".join(map(str, group.values())) for group in _groups(counts, split))


def _group_labels(contrast: Contrast, counts: dict[str, int], split: Split) -> tuple[str, ...]:
    factor = FACTORS[contrast.factor]
    name = factor.label
    if not isinstance(contrast.value, (bool, str)) and set(counts) <= {"yes", "no"}:
        name = contrast_label(contrast)
    return tuple(
        f"{name}: " + ", ".join(in_sentence(level_label(factor, level)) for level in group)
        if group
        else ""
        for group in _groups(counts, split)
    )
