"""The shape of an answer, member by member, as other people's programs rely on it."""

import pytest

from models.factors import FACTORS

pytestmark = pytest.mark.anyio

LIMITATIONS = [
    "reconstructed_evidence",
    "dfi_definition_uncertain",
    "baseline_above_other_series",
    "shape_assumed",
    "published_cut_points",
]


@pytest.fixture
async def answer(ask):
    """Answer about a patient of whom some facts are known, with a different patient beside."""
    patient = {"disease_free_interval_months": 10, "local_recurrence": True, "age_years": 54}
    return await ask(patient, what_if=[{"local_recurrence": False}])


@pytest.fixture
def prediction(answer):
    """Give the only prediction of the answer."""
    (prediction,) = answer["predictions"]
    return prediction


async def test_answer_has_exactly_the_members_promised(answer):
    """No more and no less."""
    assert {
        "request_id",
        "bundle",
        "outcome",
        "predictions",
        "inputs",
        "warnings",
        "summary",
    } == set(answer)


async def test_prediction_has_exactly_the_members_promised(prediction):
    """No more and no less."""
    assert {
        "model",
        "experimental",
        "curve",
        "horizons",
        "median_months",
        "restricted_mean_months",
        "restricted_to_month",
        "range_if_known",
        "explanation",
        "what_if",
    } == set(prediction)


async def test_bundle_says_that_it_is_reconstructed_and_not_for_clinical_use(answer, bundle):
    """Every answer carries the provenance, the hash and the five limitations by code."""
    said = answer["bundle"]

    assert {"id", "version", "sha256", "provenance", "clinical_use", "limitations"} == set(said)
    assert ("reconstructed", False) == (said["provenance"], said["clinical_use"])
    assert (bundle.sha256, bundle.sha256[:12]) == (said["sha256"], said["id"])
    assert bundle.manifest.pulmet_version == said["version"]


async def test_limitations_are_the_five_by_code_each_with_a_sentence(answer):
    """They hold for every answer of a reconstructed bundle."""
    limitations = answer["bundle"]["limitations"]

    assert LIMITATIONS == [limitation["code"] for limitation in limitations]
    for limitation in limitations:
        assert {"code", "message"} == set(limitation)
        assert limitation["message"].endswith(".")


async def test_curve_has_four_columns_of_61_months(prediction):
    """Months 0 to 60, survival, and its limits."""
    curve = prediction["curve"]

    assert {"months", "survival", "lower", "upper"} == set(curve)
    assert list(range(61)) == curve["months"]
    assert {61} == {len(column) for column in curve.values()}
    assert (1, 1, 1) == (curve["survival"][0], curve["lower"][0], curve["upper"][0])


async def test_horizon_has_exactly_the_members_promised(prediction):
    """Of the patient and of the different patient alike."""
    for horizon in (*prediction["horizons"], *prediction["what_if"][0]["horizons"]):
        assert {"months", "survival", "lower", "upper", "average", "scenarios"} == set(horizon)
        assert horizon["lower"] <= horizon["survival"] <= horizon["upper"]


async def test_scenarios_stand_at_60_months_only(prediction):
    """Three assumed means at the last horizon, an empty list at the others."""
    scenarios = {h["months"]: h["scenarios"] for h in prediction["horizons"]}

    assert ([], []) == (scenarios[12], scenarios[36])
    assert [0.629, 0.47, 0.38] == [scenario["average"] for scenario in scenarios[60]]
    for scenario in scenarios[60]:
        assert {"average", "survival"} == set(scenario)


async def test_range_if_known_has_exactly_the_members_promised(prediction):
    """One for each unknown input of the model and each horizon."""
    ranges = prediction["range_if_known"]

    assert [("nodule_count", 12), ("nodule_count", 36), ("nodule_count", 60)] == [
        (entry["factor"], entry["months"]) for entry in ranges
    ]
    for entry in ranges:
        assert {"factor", "months", "lowest", "highest"} == set(entry)


async def test_explanation_has_exactly_the_members_promised(prediction):
    """For each horizon the model's factors, and after them what else was given."""
    assert {"horizons"} == set(prediction["explanation"])
    for horizon in prediction["explanation"]["horizons"]:
        assert {"months", "average", "contributions"} == set(horizon)
        assert [
            "disease_free_interval_months",
            "local_recurrence",
            "nodule_count",
            "age_years",
        ] == [part["factor"] for part in horizon["contributions"]]
        for part in horizon["contributions"]:
            assert {"factor", "value", "contribution", "log_hazard", "text"} == set(part)


async def test_contribution_to_a_forest_has_no_log_hazard(ask):
    """Left out, not null: a forest has no log hazard."""
    answer = await ask({"nodule_count": 2, "age_years": 54}, models=["forest"])

    for horizon in answer["predictions"][0]["explanation"]["horizons"]:
        for part in horizon["contributions"]:
            assert {"factor", "value", "contribution", "text"} == set(part)


async def test_contributions_add_up_to_the_prediction_minus_the_average(prediction):
    """To 1e-6 at every horizon."""
    for horizon, explained in zip(
        prediction["horizons"], prediction["explanation"]["horizons"], strict=True
    ):
        parts = sum(part["contribution"] for part in explained["contributions"])

        assert horizon["survival"] - horizon["average"] == pytest.approx(parts, abs=1e-6)
        assert horizon["average"] == explained["average"]


async def test_different_patient_has_exactly_the_members_promised(prediction):
    """What differs, as it was asked, and the horizons."""
    (different,) = prediction["what_if"]

    assert {"changes", "horizons"} == set(different)
    assert {"local_recurrence": False} == different["changes"]
    assert [12, 36, 60] == [horizon["months"] for horizon in different["horizons"]]


async def test_inputs_name_all_23_factors_in_order(answer):
    """Each with what became of it, and by which models it was used."""
    assert 23 == len(answer["inputs"])
    assert list(FACTORS) == [entry["factor"] for entry in answer["inputs"]]
    for entry in answer["inputs"]:
        assert {"factor", "status", "used_by"} == set(entry)
        assert entry["status"] in {"used", "unused", "unknown"}


async def test_warning_has_exactly_the_members_promised(answer):
    """A code, a sentence, and the factor where there is one."""
    for warning in answer["warnings"]:
        assert {"code", "message", "factor"} == set(warning)
        assert warning["factor"] in {*FACTORS, None}


async def test_every_probability_is_a_fraction(prediction):
    """Percentages are for sentences and for FHIR."""
    curve = prediction["curve"]
    fractions = [*curve["survival"], *curve["lower"], *curve["upper"]]
    for entry in prediction["range_if_known"]:
        fractions += [entry["lowest"], entry["highest"]]

    assert all(0 <= fraction <= 1 for fraction in fractions)
