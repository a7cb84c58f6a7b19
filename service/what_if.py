"""Different patients, set beside the one asked about."""

import dataclasses
from collections.abc import Mapping, Sequence

from models.applicability import NOT_IN_WHAT_IF, changed, require_applicable
from models.errors import Fault, InputError
from models.factors import FACTORS, FactorValue, Patient
from models.outcome import Outcome

Changes = Mapping[str, FactorValue]


@dataclasses.dataclass(frozen=True)
class DifferentPatient:
    """A patient to set beside the one asked about, and in what they differ."""

    changes: Changes
    patient: Patient


def different_patients(
    patient: Patient, what_if: Sequence[Patient], outcome: Outcome
) -> list[DifferentPatient]:
    """Put each what-if's stated factors in the place of the patient's own.

    Raises
    ------
    InputError
        When one differs in a treatment or in nothing, or would be refused if asked about alone;
        its faults name the what-if.
    """
    others = []
    for number, stated in enumerate(what_if):
        changes = {factor: getattr(stated, factor) for factor in sorted(stated.model_fields_set)}
        others.append(DifferentPatient(changes, changed(patient, changes)))
        _require_comparable(number, others[-1], outcome)
    return others


def _require_comparable(number: int, other: DifferentPatient, outcome: Outcome) -> None:
    """Refuse a different patient who differs in a treatment, in nothing, or is refused alone."""
    at = f"what_if/{number}"
    if not other.changes:
        raise InputError([Fault("what_if_empty", field=at)])
    allowed = [factor for factor in FACTORS if factor not in NOT_IN_WHAT_IF]
    refused = [
        Fault("what_if_refused", factor, f"{at}/{factor}", {"allowed": allowed})
        for factor in other.changes
        if factor in NOT_IN_WHAT_IF
    ]
    if refused:
        raise InputError(refused)
    try:
        require_applicable(other.patient, outcome)
    except InputError as error:
        raise type(error)(
            dataclasses.replace(fault, field=_place(at, fault, other)) for fault in error.faults
        ) from None


def _place(at: str, fault: Fault, other: DifferentPatient) -> str:
    """Point at the factor where it was sent, else at the what-if that its own facts contradict."""
    return f"{at}/{fault.factor}" if fault.factor in other.changes else at
