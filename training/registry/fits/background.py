"""The background of a registry's models: its groups' made-up profiles, by the terms."""

from collections.abc import Sequence

import numpy as np

from models.averaging.background import Background
from models.terms import Columns, Threshold
from training.registry.fits.design import design_matrix
from training.registry.fits.microaggregation import Groups


def background_of(groups: Groups, columns: Columns, n_imputations: int) -> Background:
    """Encode the groups for one model; groups that its terms do not tell apart are merged.

    Every imputation has the common weights: its own could tell of fewer than five patients.
    """
    design = design_matrix(columns, groups.factors)
    profiles, position = np.unique(design, axis=0, return_inverse=True)
    weights = np.bincount(position.ravel(), groups.weights, len(profiles)).astype(np.float64)
    return Background(profiles, weights, np.tile(weights, (n_imputations, 1)))


def cuts_of(columns: Sequence[Columns]) -> tuple[Threshold, ...]:
    """Collect the thresholds of all models that one grouping is to serve, each once."""
    terms = (term for one in columns for term in one.terms)
    return tuple(dict.fromkeys(term for term in terms if isinstance(term, Threshold)))
