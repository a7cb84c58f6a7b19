"""A pseudo-cohort: patients who never existed, but whose tables equal the published ones."""

from dataclasses import dataclass

from models.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class PseudoCohort:
    """One reconstruction of the published cohort.

    Attributes
    ----------
    months : ndarray of int, shape=(n_patients,)
        Observed time, in whole months from the operation, at least 1.
    died : ndarray of bool, shape=(n_patients,)
        Whether the time ends with death rather than with censoring.
    exposures : ndarray of float, shape=(n_patients, n_contrasts)
        1 in the exposed group, 0 in the reference group, NaN where the contrast is missing.
    names : tuple of str
        The contrast in each column of `exposures`.
    hazard_shape : float
        Weibull shape of the hazard from which the times were drawn.
    """

    months: IntArray
    died: BoolArray
    exposures: FloatArray
    names: tuple[str, ...]
    hazard_shape: float

    def exposure(self, name: str) -> FloatArray:
        """Give the column of one contrast, shape=(n_patients,)."""
        return self.exposures[:, self.names.index(name)]
