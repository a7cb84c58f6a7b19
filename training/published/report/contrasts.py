"""How a published row is named in the report."""

from training.published.evidence import Contrast
from training.report.wording import group_label


def contrast_label(contrast: Contrast) -> str:
    """Write the exposed group of a published row."""
    return group_label(contrast.factor, contrast.operator, contrast.value)
