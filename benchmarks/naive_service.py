"""scikit-survival behind FastAPI, as a competent engineer would write it in an afternoon.

Estimators are loaded at start, the route is synchronous and runs in FastAPI's threads, one patient
is predicted for each request. It answers curves only: no interval, no explanation, no unknown
inputs, no warnings. The forest is the same forest, in one object with one job.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import numpy as np
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel
from sksurv.ensemble import RandomSurvivalForest
from sksurv.linear_model import CoxPHSurvivalAnalysis

from benchmarks.joined_forest import join, read_estimators
from models.timegrid import TimeGrid

PATH = "/predict"
LONGEST_MONTH = 60

Estimators = Mapping[str, RandomSurvivalForest | CoxPHSurvivalAnalysis]


class NaivePatient(BaseModel):
    """The inputs of the models, all of them known."""

    disease_free_interval_months: float
    local_recurrence: bool
    nodule_count: int
    laterality: Literal["unilateral", "bilateral"]
    complete_resection: bool
    largest_nodule_cm: float
    primary_site: str


class NaiveCurve(BaseModel):
    """Survival at the event times."""

    months: list[float]
    survival: list[float]


def encode(patient: NaivePatient) -> np.ndarray:
    """Make the row that the forest was fitted on; its first three columns are the Cox model's."""
    return np.array(
        [
            [
                patient.disease_free_interval_months > 12,  # noqa: PLR2004  # the published cut
                patient.local_recurrence,
                patient.nodule_count >= 2,  # noqa: PLR2004  # likewise
                patient.laterality == "bilateral",
                patient.complete_resection,
                patient.largest_nodule_cm > 3,  # noqa: PLR2004  # likewise
                patient.primary_site == "extremity",
            ]
        ],
        dtype=float,
    )


def load(bundle: Path) -> Estimators:
    """Load the fitted estimators that lie beside a bundle."""
    bags, cox_fits = read_estimators(bundle)
    return {"cox": cox_fits[0], "forest": join(bags, TimeGrid(LONGEST_MONTH))}


def create_app(estimators: Estimators) -> FastAPI:
    """Make the app."""
    app = FastAPI()

    @app.get("/health/ready")
    def get_readiness() -> dict[str, str]:
        return {"status": "ready"}

    def curve_of(name: str, patient: NaivePatient) -> NaiveCurve:
        estimator = estimators[name]
        row = encode(patient)[:, : estimator.n_features_in_]
        (curve,) = estimator.predict_survival_function(row)
        return NaiveCurve(months=curve.x.tolist(), survival=curve.y.tolist())

    @app.post(PATH)
    def predict(patient: NaivePatient) -> dict[str, NaiveCurve]:
        return {name: curve_of(name, patient) for name in estimators}

    @app.post(f"{PATH}/cox")
    def predict_cox(patient: NaivePatient) -> NaiveCurve:
        return curve_of("cox", patient)

    return app


if __name__ == "__main__":
    uvicorn.run(
        create_app(load(Path(os.environ["PULMET_BUNDLE"]))),
        port=int(os.environ["PULMET_PORT"]),
        access_log=False,
        log_level="warning",
    )
