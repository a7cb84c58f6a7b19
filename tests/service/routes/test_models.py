"""What is served can be read, and every probability recomputed from it by hand."""

import math
from itertools import product

import pytest

from service.app import create_app

pytestmark = pytest.mark.anyio

DFI = "disease_free_interval_months"
STATES = {DFI: (6, 30, None), "local_recurrence": (False, True, None), "nodule_count": (1, 4, None)}
PATIENTS = [dict(zip(STATES, values, strict=True)) for values in product(*STATES.values())]
CELLS = [patient for patient in PATIENTS if None not in patient.values()]
PARTLY_UNKNOWN = [patient for patient in PATIENTS if None in patient.values()]
BILATERAL = [
    {**patient, "laterality": "bilateral"} for patient in PATIENTS if patient["nodule_count"] != 1
]
SCENARIOS = [0.629, 0.47, 0.38]


async def served(ask_batch, patients, **options):
    """Ask the model `cox` about patients, and give its predictions in their order."""
    answer = await ask_batch(patients, models=["cox"], explain=False, **options)
    return [result["predictions"][0] for result in answer["results"]]


async def test_served_curves_of_the_8_cells_can_be_recomputed_by_hand(cox, ask_batch, by_hand):
    """Terms, coefficients and baseline are all that a fully known patient needs."""
    predictions = await served(ask_batch, CELLS, curves=True)

    assert 8 == len(CELLS)
    for patient, prediction in zip(CELLS, predictions, strict=True):
        assert by_hand(cox, patient) == pytest.approx(prediction["curve"]["survival"], abs=1e-6)


async def test_served_curves_of_unknown_inputs_can_be_recomputed_by_hand(cox, ask_batch, by_hand):
    """Each of the 19 ways to know some of three inputs is an average with the shares given."""
    predictions = await served(ask_batch, PARTLY_UNKNOWN, curves=True)

    assert 19 == len(PARTLY_UNKNOWN)
    for patient, prediction in zip(PARTLY_UNKNOWN, predictions, strict=True):
        assert by_hand(cox, patient) == pytest.approx(prediction["curve"]["survival"], abs=1e-6)


async def test_bilateral_patients_can_be_recomputed_by_hand(cox, ask_batch, by_hand):
    """Profiles with one nodule on both sides are left out of the average."""
    predictions = await served(ask_batch, BILATERAL, curves=True)

    for patient, prediction in zip(BILATERAL, predictions, strict=True):
        assert by_hand(cox, patient) == pytest.approx(prediction["curve"]["survival"], abs=1e-6)


@pytest.mark.parametrize("survived", [1, 12, 37, 59])
async def test_survival_given_months_survived_can_be_recomputed_by_hand(
    cox, ask_batch, by_hand, survived
):
    """Mean S(t) over mean S(s), for known and unknown inputs alike."""
    predictions = await served(ask_batch, PATIENTS, curves=True, survived_months=survived)

    for patient, prediction in zip(PATIENTS, predictions, strict=True):
        curve = by_hand(cox, patient)
        expected = [s / curve[survived] for s in curve[survived:]]

        assert expected == pytest.approx(prediction["curve"]["survival"], abs=1e-6)
        assert list(range(survived, 61)) == prediction["curve"]["months"]


@pytest.mark.parametrize("survived", [0, 24])
async def test_scenarios_can_be_recomputed_by_hand(cox, ask_batch, by_hand, survived):
    """Each scenario multiplies the baseline by the factor that the model states."""
    predictions = await served(ask_batch, PATIENTS, survived_months=survived)
    factors = {s["average"]: s["hazard_factor"] for s in cox["scenarios"]}

    for patient, prediction in zip(PATIENTS, predictions, strict=True):
        for scenario in prediction["horizons"][-1]["scenarios"]:
            curve = by_hand(cox, patient, factors[scenario["average"]])

            assert curve[60] / curve[survived] == pytest.approx(scenario["survival"], abs=1e-6)


async def test_cohort_average_can_be_recomputed_by_hand(cox, ask_batch, by_hand):
    """The average beside each horizon is that of a patient of whom nothing is known."""
    prediction = (await served(ask_batch, [{}], horizons_months=[1, 12, 36, 60]))[0]
    average = by_hand(cox, {})

    for horizon in prediction["horizons"]:
        assert average[horizon["months"]] == pytest.approx(horizon["average"], abs=1e-6)


async def test_scenarios_of_the_cohort_are_the_means_that_they_assume(cox, by_hand):
    """If the cohort's mean were 0.629, 0.47 or 0.38, the average over the cohort would be it."""
    factors = {s["average"]: s["hazard_factor"] for s in cox["scenarios"]}

    assert SCENARIOS == list(factors)
    for average, factor in factors.items():
        assert average == pytest.approx(by_hand(cox, {}, factor)[60], abs=1e-6)


async def test_contributions_can_be_recomputed_by_hand(cox, ask, by_hand):
    """A Shapley value is a factor's mean gain over the 6 orders in which 3 are learned."""
    patient = {DFI: 6, "local_recurrence": True, "nodule_count": 1}
    orders = [(a, b, c) for a, b, c in product(patient, repeat=3) if len({a, b, c}) == 3]
    gains = dict.fromkeys(patient, 0.0)
    for order in orders:
        for place, factor in enumerate(order):
            before = {name: patient[name] for name in order[:place]}
            after = {**before, factor: patient[factor]}
            gains[factor] += (by_hand(cox, after)[36] - by_hand(cox, before)[36]) / len(orders)

    answer = await ask(patient, models=["cox"], horizons_months=[36])
    explained = answer["predictions"][0]["explanation"]["horizons"][0]

    assert 6 == len(orders)
    assert gains == pytest.approx(
        {part["factor"]: part["contribution"] for part in explained["contributions"]}, abs=1e-6
    )


async def test_model_says_everything_that_was_promised(cox):
    """Version, hash, provenance, limitations, terms, coefficients, covariance, and so on."""
    assert {
        "name",
        "kind",
        "outcome",
        "experimental",
        "bundle",
        "sources",
        "training",
        "training_ranges",
        "terms",
        "coefficients",
        "published_covariance",
        "covariance",
        "baseline",
        "background",
        "scenarios",
        "metrics",
    } <= cox.keys()
    assert {"id", "version", "sha256", "provenance", "clinical_use", "limitations"} == set(
        cox["bundle"]
    )


async def test_model_says_what_the_manifest_says(cox, bundle):
    """Nothing is rounded, renamed or left out on the way from the manifest."""
    record = bundle.manifest.outcomes["overall_survival"]["cox"].model_dump(mode="json")

    assert record == {name: cox[name] for name in record}
    assert ("cox", "overall_survival") == (cox["name"], cox["outcome"])


async def test_no_discrimination_is_shown_on_reconstructed_evidence(cox):
    """A concordance computed on a reconstruction would be circular."""
    assert {} == cox["metrics"]


async def test_list_names_every_model_with_its_factors(client, bundle):
    """The list is the manifest's, model by model."""
    body = (await client.get("/v1/models")).json()
    expected = [
        {
            "name": name,
            "outcome": outcome,
            "kind": record.kind,
            "experimental": record.experimental,
            "factors": list(bundle.models[outcome][name].columns.factors),
            "longest_month": 60,
        }
        for outcome, records in bundle.manifest.outcomes.items()
        for name, record in records.items()
    ]

    assert {"bundle", "models"} == set(body)
    for model, served in zip(expected, body["models"], strict=True):
        assert model == {member: served[member] for member in model}


async def test_outcome_may_be_named(client, cox):
    """The outcome of the address is that of the model."""
    response = await client.get("/v1/models/cox", params={"outcome": "overall_survival"})

    assert cox == response.json()


async def test_model_that_is_not_served_is_not_found(client, read_problem):
    """The problem says which models there are."""
    problem = read_problem(await client.get("/v1/models/weibull"))

    assert (404, "urn:pulmet:problem:not_found") == (problem["status"], problem["type"])
    assert "model_unsupported" == problem["errors"][0]["code"]
    assert "cox" in problem["errors"][0]["message"]


async def test_outcome_that_is_not_served_is_refused(client, read_problem):
    """A known outcome without a model is unsupported, not unknown."""
    address = "/v1/models/cox?outcome=disease_free_survival"
    problem = read_problem(await client.get(address))

    assert (422, "urn:pulmet:problem:unsupported") == (problem["status"], problem["type"])
    assert ("/outcome", "outcome_unsupported") == (
        problem["errors"][0]["pointer"],
        problem["errors"][0]["code"],
    )


async def test_outcome_that_does_not_exist_is_refused(client, read_problem):
    """An unknown outcome breaks the contract, and the problem lists the known ones."""
    problem = read_problem(await client.get("/v1/models/cox?outcome=relapse"))

    assert (422, "urn:pulmet:problem:invalid_request") == (problem["status"], problem["type"])
    assert ("/outcome", "unknown_level") == (
        problem["errors"][0]["pointer"],
        problem["errors"][0]["code"],
    )
    assert "cancer_specific_survival" in problem["errors"][0]["message"]


# --- models of a registry -----------------------------------------------------------------------

REGISTERED = {
    "age_years": 52.5,
    DFI: 19,
    "nodule_count": 3,
    "laterality": "bilateral",
    "ecog": 1,
    "preoperative_chemotherapy": False,
}
LESS_KNOWN = [
    {},
    {DFI: 90.5},
    {"laterality": "bilateral", "age_years": 33},
    {"ecog": 2, "preoperative_chemotherapy": True},
]


def column_of(term, value):
    """Give a term's value, as the route's description says."""
    if term["kind"] == "linear":
        return value
    if term["kind"] == "level":
        return float(value == term["level"])
    if term["kind"] == "threshold":
        return float(value > term["cut"] or (term["operator"] == ">=" and value == term["cut"]))
    knots = term["knots"]
    own, before_last, last = knots[term["number"] - 1], knots[-2], knots[-1]

    def cubed(z):
        return max(z, 0) ** 3

    bent = (
        cubed(value - own)
        - cubed(value - before_last) * (last - own) / (last - before_last)
        + cubed(value - last) * (before_last - own) / (last - before_last)
    )
    return bent / (last - knots[0]) ** 2


def profiles_by_hand(model, patient):
    """Give the profiles that a patient may have, each with its share."""
    terms = model["terms"]
    nodules = [i for i, term in enumerate(terms) if term["factor"] == "nodule_count"]
    bilateral = patient.get("laterality") == "bilateral"
    for cell in model["background"]:
        x = [
            average
            if patient.get(term["factor"]) is None
            else column_of(term, patient[term["factor"]])
            for term, average in zip(terms, cell["profile"], strict=True)
        ]
        if not (bilateral and any(x[i] < 2 for i in nodules)):
            yield x, cell["share"]


def hazard_by_hand(hazard, x):
    """Give the cumulative hazard of a profile by month."""
    beta = [coefficient["served"] for coefficient in hazard["coefficients"]]
    relative = math.exp(sum(b * value for b, value in zip(beta, x, strict=True)))
    return [h * relative for h in hazard["baseline"]["cumulative_hazard"]]


def survival_by_hand(model, patient, survived):
    """Give the curve of a `registry_cox` model from the months survived on."""
    known = list(profiles_by_hand(model, patient))
    curves = [[math.exp(-h) for h in hazard_by_hand(model["hazard"], x)] for x, _ in known]
    mean = [
        sum(share * curve[t] for (_, share), curve in zip(known, curves, strict=True))
        for t in range(model["longest_month"] + 1)
    ]
    return [s / mean[survived] for s in mean[survived:]]


def specific_survival_by_hand(model, patient, survived):
    """Give the curve of a `cause_specific_cox` model from the months survived on."""
    months, total = range(model["longest_month"] + 1), 0
    alive_mean, dead_mean = [0.0] * len(months), [0.0] * len(months)
    for x, share in profiles_by_hand(model, patient):
        first, second = (hazard_by_hand(model[cause], x) for cause in ("sarcoma", "other"))
        alive = [math.exp(-a - b) for a, b in zip(first, second, strict=True)]
        dead, total = 0.0, total + share
        for t in months:
            if t:
                one, two = first[t] - first[t - 1], second[t] - second[t - 1]
                dead += (alive[t - 1] - alive[t]) * one / (one + two)
            alive_mean[t] += share * alive[t]
            dead_mean[t] += share * dead
    return [
        1 - (dead_mean[t] - dead_mean[survived]) / alive_mean[survived] for t in months[survived:]
    ]


@pytest.mark.parametrize("survived", [0, 20])
@pytest.mark.parametrize(
    ("outcome", "kind", "compute"),
    [
        ("overall_survival", "registry_cox", survival_by_hand),
        ("disease_free_survival", "registry_cox", survival_by_hand),
        ("cancer_specific_survival", "cause_specific_cox", specific_survival_by_hand),
    ],
)
async def test_curves_of_a_registry_can_be_recomputed_by_hand(
    registry_bundle, connection, outcome, kind, compute, survived
):
    """From what the route says, for known and unknown factors, of every kind of term."""
    options = {"outcome": outcome, "models": ["cox"], "survived_months": survived}
    patients = [REGISTERED, *LESS_KNOWN]
    body = {"patients": patients, "explain": False, "curves": True, **options}
    async with connection(create_app(registry_bundle)) as client:
        model = (await client.get("/v1/models/cox", params={"outcome": outcome})).json()
        answer = (await client.post("/v1/predictions/batch", json=body)).json()

    assert kind == model["kind"]
    for patient, result in zip(patients, answer["results"], strict=True):
        served = result["predictions"][0]["curve"]["survival"]

        assert compute(model, patient, survived) == pytest.approx(served, abs=1e-9)


async def test_models_of_a_registry_say_what_the_manifest_says(registry_bundle, connection):
    """Each outcome's own, in the list and in full."""
    outcomes = registry_bundle.manifest.outcomes
    async with connection(create_app(registry_bundle)) as client:
        listed = (await client.get("/v1/models")).json()["models"]
        for outcome, records in outcomes.items():
            for name, record in records.items():
                address = f"/v1/models/{name}"
                full = (await client.get(address, params={"outcome": outcome})).json()
                known = record.model_dump(mode="json")

                assert known == {member: full[member] for member in known}
    assert [
        (outcome, name, record.kind)
        for outcome, records in outcomes.items()
        for name, record in records.items()
    ] == [(model["outcome"], model["name"], model["kind"]) for model in listed]
