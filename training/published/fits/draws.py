"""Draws of coefficients and baseline: what an interval's variance within is taken on."""

import numpy as np

from models.arrays import FloatArray
from models.averaging.background import Background
from models.cox.curves import CoxCurves
from models.interval import complementary_log_log
from training.published.fits.baseline import Anchor, anchored
from training.published.fits.coefficients import Coefficients


def draw_models(
    served: CoxCurves,
    coefficients: Coefficients,
    background: Background,
    anchor: Anchor,
    standard_normals: FloatArray,
) -> CoxCurves:
    """Draw Cox models from the uncertainty of coefficients and baseline.

    Coefficients are normal with their covariance. The cohort's mean survival at the last
    month is drawn apart from them, normal on the complementary log-log scale, and each draw's
    baseline is moved to it: a profile far from the cohort's mean thereby carries the
    uncertainty of the coefficients that lead to it.

    Parameters
    ----------
    standard_normals : ndarray, shape=(n_draws, n_terms + 1)

    Returns
    -------
    CoxCurves
        A stack of n_draws models.
    """
    spread = np.linalg.cholesky(coefficients.covariance)
    values = served.coefficients + standard_normals[:, :-1] @ spread.T
    centre = float(complementary_log_log(np.array([anchor.survival]))[0])
    means = np.exp(-np.exp(centre + anchor.log_sd * standard_normals[:, -1]))
    hazards = [
        anchored(
            CoxCurves(value, served.cumulative_hazard),
            background.profiles,
            background.weights,
            float(mean),
        ).cumulative_hazard
        for value, mean in zip(values, means, strict=True)
    ]
    return CoxCurves(values, np.array(hazards))
