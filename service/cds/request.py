"""What a client sends when a chart is opened."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

LONGEST_ADDRESS = 2048

ResourceId = Annotated[str, Field(pattern=r"^[A-Za-z0-9\-.]{0,63}[A-Za-z0-9\-]$")]
"""FHIR's id, and not dots alone, which mean another folder in an address."""

Uuid = Annotated[
    str, Field(pattern=r"^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$", max_length=36)
]
Text = Annotated[str, Field(min_length=1, max_length=2048)]


class Sent(BaseModel):
    """Base of what is read: further members are passed over, as the standard may grow."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True, hide_input_in_errors=True)


class FhirAuthorization(Sent):
    """A token for the FHIR server."""

    access_token: str = Field(pattern=r"^[\x21-\x7e]+$", max_length=8192, repr=False)
    token_type: Literal["Bearer"]
    expires_in: int
    scope: Text
    subject: Text


class PatientView(Sent):
    """The context of `patient-view`."""

    user_id: Text = Field(alias="userId")
    patient_id: ResourceId = Field(alias="patientId")
    encounter_id: ResourceId | None = Field(None, alias="encounterId")


class HookRequest(Sent):
    """One call of the service."""

    hook: Literal["patient-view"]
    hook_instance: Uuid = Field(alias="hookInstance")
    context: PatientView
    fhir_server: str | None = Field(None, alias="fhirServer", max_length=LONGEST_ADDRESS)
    fhir_authorization: FhirAuthorization | None = Field(None, alias="fhirAuthorization")
    prefetch: dict[str, object] | None = None

    @model_validator(mode="after")
    def _token_has_a_server(self) -> Self:
        if self.fhir_authorization is not None and self.fhir_server is None:
            raise ValueError("fhirServer is required beside fhirAuthorization")
        return self


MEMBERS = frozenset(
    field.alias or name
    for model in (HookRequest, PatientView, FhirAuthorization)
    for name, field in model.model_fields.items()
)
"""Names that a fault may be told by."""
