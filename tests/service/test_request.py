"""What may be asked, what is assumed where nothing is asked, and what is refused."""

import pytest
from pydantic import ValidationError

from service.request import BatchRequest, InvalidPatient, Options, PredictionRequest

REFUSED = [
    ("outcome", "relapse"),
    ("outcome", None),
    ("outcome", 1),
    ("models", "cox"),
    ("models", []),
    ("models", [1]),
    ("models", ["cox"] * 11),
    ("horizons_months", 12),
    ("horizons_months", []),
    ("horizons_months", [-1]),
    ("horizons_months", [12.5]),
    ("horizons_months", ["12"]),
    ("horizons_months", [True]),
    ("horizons_months", list(range(1, 62))),
    ("survived_months", -1),
    ("survived_months", 2.5),
    ("survived_months", "2"),
    ("survived_months", True),
    ("survived_months", None),
    ("explain", 1),
    ("explain", "true"),
    ("explain", None),
    ("what_if", {}),
    ("what_if", [None]),
    ("what_if", None),
    ("what_if", [{}] * 11),
    ("horizon_months", [12]),
]


@pytest.mark.parametrize(("field", "value"), REFUSED)
def test_value_of_another_kind_is_refused(field, value):
    """Nothing is converted: not text to a number, not a number to a truth value."""
    with pytest.raises(ValidationError):
        PredictionRequest.model_validate({"patient": {}, field: value})


def test_patient_is_all_that_is_required():
    """Every option has its default."""
    question = PredictionRequest.model_validate({"patient": {}})

    assert ("overall_survival", None, None, 0, True, []) == (
        question.outcome,
        question.models,
        question.horizons_months,
        question.survived_months,
        question.explain,
        question.what_if,
    )


@pytest.mark.parametrize(
    ("survived", "longest", "expected"),
    [
        (0, 60, (12, 36, 60)),
        (11, 60, (12, 36, 60)),
        (12, 60, (36, 60)),
        (35, 60, (36, 60)),
        (36, 60, (60,)),
        (59, 60, (60,)),
        (0, 120, (12, 36, 60)),
        (0, 59, (12, 36)),
    ],
)
def test_default_horizons_are_those_after_the_months_survived(survived, longest, expected):
    """12, 36 and 60 months, where they still lie ahead and the models go so far."""
    assert expected == Options(survived_months=survived).horizons(longest)


@pytest.mark.parametrize(("survived", "longest"), [(0, 11), (36, 48), (60, 120)])
def test_default_horizon_is_the_longest_month_where_there_is_no_other(survived, longest):
    """A registry may be followed for shorter or for longer than five years."""
    assert (longest,) == Options(survived_months=survived).horizons(longest)


def test_horizons_are_answered_in_the_order_asked_and_each_once():
    """A repeated horizon is not an error, and is not answered twice."""
    assert (60, 12, 36) == Options(horizons_months=[60, 12, 60, 36, 12]).horizons(60)


def test_60_horizons_and_10_different_patients_may_be_asked_for():
    """The limits themselves are allowed."""
    question = Options.model_validate(
        {"horizons_months": list(range(1, 61)), "what_if": [{"grade": 1}] * 10}
    )

    assert (60, 10) == (len(question.horizons(60)), len(question.what_if))


def test_patient_of_a_batch_who_cannot_be_read_is_kept_as_a_fault():
    """So that the others can be answered."""
    first, second = BatchRequest.model_validate(
        {"patients": [{"nodule_count": 0}, {"nodule_count": 1}]}
    ).patients

    assert isinstance(first, InvalidPatient)
    assert 1 == second.nodule_count


def test_validation_error_does_not_repeat_what_was_sent():
    """Neither of a request nor of a patient in a batch."""
    with pytest.raises(ValidationError) as caught:
        PredictionRequest.model_validate({"patient": {"sex": "CANARY-7731"}})
    (patient,) = BatchRequest.model_validate({"patients": [{"sex": "CANARY-7731"}]}).patients

    assert "CANARY" not in str(caught.value)
    assert "CANARY" not in str(patient.error)
