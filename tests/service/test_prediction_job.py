"""Questions of one kind: what makes them so, and that each is answered as if alone."""

import dataclasses
import random

import pytest

from models.errors import InputError, NotApplicable, Unsupported
from models.factors import Patient
from service.catalogue import read_catalogue
from service.prediction_job import PredictionJob, answer_alike, answer_one
from service.request import Options, PredictionRequest
from service.writer import write

OTHERWISE = {
    "outcome": "cancer_specific_survival",
    "models": ["cox"],
    "horizons_months": [12],
    "survived_months": 1,
    "explain": False,
    "what_if": [{"nodule_count": 1}],
}
"""Every option with another value than its default."""

KNOWN = {
    "age_years": 54,
    "disease_free_interval_months": 30,
    "local_recurrence": False,
    "nodule_count": 3,
    "laterality": "unilateral",
    "largest_nodule_cm": 2.9,
    "primary_site": "extremity",
    "complete_resection": True,
    "ecog": 3,
}


@pytest.fixture
def asked(bundle):
    """Give a function that makes a question."""

    def ask(patient, language="en", **options):
        question = PredictionRequest.model_validate({"patient": patient, **options})
        return PredictionJob(question, bundle, read_catalogue(language), "1")

    return ask


def some_of(facts, seed):
    """Give a patient of whom some facts are known, and some differ."""
    drawn = random.Random(seed)  # noqa: S311  # nothing secret
    patient = {factor: value for factor, value in facts.items() if drawn.random() < 0.6}
    patient["disease_free_interval_months"] = drawn.randint(0, 60)
    return patient


def test_every_option_is_tried():
    """An option that is added must be told apart too."""
    assert set(Options.model_fields) == set(OTHERWISE)


@pytest.mark.parametrize("option", OTHERWISE)
def test_questions_that_differ_in_an_option_are_of_different_kinds(asked, option):
    """Answered together, one would get what the other asked for."""
    assert asked({}).batch_key != asked({}, **{option: OTHERWISE[option]}).batch_key
    assert asked({}, **{option: OTHERWISE[option]}).batch_key == (
        asked({}, **{option: OTHERWISE[option]}).batch_key
    )


def test_different_patients_are_told_apart_by_what_is_named_of_them(asked):
    """A factor that is unknown in one is not one that is not named."""
    named = ({"nodule_count": None}, {"local_recurrence": None}, {})

    assert 3 == len({asked({}, what_if=[different]).batch_key for different in named})


def test_questions_in_different_languages_are_of_different_kinds(asked):
    """Each gets its own words."""
    assert asked({}).batch_key != asked({}, language="de").batch_key


def test_questions_to_different_bundles_are_of_different_kinds(asked, bundle):
    """Also where their manifests are the same."""
    question, _, *others = asked({})

    assert (
        PredictionJob(question, dataclasses.replace(bundle), *others).batch_key
        != asked({}).batch_key
    )


def test_questions_with_different_budgets_are_of_different_kinds(asked):
    """One may be refused where another is not."""
    assert asked({})._replace(budget=10).batch_key != asked({}).batch_key


def test_questions_about_different_patients_are_of_one_kind(asked):
    """The patient is what may differ."""
    assert asked({}).batch_key == asked(KNOWN).batch_key
    assert hash(asked({}, what_if=[{}]).batch_key) == hash(asked(KNOWN, what_if=[{}]).batch_key)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"explain": False, "models": ["cox", "forest"]},
        {"models": ["forest"], "horizons_months": [6, 60], "survived_months": 5},
        {"what_if": [{"nodule_count": 1, "laterality": "unilateral"}]},
    ],
)
def test_answers_are_to_the_last_digit_what_each_question_is_answered_alone(asked, options):
    """Who else asks at the same moment must not be seen in an answer of the default bundle."""
    questions = [asked(some_of(KNOWN, seed), **options) for seed in range(16)]

    together = answer_alike(questions)

    assert 16 == len({write(answer) for answer in together})
    for question, answer in zip(questions, together, strict=True):
        assert write(answer_one(question)) == write(answer)


def test_one_who_is_refused_leaves_the_others_answered(asked):
    """In the place of the answer stands why there is none."""
    refused = {**KNOWN, "extrapulmonary_disease": True}
    questions = [asked(KNOWN), asked(refused), asked({})]

    first, error, last = answer_alike(questions)

    assert isinstance(error, NotApplicable)
    assert [write(answer_one(one)) for one in (questions[0], questions[2])] == [
        write(first),
        write(last),
    ]
    with pytest.raises(InputError):
        answer_one(questions[1])


def test_what_the_bundle_does_not_have_is_refused_to_all(asked):
    """They ask for the same."""
    with pytest.raises(Unsupported):
        answer_alike([asked({}, models=["nobody"]), asked(KNOWN, models=["nobody"])])


def test_answers_carry_the_name_of_their_own_request(bundle):
    """By which an operator finds it in the log."""
    question = PredictionRequest(patient=Patient())
    questions = [
        PredictionJob(question, bundle, read_catalogue(), name) for name in ("first", "second")
    ]

    assert ["first", "second"] == [answer["request_id"] for answer in answer_alike(questions)]
