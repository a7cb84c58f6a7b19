"""What is asked in every part: one ordinary patient, and a thousand different ones."""

import json
from collections.abc import Iterator, Mapping
from itertools import cycle
from pathlib import Path

import numpy as np

from models.arrays import FloatArray
from models.bundle import Bundle, read_bundle
from models.cox.cox import CoxModel
from models.factors import FactorValue, Patient
from models.forest.forest import ForestModel
from models.terms import Columns

BUNDLE = Path("bundles/default")
OUTCOME = "overall_survival"

# One-sided, three nodules: no combination with the background is impossible, so that every
# contender averages over the same rows.
PATIENT: dict[str, FactorValue] = {
    "age_years": 54,
    "histology": "leiomyosarcoma",
    "disease_free_interval_months": 8,
    "local_recurrence": False,
    "nodule_count": 3,
    "laterality": "unilateral",
    "largest_nodule_cm": 2.1,
    "primary_site": "extremity",
    "complete_resection": True,
    "local_therapy": "surgery",
    "extrapulmonary_disease": False,
}
N_BATCH = 1000
N_TURNS = 200
"""Patients that take turns, so that nothing kept from the one before can help."""

RECURRED, COMPLETE, UNKNOWN = 0.3, 0.85, 0.1
"""Shares among the drawn patients."""


def read_default() -> tuple[Bundle, CoxModel, ForestModel]:
    """Read the default bundle and its two models."""
    bundle = read_bundle(BUNDLE)
    models = bundle.models[OUTCOME]
    cox, forest = models["cox"], models["forest"]
    if not (isinstance(cox, CoxModel) and isinstance(forest, ForestModel)):
        raise TypeError("the default bundle holds a Cox model and a forest")
    return bundle, cox, forest


def profile_of(columns: Columns, facts: Mapping[str, FactorValue] = PATIENT) -> FloatArray:
    """Encode a patient for a model, shape=(1, n_terms)."""
    patient = Patient.model_validate(facts)
    return np.concatenate(
        [columns.encode(factor, getattr(patient, factor)) for factor in columns.factors]
    )[None]


def draw_patients(
    n_patients: int = N_BATCH, unknown: float = UNKNOWN, seed: int = 7
) -> list[dict[str, FactorValue]]:
    """Draw different patients, of whom a share of the facts are unknown."""
    rng = np.random.default_rng(seed)
    return [_draw_patient(rng, unknown) for _ in range(n_patients)]


def _draw_patient(rng: np.random.Generator, unknown: float) -> dict[str, FactorValue]:
    nodules = int(rng.integers(1, 9))
    sides = ("unilateral",) if nodules == 1 else ("unilateral", "bilateral")
    drawn: dict[str, FactorValue] = {
        **PATIENT,
        "age_years": int(rng.integers(18, 85)),
        "disease_free_interval_months": int(rng.integers(0, 120)),
        "local_recurrence": bool(rng.random() < RECURRED),
        "nodule_count": nodules,
        "laterality": str(rng.choice(sides)),
        "largest_nodule_cm": round(float(rng.uniform(0.5, 8.0)), 1),
        "primary_site": str(rng.choice(["extremity", "trunk_wall", "head_neck"])),
        "complete_resection": bool(rng.random() < COMPLETE),
    }
    return {factor: value for factor, value in drawn.items() if rng.random() >= unknown}


def turns(columns: Columns) -> Iterator[FloatArray]:
    """Give the profile of one patient after the other, without end."""
    return cycle([profile_of(columns, facts) for facts in draw_patients(N_TURNS, unknown=0.0)])


def body_of(**options: object) -> str:
    """Write the request about the patient as JSON."""
    return json.dumps({"patient": PATIENT, **options})


def bodies_of(**options: object) -> list[str]:
    """Write the requests about patients who take turns, of whom all is known."""
    patients = draw_patients(N_TURNS, unknown=0.0)
    return [json.dumps({"patient": facts, **options}) for facts in patients]


def batch_body_of(n_patients: int = N_BATCH, **options: object) -> str:
    """Write the request about many patients as JSON."""
    return json.dumps({"patients": draw_patients(n_patients), **options})
