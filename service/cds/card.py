"""The card: a probability with its interval in one sentence, and its grounds in Markdown.

Nothing of it is taken from a text of the record: it is made of the catalogue's sentences, of
numbers and of levels.
"""

import uuid
from collections.abc import Iterable, Iterator
from datetime import date

from models.bundle import Bundle
from models.errors import Fault, InputError, NotApplicable
from models.outcome import Outcome
from service.answer import BundleAnswer, HorizonAnswer, PatientAnswer, PredictionAnswer
from service.answering import Answerer
from service.catalogue import Catalogue
from service.cds.link import CalculatorLink
from service.cds.markdown import escape, section, table
from service.cds.predicted import is_predictable, shown_outcome
from service.cds.relevance import is_relevant
from service.fhir.address import Content
from service.fhir.dates import STALE_DAYS, months_since
from service.fhir.record import RecordReading, collect, read_record
from service.request import PredictionRequest

SUMMARY_LIMIT = 140
"""A summary has fewer characters."""


def cards_about(
    contents: Iterable[object],
    patient_id: str,
    bundle: Bundle,
    catalogue: Catalogue,
    today: date,
    calculator: CalculatorLink,
) -> list[Content]:
    """Give the cards about a patient: one, or none where the models do not apply.

    Parameters
    ----------
    contents : iterable
        Resources and Bundles of the patient's record.
    patient_id : str
        Whose chart it is.
    bundle : Bundle
    catalogue : Catalogue
    today : date
    calculator : CalculatorLink
        Where the link leads.

    Raises
    ------
    InputError
        When the record is another patient's, or contradicts itself.
    """
    resources = collect(*contents)
    reading = read_record(resources, today)
    if reading.subject not in {None, f"Patient/{patient_id}"}:
        raise InputError([Fault("another_patient", field="prefetch")])
    outcome = shown_outcome(bundle)
    survived_months = months_since(reading.operation_date, today)
    can_be_shown = is_predictable(bundle, outcome, survived_months)
    if not can_be_shown or not is_relevant(resources, reading.patient):
        return []
    request = PredictionRequest(
        patient=reading.patient, outcome=outcome, survived_months=survived_months
    )
    try:
        answerer = Answerer.of(bundle, catalogue, request)
        answer = answerer.answer(request.patient, curves=False)
    except NotApplicable:
        return []
    source = answerer.panel.description
    return [
        {
            "uuid": str(uuid.uuid4()),
            "summary": _summarise(catalogue, answer, request),
            "indicator": "info",
            "detail": _detail(catalogue, answer, reading, source, outcome),
            "source": {"label": _label(catalogue, answer, source), "url": calculator.address},
            "links": [calculator.link(catalogue.say("cds", "link"), patient_id, reading.patient)],
        }
    ]


def _label(catalogue: Catalogue, answer: PatientAnswer, bundle: BundleAnswer) -> str:
    model = answer["predictions"][0]["model"]
    return catalogue.say(
        "cds", "source", model=model, version=bundle["version"], bundle=bundle["id"]
    )


def _detail(
    catalogue: Catalogue,
    answer: PatientAnswer,
    reading: RecordReading,
    bundle: BundleAnswer,
    outcome: Outcome,
) -> str:
    shown = answer["predictions"][0]
    lists = {
        "grounds": _grounds(catalogue, shown, reading),
        "unknown": _unknown(catalogue, shown),
        "scenarios": _scenarios(catalogue, shown["horizons"][-1]),
        "warnings": (warning["message"] for warning in answer["warnings"]),
        "limits": (limitation["message"] for limitation in bundle["limitations"]),
    }
    return "\n\n".join(
        [
            escape(answer["summary"]),
            *(_tabulate(catalogue, prediction, outcome) for prediction in answer["predictions"]),
            *(
                part
                for code, items in lists.items()
                for part in section(catalogue.say("cds", code), items)
            ),
        ]
    )


def _summarise(catalogue: Catalogue, answer: PatientAnswer, request: PredictionRequest) -> str:
    shown = answer["predictions"][0]
    is_average = not any(shown["model"] in entry["used_by"] for entry in answer["inputs"])
    code = "card_average" if is_average else "card"
    survived_months = request.survived_months
    if survived_months:
        code = f"{code}_given_alive"
    horizon = shown["horizons"][-1]
    percents = _percents(horizon)
    months = {"months": horizon["months"], "survived": survived_months}
    return catalogue.say(request.outcome, code, **months, **percents)


def _percents(horizon: HorizonAnswer) -> dict[str, int]:
    return {
        "survival": round(100 * horizon["survival"]),
        "lower": round(100 * horizon["lower"]),
        "upper": round(100 * horizon["upper"]),
        "average": round(100 * horizon["average"]),
    }


def _tabulate(catalogue: Catalogue, prediction: PredictionAnswer, outcome: Outcome) -> str:
    head = [
        catalogue.say("cds", "column_months"),
        catalogue.say(outcome, "column", model=prediction["model"]),
        catalogue.say("cds", "column_interval"),
        catalogue.say("cds", "column_average"),
    ]
    rows = []
    for horizon in prediction["horizons"]:
        percents = _percents(horizon)
        interval = f"{percents['lower']} - {percents['upper']} %"
        survival, average = f"{percents['survival']} %", f"{percents['average']} %"
        rows.append([str(horizon["months"]), survival, interval, average])
    return table(head, rows)


def _grounds(
    catalogue: Catalogue, prediction: PredictionAnswer, reading: RecordReading
) -> Iterator[str]:
    """Say what each known factor adds or takes, at the last horizon."""
    explanation = prediction.get("explanation")
    if explanation is None:
        return
    for part in explanation["horizons"][-1]["contributions"]:
        if part["value"] is not None and part["contribution"]:
            is_stale = reading.deciding[part["factor"]].status == "stale"
            notes = [catalogue.say("cds", "stale", days=STALE_DAYS)] if is_stale else []
            yield catalogue.join([part["text"], *notes])


def _unknown(catalogue: Catalogue, prediction: PredictionAnswer) -> list[str]:
    """Name what the record does not say and the model averages over."""
    averaged = dict.fromkeys(known["factor"] for known in prediction["range_if_known"])
    return [catalogue.factors[factor].label for factor in averaged]


def _scenarios(catalogue: Catalogue, horizon: HorizonAnswer) -> Iterator[str]:
    """Say the probability if the cohort had done worse, as other series did."""
    for scenario in horizon["scenarios"]:
        percents = {
            "average": round(100 * scenario["average"]),
            "survival": round(100 * scenario["survival"]),
        }
        yield catalogue.say("cds", "scenario", months=horizon["months"], **percents)
