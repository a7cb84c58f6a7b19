"""SurvSHAP(t), by its own package. Krzyzinski et al., Knowl-Based Syst 2023;262:110234."""

import contextlib
import os
from collections.abc import Mapping

import numpy as np
import pandas as pd
from sksurv.util import Surv
from survshap import PredictSurvSHAP, SurvivalModelExplainer

from benchmarks.explained_forest import ExplainedForest
from benchmarks.shap_contenders import Explain
from models.arrays import FloatArray
from models.horizons import HORIZONS_MONTHS

METHODS = ("kernel", "sampling")
"""Its own two. `shap_kernel` and `treeshap` call shap as it was once, and fail with today's."""


def survshap_explainers(forest: ExplainedForest) -> Mapping[str, Explain]:
    """Prepare SurvSHAP(t) with each of its own methods."""
    explainer = SurvivalModelExplainer(
        forest.fitted,
        pd.DataFrame(forest.rows, columns=forest.factors),
        Surv.from_arrays(np.ones(len(forest.rows), bool), np.ones(len(forest.rows))),  # for plots
        # Fitted without names of columns, the forest would warn of them.
        predict_survival_function=lambda model, rows: model.predict_survival_function(
            np.asarray(rows)
        ),
    )
    patient = pd.DataFrame(forest.profile, columns=forest.factors)

    def prepare(method: str) -> Explain:
        return lambda: _explain(explainer, patient, method)

    return {f"SurvSHAP(t), {method}": prepare(method) for method in METHODS}


def _explain(explainer: SurvivalModelExplainer, patient: pd.DataFrame, method: str) -> FloatArray:
    asked = PredictSurvSHAP(calculation_method=method, random_state=1)
    # It shows its progress on standard error.
    with (
        open(os.devnull, "w", encoding="utf-8") as nowhere,  # noqa: PTH123  # a device
        contextlib.redirect_stderr(nowhere),
    ):
        asked.fit(explainer, patient, timestamps=np.array(HORIZONS_MONTHS, dtype=float))
    averaged = asked.result[asked.result["B"] == 0].set_index("variable_name")
    at_horizons = [f"t = {float(month)}" for month in HORIZONS_MONTHS]
    return averaged.loc[list(patient.columns), at_horizons].to_numpy()
