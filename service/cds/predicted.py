"""What a card predicts: which outcome, and whether there is anything left to predict."""

from typing import get_args

from models.bundle import Bundle
from models.outcome import Outcome

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


def shown_outcome(bundle: Bundle) -> Outcome:
    """Choose overall survival, or what comes first in a bundle without it."""
    return next(outcome for outcome in OUTCOMES if outcome in bundle.models)


def is_predictable(bundle: Bundle, outcome: Outcome, survived_months: int) -> bool:
    """Whether the models go on after the months survived.

    Whose chart is opened is alive. Nothing in a record says who is free of disease as well, so that
    disease-free survival can only be predicted from the operation.
    """
    if outcome == "disease_free_survival" and survived_months:
        return False
    models = bundle.models_for(outcome).values()
    return survived_months < min(model.grid.longest_month for model in models)
