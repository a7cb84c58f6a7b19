"""The forest that is explained, its background, and the exact values by enumeration.

shap and SurvSHAP(t) know a background of equally weighted rows. All contenders are therefore
given the distinct profiles of the default background, each with the same weight, and one more
comparison is made with the default weights: there shap needs each profile as often as it occurs.
"""

import dataclasses
from dataclasses import dataclass

import numpy as np
from sksurv.ensemble import RandomSurvivalForest

from benchmarks.question import PATIENT, profile_of
from models.arrays import FloatArray
from models.explanation import coalitions_of, shapley_values
from models.factors import Patient
from models.forest.forest import ForestModel
from models.horizons import HORIZONS_MONTHS


@dataclass(frozen=True, eq=False)
class ExplainedForest:
    """One forest twice: ours and scikit-survival's, over one background.

    Attributes
    ----------
    rows : ndarray, shape=(n_rows, n_factors)
        The background, each row with the same weight.
    profile : ndarray, shape=(1, n_factors)
        The patient.
    """

    ours: ForestModel
    fitted: RandomSurvivalForest
    rows: FloatArray
    profile: FloatArray

    @property
    def factors(self) -> tuple[str, ...]:
        """The factors; each has one column."""
        return self.ours.columns.factors

    def contributions(self) -> FloatArray:
        """Explain by our own means, shape=(n_factors, n_horizons)."""
        patient = Patient.model_validate(PATIENT)
        facts = {factor: getattr(patient, factor) for factor in self.factors}
        found = self.ours.attribute(facts, self.factors, HORIZONS_MONTHS)
        return np.array([found[factor].contribution for factor in self.factors])

    def predicted(self, rows: FloatArray) -> FloatArray:
        """Predict by scikit-survival, at the horizons."""
        curves = self.fitted.predict_survival_function(rows, return_array=True)
        return curves[:, list(HORIZONS_MONTHS)]

    def exact(self) -> FloatArray:
        """Enumerate every coalition, each an average of scikit-survival's predictions."""
        coalitions = coalitions_of(self.factors)
        mixed = np.array(
            [
                np.where([factor in coalition for factor in self.factors], self.profile, self.rows)
                for coalition in coalitions
            ]
        )
        distinct, place = np.unique(
            mixed.reshape(-1, len(self.factors)), axis=0, return_inverse=True
        )
        values = self.predicted(distinct)[place.ravel()]
        worth = values.reshape(len(coalitions), len(self.rows), -1).mean(axis=1)
        by_coalition = dict(zip(coalitions, worth, strict=True))
        found = shapley_values(self.factors, by_coalition.__getitem__)
        return np.array([found[factor] for factor in self.factors])


def with_equal_weights(forest: ForestModel, fitted: RandomSurvivalForest) -> ExplainedForest:
    """Take the distinct profiles of the default background, each as weighty as the other."""
    profiles = forest.background.profiles
    equal = np.full(len(profiles), 1 / len(profiles))
    background = dataclasses.replace(
        forest.background,
        weights=equal,
        cohort_weights=np.tile(equal, (forest.n_cohorts, 1)),
    )
    ours = dataclasses.replace(forest, background=background)
    return ExplainedForest(ours, fitted, profiles, profile_of(ours.columns))


def with_default_weights(forest: ForestModel, fitted: RandomSurvivalForest) -> ExplainedForest:
    """Take the default background; for others, every patient of every reconstruction is a row."""
    n_rows = forest.n_patients * forest.n_cohorts
    counts = np.rint(forest.background.weights * n_rows).astype(np.int64)
    rows = np.repeat(forest.background.profiles, counts, axis=0)
    return ExplainedForest(forest, fitted, rows, profile_of(forest.columns))
