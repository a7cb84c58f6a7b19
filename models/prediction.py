"""Predictions: curve, interval, horizons, ranges, explanation.

Everything here is an average over the background with some factors held: the prediction holds all
that is known, the cohort average holds nothing, an explanation runs over what lies between, and a
range tries the values that an unknown factor may have. Patients are computed together; those who
are the same to a model are computed once.
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from models.answers import answer
from models.applicability import require_applicable
from models.assembler import PredictionAssembler
from models.averaging.background import Background, informative_facts
from models.errors import Fault, InputError, Unsupported
from models.factors import Patient
from models.interval import Limits, limits_of
from models.predicted import Prediction
from models.query import Query
from models.survival_model import SurvivalModel

Wanted = TypeVar("Wanted")


def predict(
    model: SurvivalModel,
    patient: Patient,
    horizons_months: Sequence[int],
    *,
    survived_months: int = 0,
    explain: bool = True,
) -> Prediction:
    """Predict one patient's survival; see `Query` and `predict_many`.

    Raises
    ------
    Contradictory, NotApplicable
        When facts exclude each other, or the models do not hold for such a patient.
    Unsupported
        When a month lies off the model's grid.
    """
    query = Query(tuple(horizons_months), survived_months, explain=explain)
    (found,) = predict_many(model, [patient], query)
    return require(found)


def require(found: Wanted | InputError) -> Wanted:
    """Give what was found, or raise the error that stands in its place."""
    if isinstance(found, InputError):
        raise found
    return found


def predict_many(
    model: SurvivalModel, patients: Iterable[Patient], query: Query
) -> list[Prediction | InputError]:
    """Predict the survival of several patients, each as if alone.

    Returns
    -------
    list of Prediction or InputError
        In order; an error where the models do not hold for that patient, where the patient's
        facts exclude each other, or where the explanation would exceed the budget.

    Raises
    ------
    Unsupported
        When a month lies off the model's grid.
    """
    everybody = list(patients)
    refusals = {i: error for i, p in enumerate(everybody) if (error := _refusal(model, p, query))}
    accepted = [i for i in range(len(everybody)) if i not in refusals]
    if not accepted:
        return list(refusals.values())
    model.grid.require_after(query.survived_months, query.horizons_months)
    facts = [informative_facts(everybody[i], model.columns) for i in accepted]
    design, rows = model.averaging.encode(facts).distinct()
    assembler = PredictionAssembler(model, query, answer(model, design, query))
    found = {
        i: assembler.prediction(row, everybody[i], tuple(known_facts))
        for i, row, known_facts in zip(accepted, rows, facts, strict=True)
    }
    return [refusals.get(i) or found[i] for i in range(len(everybody))]


def survival_at(
    model: SurvivalModel, patients: Iterable[Patient], months: int, survived_months: int = 0
) -> list[float]:
    """Compute one probability of each patient and nothing else.

    The patients are not checked: they are like others who were.
    """
    design = model.averaging.encode(informative_facts(p, model.columns) for p in patients)
    found: list[float] = model.mean_survivals(design, (survived_months, months))[:, 1].tolist()
    return found


def warm(model: SurvivalModel) -> None:
    """Prepare now what the first questions would otherwise wait for.

    Nothing of the answers is kept: only what they need of the model and its background.
    """
    of_each_kind = [Patient(), Patient(laterality="bilateral"), Patient(nodule_count=1)]
    predict_many(model, of_each_kind, Query((model.grid.longest_month,)))


def interval(model: SurvivalModel, over: Background, survived_months: int = 0) -> Limits:
    """Compute the 95 % limits of the mean survival over profiles, given months survived."""
    survival = model.mean_survival(over, survived_months)
    return limits_of(survival, model.variance(over, survived_months), model.n_patients)


def _refusal(model: SurvivalModel, patient: Patient, query: Query) -> InputError | None:
    try:
        require_applicable(patient, model.outcome)
        _require_affordable(model, patient, query)
    except InputError as error:
        return error
    return None


def _require_affordable(model: SurvivalModel, patient: Patient, query: Query) -> None:
    if not query.explain or query.budget is None:
        return
    n_known = len(informative_facts(patient, model.columns))
    if model.explanation_cost(n_known) > query.budget:
        allowed = {"highest": query.budget}
        raise Unsupported([Fault("explanation_over_budget", field="explain", details=allowed)])
