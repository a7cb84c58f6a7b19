"""`$pulmet-survival`: a question in FHIR, and its answer as a Bundle."""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from models.bundle import Bundle
from models.errors import Fault, InputError
from models.factors import FACTORS, Factor
from service.answering import Answerer
from service.catalogue import Catalogue
from service.fhir.address import Content
from service.fhir.dates import months_since, read_date
from service.fhir.elements import Element, child_of, children_of, number_of, text_of
from service.fhir.ledger import LedgerEntry, given
from service.fhir.outcome import issue_of_entry, issue_of_note, issue_of_warning, outcome_of
from service.fhir.record import RecordReading, collect, read_record
from service.fhir.risk_assessment import Occasion, assess
from service.fhir.units import read_quantity
from service.request import PredictionRequest

RECORD = "record"
OPERATION_DATE = "operation_date"


@dataclass(frozen=True)
class OperationInput:
    """What the operation was asked."""

    request: PredictionRequest
    reading: RecordReading
    ledger: tuple[LedgerEntry, ...]


@dataclass(frozen=True)
class Option:
    """A parameter that is no factor: how its value is written."""

    member: str
    type: str
    repeats: bool
    read: Callable[[Element, str], object]


OPTIONS: Mapping[str, Option] = {
    "outcome": Option("valueCode", "code", repeats=False, read=text_of),
    "models": Option("valueCode", "code", repeats=True, read=text_of),
    "horizons_months": Option("valueInteger", "integer", repeats=True, read=number_of),
    "survived_months": Option("valueInteger", "integer", repeats=False, read=number_of),
    OPERATION_DATE: Option("valueDate", "date", repeats=False, read=text_of),
}

VALUE_MEMBERS: Mapping[str, tuple[str, ...]] = {
    "number": ("valueDecimal", "valueInteger", "valueQuantity"),
    "integer": ("valueInteger", "valueDecimal"),
    "boolean": ("valueBoolean",),
    "level": ("valueCode", "valueString"),
}
"""By the kind of a factor: the members that may hold its parameter's value."""


def require_bundle(content: Element) -> None:
    """Refuse what is no Bundle.

    Raises
    ------
    InputError
    """
    if content.get("resourceType") != "Bundle":
        raise InputError([Fault("resource_type_unsupported", field="", details=_allowed("Bundle"))])


def read_question(content: Element, today: date) -> OperationInput:
    """Read Parameters, or a Bundle alone.

    Raises
    ------
    InputError
        Names every parameter that is not as it must be.
    RequestValidationError
        When a value is not allowed.
    """
    if content.get("resourceType") == "Bundle":
        return _question({}, {}, read_record(collect(content), today))
    if content.get("resourceType") != "Parameters":
        allowed = _allowed("Parameters", "Bundle")
        raise InputError([Fault("resource_type_unsupported", field="", details=allowed)])
    values, faults = _read_parameters(children_of(content, "parameter"))
    if faults:
        raise InputError(faults)
    factors = {name: value for name, value in values.items() if name in FACTORS}
    options = {name: value for name, value in values.items() if name in OPTIONS}
    operation_date = options.pop(OPERATION_DATE, None)
    known_date = operation_date if isinstance(operation_date, date) else None
    return _question(factors, options, read_record(collect(values.get(RECORD)), today, known_date))


def _question(
    factors: Mapping[str, object], options: Mapping[str, object], reading: RecordReading
) -> OperationInput:
    found = reading.patient.model_dump(exclude_none=True)
    try:
        request = PredictionRequest.model_validate(
            {**options, "patient": {**found, **factors}, "explain": False}
        )
    except ValidationError as error:
        faults = error.errors(include_input=False, include_url=False)
        located = [{**fault, "loc": ("body", *fault["loc"])} for fault in faults]
        raise RequestValidationError(located) from None
    ledger = tuple(
        entry
        for name, deciding in reading.deciding.items()
        for entry in (
            [given(name, getattr(request.patient, name))]
            if name in factors
            else [deciding, *[e for e in reading.ledger if e.factor == name and e is not deciding]]
        )
    )
    return OperationInput(request, reading, ledger)


def _read_parameters(parameters: Sequence[Element]) -> tuple[dict[str, object], list[Fault]]:
    values: dict[str, object] = {}
    faults: list[Fault] = []
    for number, parameter in enumerate(parameters):
        name = text_of(parameter, "name") or ""
        field = f"parameter/{number}"
        try:
            value = _read_parameter(name, parameter, field)
        except InputError as error:
            faults += error.faults
            continue
        option = OPTIONS.get(name)
        if option is not None and option.repeats:
            known = values.setdefault(name, [])
            if isinstance(known, list):
                known.append(value)
        elif name in values:
            faults.append(Fault("parameter_repeated", _factor_named(name), field))
        else:
            values[name] = value
    return values, faults


def _factor_named(name: str) -> str | None:
    return name if name in FACTORS else None


def _read_parameter(name: str, parameter: Element, field: str) -> object:
    if name in FACTORS:
        return _read_factor(FACTORS[name], parameter, field)
    if name == RECORD:
        bundle = child_of(parameter, "resource")
        if bundle.get("resourceType") != "Bundle":
            raise InputError([Fault("record_missing", field=field)])
        return bundle
    option = OPTIONS.get(name)
    if option is None:
        allowed = _allowed(RECORD, *OPTIONS, *FACTORS)
        raise InputError([Fault("parameter_unknown", field=field, details=allowed)])
    value = option.read(parameter, option.member)
    if name == OPERATION_DATE:
        day = read_date(value) if isinstance(value, str) else None
        value = day.first if day and day.precise else None
    if value is None:
        raise InputError([Fault("parameter_wrong_type", None, field, _allowed(option.member))])
    return value


def _read_factor(factor: Factor, parameter: Element, field: str) -> object:
    members = VALUE_MEMBERS[factor.kind]
    given_as = [member for member in parameter if member.startswith("value")]
    if len(given_as) != 1 or given_as[0] not in members:
        details = _allowed(*members)
        raise InputError([Fault("parameter_wrong_type", factor.name, field, details)])
    if given_as[0] != "valueQuantity":
        return parameter[given_as[0]]
    quantity = read_quantity(child_of(parameter, "valueQuantity"), factor.unit)
    if quantity.value is None:
        details = _allowed(factor.unit or "1")
        raise InputError([Fault("parameter_unit_unknown", factor.name, field, details)])
    return quantity.value


def _allowed(*names: str) -> dict[str, object]:
    return {"allowed": ", ".join(names)}


def answer_question(
    question: OperationInput, bundle: Bundle, catalogue: Catalogue, today: date
) -> Content:
    """Answer with a collection Bundle: a RiskAssessment for each model, and what to know.

    Raises
    ------
    InputError
        When the models do not apply, or facts exclude each other.
    """
    request, reading = question.request, question.reading
    answerer = Answerer.of(bundle, catalogue, request)
    answer = answerer.answer(request.patient, curves=False)
    used = [entry for entry in _deciding(question.ledger) if entry.value is not None]
    occasion = Occasion(
        bundle=answerer.panel.description,
        outcome=request.outcome,
        subject=reading.subject,
        operation_date=reading.operation_date or today,
        survived_months=request.survived_months,
        occurred=datetime.now(UTC),
        basis=tuple(dict.fromkeys(name for entry in used for name in entry.basis)),
    )
    identities = [str(uuid.uuid4()) for _ in answer["predictions"]]
    issues = [
        *(issue_of_warning(warning) for warning in answer["warnings"]),
        *_notes(question, catalogue, today),
        *(issue_of_entry(catalogue, entry) for entry in question.ledger),
    ]
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": occasion.occurred.isoformat(timespec="seconds"),
        "entry": [
            *(
                _entry(assess(catalogue, prediction, occasion, identity), identity)
                for prediction, identity in zip(answer["predictions"], identities, strict=True)
            ),
            _entry(outcome_of(issues), str(uuid.uuid4())),
        ],
    }


def _deciding(ledger: Sequence[LedgerEntry]) -> Iterator[LedgerEntry]:
    seen = set()
    for entry in ledger:
        if entry.factor not in seen:
            seen.add(entry.factor)
            yield entry


def _notes(question: OperationInput, catalogue: Catalogue, today: date) -> Iterator[Content]:
    operation = question.reading.operation_date
    if operation is None:
        message = catalogue.say("fhir", "operation_assumed")
        yield issue_of_note("operation_assumed", message)
        return
    months = months_since(operation, today)
    if months > 0 and not question.request.survived_months:
        message = catalogue.say(question.request.outcome, "operation_past", months=months)
        yield issue_of_note("operation_past", message, severity="warning")


def _entry(resource: Content, identity: str) -> Content:
    return {"fullUrl": f"urn:uuid:{identity}", "resource": {**resource, "id": identity}}
