"""To whom the models apply: refusals, and warnings about one patient.

A refusal gives no number. A warning accompanies one. Both are codes with details; the
sentences are found by code where people read them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import get_args

from models.errors import Contradictory, Fault, NotApplicable
from models.factors import FactorValue, Patient
from models.outcome import Outcome
from models.rules import Rule, Rules, Terms, counts, is_unused, is_used, tells_one_from_more
from models.terms import Threshold

Range = tuple[float, float]
ADULT_YEARS = 18
MANY_NODULES = 10
ECOG_CONFINED = 3


@dataclass(frozen=True)
class PatientWarning:
    """What a reader must know about this patient's prediction.

    `details` holds limits and probabilities, by the names that the sentence uses.
    """

    code: str
    factor: str | None = None
    details: Mapping[str, object] = field(default_factory=dict)


NOT_APPLICABLE = (
    Rule(
        "local_therapy_not_surgery",
        "local_therapy",
        lambda p: p.local_therapy not in (None, "surgery"),
    ),
    Rule(
        "extrapulmonary_disease_present",
        "extrapulmonary_disease",
        lambda p: p.extrapulmonary_disease is True,
    ),
    Rule("kaposi_sarcoma", "histology", lambda p: p.histology == "kaposi_sarcoma"),
    Rule(
        "gastrointestinal_stromal_tumour",
        "histology",
        lambda p: p.histology == "gastrointestinal_stromal_tumour",
    ),
)

NOT_APPLICABLE_TO: Mapping[Outcome, tuple[Rule, ...]] = MappingProxyType(
    {
        "disease_free_survival": (
            Rule(
                "incomplete_resection",
                "complete_resection",
                lambda p: p.complete_resection is False,
            ),
        )
    }
)
"""Of one outcome only: who still has disease cannot be free of it."""

CONTRADICTORY = (
    Rule(
        "bilateral_with_one_nodule",
        "nodule_count",
        lambda p: p.laterality == "bilateral" and p.nodule_count == 1,
    ),
    Rule(
        "response_without_chemotherapy",
        "radiological_response",
        lambda p: p.preoperative_chemotherapy is False and p.radiological_response is not None,
    ),
    Rule(
        "response_without_chemotherapy",
        "histological_response",
        lambda p: p.preoperative_chemotherapy is False and p.histological_response is not None,
    ),
)

ASSUMED_WHEN_UNKNOWN = (
    Rule("surgery_assumed", "local_therapy", lambda p: p.local_therapy is None),
    Rule(
        "no_extrapulmonary_disease_assumed",
        "extrapulmonary_disease",
        lambda p: p.extrapulmonary_disease is None,
    ),
    Rule("applicable_histology_assumed", "histology", lambda p: p.histology is None),
)

ASSUMED_WHEN_UNKNOWN_OF: Mapping[Outcome, tuple[Rule, ...]] = MappingProxyType(
    {
        "disease_free_survival": (
            Rule(
                "complete_resection_assumed",
                "complete_resection",
                lambda p: p.complete_resection is None,
            ),
        )
    }
)

NOT_IN_WHAT_IF = frozenset(
    {
        "local_therapy",
        "approach",
        "resection_extent",
        "complete_resection",
        "resection_margin",
        "preoperative_chemotherapy",
        "radiological_response",
        "histological_response",
    }
)
"""Treatments and what follows from them: comparing them would read as a recommendation."""


def _has_many_nodules(patient: Patient) -> bool:
    return patient.nodule_count is not None and patient.nodule_count > MANY_NODULES


def _is_known(factor: str) -> Callable[[Patient], bool]:
    return lambda patient: getattr(patient, factor) is not None


WARNED = (
    Rule(
        "age_below_18", "age_years", lambda p: p.age_years is not None and p.age_years < ADULT_YEARS
    ),
    Rule("more_than_10_nodules", "nodule_count", _has_many_nodules, tells_one_from_more),
    Rule("more_than_10_nodules_counted", "nodule_count", _has_many_nodules, counts),
    Rule("more_than_10_nodules_unused", "nodule_count", _has_many_nodules, is_unused),
    Rule(
        "alveolar_soft_part_sarcoma",
        "histology",
        lambda p: p.histology == "alveolar_soft_part_sarcoma",
    ),
    Rule("ewing_sarcoma", "histology", lambda p: p.histology == "ewing_sarcoma"),
    Rule("rhabdomyosarcoma", "histology", lambda p: p.histology == "rhabdomyosarcoma"),
    Rule("ecog_3_or_4", "ecog", lambda p: p.ecog is not None and p.ecog >= ECOG_CONFINED),
    Rule(
        "previous_lung_metastasectomy",
        "previous_lung_metastasectomy",
        lambda p: p.previous_lung_metastasectomy is True,
    ),
    Rule(
        "preoperative_chemotherapy",
        "preoperative_chemotherapy",
        lambda p: p.preoperative_chemotherapy is True,
        is_unused,
    ),
    Rule(
        "radiological_response",
        "radiological_response",
        _is_known("radiological_response"),
        is_unused,
    ),
    Rule(
        "histological_response",
        "histological_response",
        _is_known("histological_response"),
        is_unused,
    ),
    *(
        Rule("treatment_used", factor, _is_known(factor), is_used)
        for factor in sorted(NOT_IN_WHAT_IF)
    ),
)


@dataclass(frozen=True)
class CutPoint:
    """A published cut point, and how near to it a value is called near."""

    factor: str
    cut: float
    margin: float

    def is_near(self, patient: Patient) -> bool:
        """Whether a patient's value is known, and lies within the margin."""
        value = getattr(patient, self.factor)
        return value is not None and abs(value - self.cut) <= self.margin

    def cross(self, patient: Patient) -> Patient:
        """Give the like patient on the other side of it."""
        is_beyond = getattr(patient, self.factor) > self.cut
        other = self.cut if is_beyond else self.cut + self.margin
        return changed(patient, {self.factor: other})

    def divides(self, terms: Terms) -> bool:
        """Whether a model has it, so that its answer changes there."""
        return any(
            isinstance(term, Threshold) and (term.factor, term.cut) == (self.factor, self.cut)
            for term in terms
        )


CUT_POINTS = (
    CutPoint("disease_free_interval_months", cut=12.0, margin=3.0),
    CutPoint("largest_nodule_cm", cut=3.0, margin=0.5),
)


_CONTRADICTIONS = [(rule, Fault(rule.code, rule.factor)) for rule in CONTRADICTORY]

_REFUSALS: Mapping[Outcome, Rules[Fault]] = {
    outcome: Rules(
        (rule, Fault(rule.code, rule.factor))
        for rule in (*NOT_APPLICABLE, *NOT_APPLICABLE_TO.get(outcome, ()))
    )
    for outcome in get_args(Outcome)
}


def require_applicable(patient: Patient, outcome: Outcome) -> None:
    """Refuse a patient of whom the models of an outcome say nothing.

    Raises
    ------
    Contradictory
        When two facts exclude each other; carries every such fault.
    NotApplicable
        When the models do not hold for such a patient; carries every reason.
    """
    contradictions = [fault for rule, fault in _CONTRADICTIONS if rule.applies(patient)]
    if contradictions:
        raise Contradictory(contradictions)
    reasons = _REFUSALS[outcome].conclusions_about(patient)
    if reasons:
        raise NotApplicable(reasons)


class WarningRules:
    """Rules for warnings: what the models that answer take for granted, or call unusual.

    What does not depend on the patient is worked out when it is made.

    Parameters
    ----------
    outcome : Outcome
    training_ranges : mapping of str to (float, float)
    terms : sequence of Term
        Those of all models that answer.
    """

    def __init__(
        self, outcome: Outcome, training_ranges: Mapping[str, Range], terms: Terms
    ) -> None:
        rules = (*ASSUMED_WHEN_UNKNOWN, *ASSUMED_WHEN_UNKNOWN_OF.get(outcome, ()), *WARNED)
        self._rules = Rules(
            (rule, PatientWarning(rule.code, rule.factor)) for rule in rules if rule.may_hold(terms)
        )
        self._ranges = [
            (factor, ends, PatientWarning("beyond_training_range", factor, _limits(*ends)))
            for factor, ends in training_ranges.items()
        ]

    def warnings_about(self, patient: Patient) -> list[PatientWarning]:
        """List what is assumed, unusual or beyond the training range about a patient."""
        warnings = self._rules.conclusions_about(patient)
        for factor, (lowest, highest), warning in self._ranges:
            value = getattr(patient, factor)
            if value is not None and not lowest <= value <= highest:
                warnings.append(warning)
        return warnings


def _limits(lowest: float, highest: float) -> Mapping[str, object]:
    return {"lowest": lowest, "highest": highest}


def cut_points_near(patient: Patient) -> list[CutPoint]:
    """List the cut points that a patient is near."""
    return [cut_point for cut_point in CUT_POINTS if cut_point.is_near(patient)]


def changed(patient: Patient, changes: Mapping[str, FactorValue]) -> Patient:
    """Give the like patient who differs in some factors, whose values are already valid."""
    return patient.model_copy(update=dict(changes))
