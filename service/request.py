"""What is asked: one patient or a batch, and the options of the answer."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError, WrapValidator
from pydantic_core.core_schema import ValidatorFunctionWrapHandler

from models.factors import Patient
from models.horizons import default_horizons
from models.outcome import Outcome

MAX_HORIZONS = 60
MAX_WHAT_IFS = 10
MAX_PATIENTS = 1000
MAX_MODELS = 10

Months = Annotated[int, Field(ge=0)]

EXAMPLE_PATIENT: dict[str, JsonValue] = {
    "age_years": 54,
    "histology": "leiomyosarcoma",
    "disease_free_interval_months": 8,
    "local_recurrence": False,
    "nodule_count": 3,
    "laterality": "bilateral",
    "local_therapy": "surgery",
    "extrapulmonary_disease": False,
}


class Options(BaseModel):
    """What to answer about a patient; every field has a default."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)

    outcome: Outcome = Field(
        "overall_survival",
        description=(
            "What is predicted: being alive (`overall_survival`), not having died of the sarcoma "
            "(`cancer_specific_survival`), or being alive and free of disease "
            "(`disease_free_survival`). A bundle may have some of them only."
        ),
    )
    models: Annotated[list[str], Field(min_length=1, max_length=MAX_MODELS)] | None = Field(
        None, description="Models to ask, by name; without it, all that are not experimental."
    )
    horizons_months: (
        Annotated[list[Months], Field(min_length=1, max_length=MAX_HORIZONS)] | None
    ) = Field(
        None,
        description=(
            "Months after the operation at which probabilities are reported; without it, those "
            "of 12, 36 and 60 that lie after `survived_months` and are supported; where none is, "
            "the longest supported month."
        ),
    )
    survived_months: Months = Field(
        0,
        description=(
            "Months after the operation at which the patient is known to be alive; for "
            "`disease_free_survival`, alive and free of disease."
        ),
    )
    explain: bool = Field(default=True, description="Whether to give contributions.")
    what_if: list[Patient] = Field(
        default_factory=list,
        max_length=MAX_WHAT_IFS,
        description=(
            "Different patients to set beside this one: each names the factors in which such a "
            "patient differs. Treatments and their results are refused."
        ),
    )

    @property
    def asked_for(self) -> tuple[object, ...]:
        """Everything that is asked for, but not of whom: equal where it is the same.

        A different patient is one thing where a factor is unknown, another where it is not named.
        """
        values = vars(self)
        asked = [values[name] for name in Options.model_fields]
        named = [frozenset(different.model_fields_set) for different in self.what_if]
        return (*[tuple(one) if isinstance(one, list) else one for one in asked], *named)

    def horizons(self, longest_month: int) -> tuple[int, ...]:
        """Give the horizons asked for, or the default ones.

        Those lie after the months survived, up to the longest supported month, which stands in
        where there is none.
        """
        if self.horizons_months is not None:
            return tuple(dict.fromkeys(self.horizons_months))
        return default_horizons(self.survived_months, longest_month) or (longest_month,)


class PredictionRequest(Options):
    """One patient and what to answer."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "patient": EXAMPLE_PATIENT,
                    "what_if": [{"nodule_count": 1, "laterality": "unilateral"}],
                }
            ]
        }
    )

    patient: Patient


@dataclass(frozen=True)
class InvalidPatient:
    """A patient of a batch who could not be read, with pydantic's faults."""

    error: ValidationError


def _keep_fault(
    value: Any,  # noqa: ANN401  # what a wrap validator receives
    read: ValidatorFunctionWrapHandler,
) -> Any:  # noqa: ANN401  # and returns
    try:
        return read(value)
    except ValidationError as error:
        return InvalidPatient(error)


class BatchRequest(Options):
    """Up to 1,000 patients and what to answer of each."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"patients": [EXAMPLE_PATIENT, {}], "explain": False}]}
    )

    patients: list[Annotated[Patient, WrapValidator(_keep_fault)]] = Field(
        min_length=1, max_length=MAX_PATIENTS
    )
    curves: bool = Field(default=False, description="Whether each answer carries its curves.")
