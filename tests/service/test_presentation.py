"""Predictions in the shapes of the contract: the numbers of the core, unchanged."""

from itertools import pairwise

import pytest

from models.factors import FACTORS, Patient
from models.prediction import predict

pytestmark = pytest.mark.anyio

DFI = "disease_free_interval_months"
WORST = {DFI: 6, "local_recurrence": True, "nodule_count": 4}
BEST = {DFI: 30, "local_recurrence": False, "nodule_count": 1}


async def predicted(ask, patient, **options):
    """Give the prediction of the model `cox`."""
    answer = await ask(patient, models=["cox"], **options)
    return answer["predictions"][0]


@pytest.mark.parametrize("survived", [0, 18])
@pytest.mark.parametrize("patient", [{}, WORST, BEST, {DFI: 6, "laterality": "bilateral"}])
async def test_numbers_are_those_of_the_core(ask, bundle, patient, survived):
    """Curve, limits and ranges are what `models` computes for the same question."""
    model = bundle.models["overall_survival"]["cox"]
    expected = predict(model, Patient(**patient), [24, 60], survived_months=survived)

    answered = await predicted(ask, patient, survived_months=survived, horizons_months=[24, 60])

    for column in ("survival", "lower", "upper"):
        assert getattr(expected.curve, column).tolist() == answered["curve"][column]
    for horizon, shown in zip(expected.horizons, answered["horizons"], strict=True):
        assert (horizon.lower, horizon.upper) == (shown["lower"], shown["upper"])
    assert [(r.factor, r.months, r.lowest, r.highest) for r in expected.ranges] == [
        (r["factor"], r["months"], r["lowest"], r["highest"]) for r in answered["range_if_known"]
    ]


async def test_horizon_lies_on_the_curve(ask):
    """The probability at a horizon is the curve's at that month."""
    answered = await predicted(ask, WORST, survived_months=5, horizons_months=[6, 33, 60])
    curve = dict(zip(answered["curve"]["months"], answered["curve"]["survival"], strict=True))

    assert [curve[6], curve[33], curve[60]] == [h["survival"] for h in answered["horizons"]]


async def test_median_is_the_first_month_at_which_one_half_is_reached(ask, cox, by_hand):
    """Read off the curve computed by hand."""
    curve = by_hand(cox, WORST)
    expected = next(month for month, survival in enumerate(curve) if survival <= 0.5)

    assert expected == (await predicted(ask, WORST))["median_months"]


async def test_median_given_survival_counts_from_the_operation(ask, cox, by_hand):
    """Alive at 20 months: the first month at which S(t) / S(20) is at most one half."""
    curve = by_hand(cox, WORST)
    reached = [month for month in range(20, 61) if curve[month] / curve[20] <= 0.5]
    expected = reached[0] if reached else None

    assert expected == (await predicted(ask, WORST, survived_months=20))["median_months"]


async def test_median_that_is_not_reached_is_null(ask, cox, by_hand):
    """More than half of such patients are alive at 60 months."""
    assert by_hand(cox, BEST)[60] > 0.5

    answered = await predicted(ask, BEST)

    assert answered["median_months"] is None
    assert "median_months" in answered


@pytest.mark.parametrize("survived", [0, 24])
async def test_restricted_mean_is_the_area_under_the_curve(ask, cox, by_hand, survived):
    """The months survived, and for each month after them the mean of its two ends."""
    curve = by_hand(cox, WORST)
    alive = [survival / curve[survived] for survival in curve[survived:]]
    area = sum((begin + end) / 2 for begin, end in pairwise(alive))

    answered = await predicted(ask, WORST, survived_months=survived)

    assert survived + area == pytest.approx(answered["restricted_mean_months"], abs=1e-4)
    assert 60 == answered["restricted_to_month"]


async def test_range_if_known_spans_what_the_factor_could_say(ask, cox, by_hand):
    """One nodule or several: the two probabilities are the ends of the range."""
    patient = {DFI: 30, "local_recurrence": False}
    ends = sorted(by_hand(cox, {**patient, "nodule_count": count})[60] for count in (1, 2))

    (entry,) = (await predicted(ask, patient, horizons_months=[60]))["range_if_known"]

    assert ends == pytest.approx([entry["lowest"], entry["highest"]], abs=1e-6)


async def test_explanation_is_left_out_when_it_is_not_wanted(ask):
    """Left out, not null."""
    assert "explanation" not in await predicted(ask, WORST, explain=False)


async def test_explanation_stays_that_of_the_unconditional_probability(ask):
    """Months survived change the horizons and not the contributions."""
    at_operation = await predicted(ask, WORST)
    later = await predicted(ask, WORST, survived_months=6)

    assert at_operation["explanation"] == later["explanation"]
    assert at_operation["horizons"] != later["horizons"]


async def test_unknown_and_unused_factors_contribute_exactly_nothing(ask):
    """Zero on both scales, not almost zero."""
    answered = await predicted(ask, {DFI: 6, "age_years": 70, "ecog": 1})
    parts = {p["factor"]: p for p in answered["explanation"]["horizons"][0]["contributions"]}

    for factor in ("local_recurrence", "nodule_count", "age_years", "ecog"):
        assert (0, 0) == (parts[factor]["contribution"], parts[factor]["log_hazard"])
    assert parts[DFI]["contribution"] < 0 < parts[DFI]["log_hazard"]


async def test_log_hazards_add_up_to_the_linear_predictor(ask, cox):
    """The sum of the coefficients that apply, minus its mean over the background."""
    beta = [coefficient["served"] for coefficient in cox["coefficients"]]
    mean = sum(
        cell["share"] * sum(b * x for b, x in zip(beta, cell["profile"], strict=True))
        for cell in cox["background"]
    )
    expected = beta[1] + beta[2] - mean

    answered = await predicted(ask, WORST)
    parts = answered["explanation"]["horizons"][0]["contributions"]

    assert expected == pytest.approx(sum(part["log_hazard"] for part in parts), abs=1e-9)


async def test_inputs_tell_used_unused_and_unknown_apart(ask):
    """Used by the model, known but used by none, and not known."""
    answer = await ask({DFI: 6, "age_years": 70, "nodule_count": None})
    status = {entry["factor"]: (entry["status"], entry["used_by"]) for entry in answer["inputs"]}

    assert ("used", ["cox"]) == status.pop(DFI)
    assert ("unused", []) == status.pop("age_years")
    assert set(FACTORS) - {DFI, "age_years"} == set(status)
    assert all(("unknown", []) == entry for entry in status.values())


async def test_laterality_is_used_where_it_stands_in_for_the_number_of_nodules(ask):
    """On both sides means at least two; on one side, or with the number known, it says nothing."""
    questions = {
        "used": {"laterality": "bilateral"},
        "unused": {"laterality": "unilateral"},
    }
    for status, patient in questions.items():
        inputs = (await ask(patient))["inputs"]

        assert status == next(i["status"] for i in inputs if i["factor"] == "laterality")

    inputs = (await ask({"laterality": "bilateral", "nodule_count": 2}))["inputs"]

    assert "unused" == next(i["status"] for i in inputs if i["factor"] == "laterality")


async def test_contribution_carries_the_value_that_was_given(ask):
    """Null where it is unknown; true stays true and 3 stays 3."""
    patient = {DFI: 6.5, "local_recurrence": True, "smoker": False, "grade": 3, "sex": "male"}
    answered = await predicted(ask, patient, horizons_months=[12])
    (horizon,) = answered["explanation"]["horizons"]

    assert {**patient, "nodule_count": None} == {
        part["factor"]: part["value"] for part in horizon["contributions"]
    }
