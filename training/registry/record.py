"""Models of a registry as their manifest records, and the arrays that the records leave out."""

from typing import Any

from numpy.typing import NDArray

from models.cox.cause_specific import CauseSpecificModel
from models.cox.cox import CoxModel
from models.cox.curves import CoxCurves
from models.manifest import (
    Baseline,
    CauseSpecificRecord,
    Event,
    FittedCoefficient,
    FittedHazard,
    RegistryCoxRecord,
)
from models.outcome import Outcome
from models.timegrid import TimeGrid
from training.bundle.arrays import background_cells, matrix
from training.registry.fits.competing_cox import CompetingCox
from training.registry.fits.cox import RegistryCox

EVENTS: dict[Outcome, Event] = {
    "overall_survival": "death",
    "disease_free_survival": "relapse_or_death",
}
"""Of an outcome with one hazard."""


def registry_cox_record(model: CoxModel, fit: RegistryCox, arrays: str) -> RegistryCoxRecord:
    """Write a Cox model down; `arrays` names the file that will hold `cox_arrays(model)`."""
    return RegistryCoxRecord(
        experimental=model.experimental,
        n_patients=model.n_patients,
        n_imputations=len(fit.fits),
        longest_month=model.grid.longest_month,
        terms=model.columns.terms,
        hazard=_hazard(fit, EVENTS[model.outcome], model.grid),
        background=background_cells(model.background),
        metrics={},
        arrays=arrays,
    )


def cause_specific_record(
    model: CauseSpecificModel, fit: CompetingCox, arrays: str
) -> CauseSpecificRecord:
    """Write a model of two hazards down; see `cause_specific_arrays`."""
    return CauseSpecificRecord(
        experimental=model.experimental,
        n_patients=model.n_patients,
        n_imputations=len(fit.sarcoma.fits),
        longest_month=model.grid.longest_month,
        terms=model.columns.terms,
        sarcoma=_hazard(fit.sarcoma, "death_of_sarcoma", model.grid),
        other=_hazard(fit.other, "death_of_another_cause", model.grid),
        background=background_cells(model.background),
        metrics={},
        arrays=arrays,
    )


def cause_specific_arrays(model: CauseSpecificModel) -> dict[str, NDArray[Any]]:
    """Collect what the record leaves out: the draws and the imputations alone, of both hazards."""
    return {
        **_stacks("sarcoma_", model.draws.sarcoma, model.cohort_curves.sarcoma),
        **_stacks("other_", model.draws.other, model.cohort_curves.other),
        "reconstruction_shares": model.background.cohort_weights,
    }


def _stacks(prefix: str, draws: CoxCurves, alone: CoxCurves) -> dict[str, NDArray[Any]]:
    return {
        f"{prefix}draw_coefficients": draws.coefficients,
        f"{prefix}draw_cumulative_hazard": draws.cumulative_hazard,
        f"{prefix}reconstruction_coefficients": alone.coefficients,
        f"{prefix}reconstruction_cumulative_hazard": alone.cumulative_hazard,
    }


def _hazard(fit: RegistryCox, event: Event, grid: TimeGrid) -> FittedHazard:
    return FittedHazard(
        event=event,
        coefficients=tuple(
            FittedCoefficient(term=term.name, served=float(value), served_se=float(se))
            for term, value, se in zip(
                fit.columns.terms,
                fit.served.coefficients,
                fit.pooled.standard_errors,
                strict=True,
            )
        ),
        covariance=matrix(fit.pooled.total),
        within_covariance=matrix(fit.pooled.within),
        penalty=fit.penalty,
        baseline=Baseline(
            months=tuple(grid.months.tolist()),
            cumulative_hazard=tuple(fit.served.cumulative_hazard.tolist()),
        ),
    )
