"""From a question to an answer: which models, which horizons, which warnings."""

from types import SimpleNamespace

import pytest

from models.factors import FACTORS
from service.answering import _disagreements
from service.app import create_app

pytestmark = pytest.mark.anyio

DFI, SIZE = "disease_free_interval_months", "largest_nodule_cm"

WARNED = [
    ({"age_years": 17.9}, "age_below_18", "age_years"),
    ({"nodule_count": 11}, "more_than_10_nodules", "nodule_count"),
    ({"histology": "alveolar_soft_part_sarcoma"}, "alveolar_soft_part_sarcoma", "histology"),
    ({"histology": "ewing_sarcoma"}, "ewing_sarcoma", "histology"),
    ({"histology": "rhabdomyosarcoma"}, "rhabdomyosarcoma", "histology"),
    ({"ecog": 3}, "ecog_3_or_4", "ecog"),
    ({"ecog": 4}, "ecog_3_or_4", "ecog"),
    (
        {"previous_lung_metastasectomy": True},
        "previous_lung_metastasectomy",
        "previous_lung_metastasectomy",
    ),
    ({"preoperative_chemotherapy": True}, "preoperative_chemotherapy", "preoperative_chemotherapy"),
    ({"radiological_response": "partial"}, "radiological_response", "radiological_response"),
    ({"histological_response": "poor"}, "histological_response", "histological_response"),
    ({"local_therapy": None}, "surgery_assumed", "local_therapy"),
    (
        {"extrapulmonary_disease": None},
        "no_extrapulmonary_disease_assumed",
        "extrapulmonary_disease",
    ),
    ({"histology": None}, "applicable_histology_assumed", "histology"),
    ({DFI: 200}, "beyond_training_range", DFI),
    ({DFI: 9}, "near_boundary", DFI),
    ({DFI: 12}, "near_boundary", DFI),
    ({DFI: 15}, "near_boundary", DFI),
    ({SIZE: 2.5}, "near_boundary_unused", SIZE),
    ({SIZE: 3.5}, "near_boundary_unused", SIZE),
    ({"local_recurrence": None}, "factor_averaged", "local_recurrence"),
]

NOT_WARNED = [
    {},
    {"age_years": 18},
    {"nodule_count": 10},
    {"ecog": 2},
    {"previous_lung_metastasectomy": False},
    {"preoperative_chemotherapy": False},
    {"histology": "other"},
    {DFI: 8.9},
    {DFI: 15.1},
    {SIZE: 2.4},
    {SIZE: 3.6},
]


def codes_in(answer):
    """List the codes of an answer's warnings, each with its factor."""
    return [(warning["code"], warning["factor"]) for warning in answer["warnings"]]


@pytest.mark.parametrize(("change", "code", "factor"), WARNED)
async def test_patient_is_warned_of(ask, ordinary, change, code, factor):
    """Of an otherwise ordinary patient this one thing is said, and a number still given."""
    answer = await ask(ordinary | change)

    assert [(code, factor)] == codes_in(answer)
    assert answer["predictions"][0]["horizons"]


@pytest.mark.parametrize("change", NOT_WARNED)
async def test_patient_is_not_warned_of(ask, ordinary, change):
    """Just on the right side of each limit there is nothing to say."""
    assert [] == (await ask(ordinary | change))["warnings"]


async def test_patient_of_whom_nothing_is_known_gets_the_cohort_average(ask):
    """Said in a warning, and true of every number."""
    answer = await ask({})
    (prediction,) = answer["predictions"]

    assert [
        ("surgery_assumed", "local_therapy"),
        ("no_extrapulmonary_disease_assumed", "extrapulmonary_disease"),
        ("applicable_histology_assumed", "histology"),
        ("cohort_average", None),
        ("factor_averaged", DFI),
        ("factor_averaged", "local_recurrence"),
        ("factor_averaged", "nodule_count"),
    ] == codes_in(answer)
    for horizon in prediction["horizons"]:
        assert horizon["average"] == horizon["survival"]
    for explained in prediction["explanation"]["horizons"]:
        assert {0} == {part["contribution"] for part in explained["contributions"]}


async def test_boundary_warning_tells_the_probability_on_the_other_side(
    ask, ordinary, cox, by_hand
):
    """10 months lie below the boundary at 12; 15 months lie above it."""
    here = round(100 * by_hand(cox, ordinary | {DFI: 10})[60])
    other = round(100 * by_hand(cox, ordinary | {DFI: 15})[60])

    (warning,) = (await ask(ordinary | {DFI: 10}))["warnings"]

    assert other > here
    assert f"would be {other} % instead of {here} %." in warning["message"]
    assert "within 3 months of the boundary at 12 months" in warning["message"]


async def test_boundary_warning_above_the_boundary_tells_the_probability_at_it(
    ask, ordinary, cox, by_hand
):
    """The boundary is strict: 12 months themselves lie below it."""
    here = round(100 * by_hand(cox, ordinary | {DFI: 12.5})[36])
    other = round(100 * by_hand(cox, ordinary | {DFI: 12})[36])

    (warning,) = (await ask(ordinary | {DFI: 12.5}, horizons_months=[36]))["warnings"]

    assert other < here
    assert (
        f"at 36 months by the model cox would be {other} % instead of {here} %"
        in (warning["message"])
    )


async def test_range_warning_tells_the_range_of_the_training_patients(ask, ordinary, cox):
    """The limits are those that the model states."""
    limits = cox["training_ranges"][DFI]

    (warning,) = (await ask(ordinary | {DFI: limits["highest"] + 1}))["warnings"]

    assert f"{limits['lowest']:g} to {limits['highest']:g}" in warning["message"]


async def test_patient_who_survived_is_said_not_to_be_free_of_recurrence(ask, ordinary):
    """Given alive, not given free of recurrence."""
    answer = await ask(ordinary, survived_months=14)
    (warning,) = answer["warnings"]

    assert ("given_alive", None) == (warning["code"], warning["factor"])
    assert (
        "alive 14 months after the operation: given alive, not given free of recurrence"
        in (warning["message"])
    )


async def test_different_patient_is_warned_of_too(ask, ordinary):
    """Only of what does not hold of the patient asked about already."""
    answer = await ask(ordinary, what_if=[{"sex": "female"}, {"nodule_count": 11}])
    (warning,) = answer["warnings"]

    assert ("different_patient", "nodule_count") == (warning["code"], warning["factor"])
    assert "(2)" in warning["message"]
    assert "more than 10 nodules" in warning["message"]


async def test_nodules_that_are_known_by_their_sides_are_not_called_averaged(ask, ordinary):
    """Bilateral metastases are at least two nodules, and that is all the model asks."""
    answer = await ask(ordinary | {"nodule_count": None, "laterality": "bilateral"})

    assert [] == answer["warnings"]


async def test_experimental_model_answers_only_when_asked_for(ask, ordinary):
    """Left out by default; named, it answers in the order asked and says what it is."""

    async def models_answering(**options):
        answer = await ask(ordinary, **options)
        return [(p["model"], p["experimental"]) for p in answer["predictions"]]

    assert [("cox", False)] == await models_answering()
    assert [("forest", True)] == await models_answering(models=["forest"])
    assert [("forest", True), ("cox", False)] == await models_answering(models=["forest", "cox"])


async def test_experimental_model_is_said_to_be_one_in_words_too(ask, ordinary):
    """Whoever reads the summary alone learns of it."""
    assert "experimental" not in (await ask(ordinary))["summary"]
    assert (
        "The model forest is experimental." in (await ask(ordinary, models=["forest"]))["summary"]
    )


async def test_inputs_name_every_model_that_used_them(ask, ordinary):
    """In the order in which the models answered; the size of nodules only the forest uses."""
    answer = await ask(ordinary | {SIZE: 2}, models=["cox", "forest"])

    used = {entry["factor"]: entry["used_by"] for entry in answer["inputs"] if entry["used_by"]}
    assert {
        DFI: ["cox", "forest"],
        "local_recurrence": ["cox", "forest"],
        "nodule_count": ["cox", "forest"],
        SIZE: ["forest"],
    } == used


async def test_models_that_disagree_say_so(bundle_that_disagrees, connection, ordinary):
    """Where each lies outside the other's interval, and nowhere else."""
    async with connection(create_app(bundle_that_disagrees)) as client:
        body = {"patient": ordinary, "models": ["cox", "pessimist"], "horizons_months": [1, 60]}
        answer = (await client.post("/v1/predictions", json=body)).json()
    (late,) = [w for w in answer["warnings"] if "at 60 months" in w["message"]]
    cox, pessimist = (prediction["horizons"][-1] for prediction in answer["predictions"])
    percent = [round(100 * horizon["survival"]) for horizon in (cox, pessimist)]

    assert pessimist["survival"] < cox["lower"]
    assert pessimist["upper"] < cox["survival"]
    assert ("models_disagree", None) == (late["code"], late["factor"])
    assert f"{percent[0]} % and {percent[1]} %" in late["message"]


async def test_models_that_agree_say_nothing_of_it(ask, ordinary):
    """Cox asked with the forest, for an ordinary patient."""
    answer = await ask(ordinary, models=["cox", "forest"])
    cox, forest = (prediction["horizons"] for prediction in answer["predictions"])
    agree = all(
        here["lower"] <= there["survival"] <= here["upper"]
        or there["lower"] <= here["survival"] <= there["upper"]
        for here, there in zip(cox, forest, strict=True)
    )

    assert agree == ("models_disagree" not in {w["code"] for w in answer["warnings"]})


async def test_default_models_are_those_that_are_not_experimental(ask, bundle):
    """Without `models`, and with null."""
    models = bundle.models["overall_survival"].values()
    expected = [model.name for model in models if not model.experimental]

    for options in ({}, {"models": None}):
        answer = await ask({}, **options)

        assert expected == [prediction["model"] for prediction in answer["predictions"]]


@pytest.mark.parametrize(
    ("options", "pointer", "code"),
    [
        ({"models": ["weibull"]}, "/models/0", "model_unsupported"),
        ({"models": ["cox", "weibull"]}, "/models/1", "model_unsupported"),
        ({"models": ["cox", "cox"]}, "/models/1", "model_repeated"),
        ({"outcome": "disease_free_survival"}, "/outcome", "outcome_unsupported"),
        ({"outcome": "cancer_specific_survival"}, "/outcome", "outcome_unsupported"),
        ({"horizons_months": [61]}, "/horizons_months/0", "horizon_unsupported"),
        ({"horizons_months": [12, 0]}, "/horizons_months/1", "horizon_unsupported"),
        ({"horizons_months": [12, 12, 61]}, "/horizons_months/2", "horizon_unsupported"),
        (
            {"horizons_months": [12], "survived_months": 12},
            "/horizons_months/0",
            "horizon_unsupported",
        ),
        ({"survived_months": 60}, "/survived_months", "survived_months_unsupported"),
    ],
)
async def test_question_that_the_bundle_cannot_answer_is_refused(
    be_refused, options, pointer, code
):
    """An outcome, model or month that it does not have, at the place where it was asked for."""
    problem = await be_refused({}, **options)

    assert (422, "urn:pulmet:problem:unsupported") == (problem["status"], problem["type"])
    assert [(pointer, None, code)] == [
        (error["pointer"], error["factor"], error["code"]) for error in problem["errors"]
    ]


async def test_horizon_beyond_the_longest_month_names_the_limit(be_refused):
    """60 months is as far as the evidence goes."""
    problem = await be_refused({}, horizons_months=[61])

    assert "60 is the longest supported month" in problem["errors"][0]["message"]


async def test_every_factor_at_once_is_answered(ask):
    """A complete record of an ordinary patient is accepted as it stands."""
    patient = {
        "age_years": 54.5,
        "sex": "female",
        "ecog": 1,
        "smoker": False,
        "comorbidity": True,
        "histology": "leiomyosarcoma",
        "grade": 3,
        "primary_site": "extremity",
        DFI: 30,
        "local_recurrence": False,
        "nodule_count": 3,
        SIZE: 2.0,
        "laterality": "bilateral",
        "extrapulmonary_disease": False,
        "previous_lung_metastasectomy": False,
        "preoperative_chemotherapy": True,
        "radiological_response": "stable",
        "histological_response": "poor",
        "local_therapy": "surgery",
        "approach": "vats",
        "resection_extent": "sublobar",
        "complete_resection": True,
        "resection_margin": "negative",
    }

    answer = await ask(patient)

    assert set(FACTORS) == set(patient)
    assert not [entry for entry in answer["inputs"] if entry["status"] == "unknown"]


async def test_different_patient_of_whom_nothing_is_known_is_called_the_cohort_average(
    ask, ordinary
):
    """A number that is nobody's own must not pass for one beside a patient's."""
    nothing = {DFI: None, "local_recurrence": None, "nodule_count": None, "laterality": None}

    answer = await ask(ordinary, what_if=[nothing])

    messages = [w["message"] for w in answer["warnings"] if w["code"] == "different_patient"]
    assert any("cohort average, not an individual prediction" in m for m in messages)


async def test_warning_of_a_value_names_its_factor_in_words(ask, ordinary):
    """A record that shows the message alone must still say of what."""
    answer = await ask({**ordinary, DFI: 11, "local_recurrence": None})

    said = {w["code"]: w["message"] for w in answer["warnings"]}
    assert said["near_boundary"].startswith("Disease-free interval:")
    assert said["factor_averaged"].startswith("Local recurrence:")


async def test_summary_speaks_of_the_farthest_horizon_in_whatever_order_asked(ask, ordinary):
    """Five years are what the board asks about, also when 12 months are named last."""
    answer = await ask(ordinary, horizons_months=[60, 12])

    assert [60, 12] == [h["months"] for h in answer["predictions"][0]["horizons"]]
    assert "alive 60 months" in answer["summary"]
    assert "alive 12 months" not in answer["summary"]


@pytest.mark.parametrize(
    ("first", "second", "disagree"),
    [
        # survival, lower, upper of two models
        ((0.5, 0.4, 0.6), (0.7, 0.65, 0.75), True),  # each above or below the other's interval
        ((0.7, 0.65, 0.75), (0.5, 0.4, 0.6), True),
        ((0.5, 0.4, 0.6), (0.6, 0.55, 0.75), False),  # at the upper limit of the first
        ((0.5, 0.4, 0.6), (0.4, 0.35, 0.45), False),  # at its lower limit
        ((0.6, 0.55, 0.75), (0.5, 0.4, 0.6), False),  # at the limits of the second
        ((0.4, 0.35, 0.45), (0.5, 0.4, 0.6), False),
        ((0.5, 0.4, 0.6), (0.7, 0.45, 0.9), False),  # outside the first, which is in the second
        ((0.7, 0.45, 0.9), (0.5, 0.4, 0.6), False),
    ],
)
def test_models_disagree_where_each_lies_outside_the_interval_of_the_other(first, second, disagree):
    """One side alone is an interval that is wider than the other; a limit belongs to it."""
    predictions = [
        SimpleNamespace(
            model=name,
            horizons=(SimpleNamespace(months=12, survival=s, lower=lower, upper=upper),),
        )
        for name, (s, lower, upper) in (("a", first), ("b", second))
    ]

    assert disagree == bool(_disagreements(predictions))
