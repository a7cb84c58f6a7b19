"""Golden predictions: questions and answers that every reader of a bundle repeats."""

from collections.abc import Iterator

from models.bundle import golden_horizons
from models.factors import Patient
from models.horizons import default_horizons
from models.manifest import Golden, GoldenHorizon
from models.survival_model import SurvivalModel

GOLDEN_PATIENTS = (
    (Patient(), 0),
    (Patient(disease_free_interval_months=8.0, local_recurrence=False, nodule_count=3), 0),
    (Patient(disease_free_interval_months=20.0, local_recurrence=True, nodule_count=1), 0),
    (Patient(disease_free_interval_months=12.0, nodule_count=2, largest_nodule_cm=3.0), 0),
    (Patient(laterality="bilateral"), 0),
    (Patient(disease_free_interval_months=8.0), 24),
)
"""Patients, and months survived, whose predictions every reader of the bundle repeats."""


def golden_answers(model: SurvivalModel) -> Iterator[Golden]:
    """Ask a model about every golden patient, at the horizons that its grid reaches."""
    longest = model.grid.longest_month
    for patient, survived_months in GOLDEN_PATIENTS:
        months = default_horizons(survived_months, longest)
        if not months:
            continue
        question = Golden(
            outcome=model.outcome,
            model=model.name,
            patient=patient,
            survived_months=survived_months,
            horizons=tuple(
                GoldenHorizon(months=month, survival=1.0, lower=1.0, upper=1.0, scenarios=())
                for month in months
            ),
        )
        answer = golden_horizons(model, question)
        yield question.model_copy(update={"horizons": answer})
