"""Predictions, recomputed by hand from what the bundle writes down."""

import json
from itertools import pairwise, permutations
from math import exp, factorial, log, sqrt
from statistics import variance

import numpy as np
import pytest

from models.errors import Contradictory, NotApplicable, Unsupported
from models.factors import FACTORS, Patient
from models.interval import NORMAL_975
from models.predicted import Prediction
from models.prediction import predict, predict_many, warm
from models.query import Query

HORIZONS = (12, 36, 60)
DFI, RECURRENCE, NODULES = "disease_free_interval_months", "local_recurrence", "nodule_count"
SIDES = "laterality"

FULLY_KNOWN = [
    {DFI: 8.0, RECURRENCE: True, NODULES: 3},
    {DFI: 12.0, RECURRENCE: False, NODULES: 2},
    {DFI: 12.5, RECURRENCE: False, NODULES: 1},
    {DFI: 60.0, RECURRENCE: True, NODULES: 1},
]
PARTLY_KNOWN = [
    {},
    {DFI: 24.0},
    {RECURRENCE: True},
    {NODULES: 1},
    {DFI: 0.0, NODULES: 9},
    {SIDES: "bilateral"},
    {SIDES: "unilateral"},
    {SIDES: "bilateral", DFI: 24.0},
    {SIDES: "bilateral", DFI: 24.0, RECURRENCE: False},
    {SIDES: "bilateral", NODULES: 4, RECURRENCE: False},
]
ALL = FULLY_KNOWN + PARTLY_KNOWN


def name_case(facts):
    """Name a case by its facts."""
    return "-".join(map(str, facts.values())) or "nothing"


every_patient = pytest.mark.parametrize("facts", ALL, ids=name_case)


@pytest.fixture(scope="module")
def model(bundle):
    """Give the served Cox model."""
    return bundle.models["overall_survival"]["cox"]


@pytest.fixture(scope="module")
def record(bundle_folder):
    """Give the Cox model's record in the manifest, as plain JSON: all that a reader has."""
    manifest = json.loads((bundle_folder / "manifest.json").read_text(encoding="utf-8"))
    return manifest["outcomes"]["overall_survival"]["cox"]


@pytest.fixture(scope="module")
def stored(bundle_folder, record):
    """Give the arrays that the record leaves out."""
    with np.load(bundle_folder / record["arrays"]) as arrays:
        return {name: arrays[name].tolist() for name in arrays.files}


# --- the hand calculation: plain numbers, nothing of the code under test -------------------------


def encode(term, value):
    """1 where the value is beyond the term's cut, or is its level."""
    if term["kind"] == "level":
        return float(value == term["level"])
    return float(value >= term["cut"] if term["operator"] == ">=" else value > term["cut"])


def cells_of(record, facts, column="share", shares=None):
    """Give every profile that agrees with what is known, with its share of those that remain.

    Both sides are at least two nodules: with the number unknown, cells with one are left out.
    """
    several = NODULES not in facts and facts.get(SIDES) == "bilateral"
    nodules = [term["factor"] for term in record["terms"]].index(NODULES)
    cells = []
    for i, cell in enumerate(record["background"]):
        profile = [
            encode(term, facts[term["factor"]]) if term["factor"] in facts else value
            for term, value in zip(record["terms"], cell["profile"], strict=True)
        ]
        if not (several and profile[nodules] == 0):
            cells.append((profile, shares[i] if shares else cell[column]))
    whole = sum(share for _, share in cells)
    return [(profile, share / whole) for profile, share in cells]


def served(record):
    """Give the coefficients and the baseline that are served."""
    coefficients = [coefficient["served"] for coefficient in record["coefficients"]]
    return coefficients, record["baseline"]["cumulative_hazard"]


def log_hazard(coefficients, profile):
    """Sum coefficient times term."""
    return sum(b * x for b, x in zip(coefficients, profile, strict=True))


def mean_survival(cells, coefficients, hazard, month):
    """Average exp(-H0(t) exp(beta x)) over cells."""
    return sum(
        share * exp(-hazard[month] * exp(log_hazard(coefficients, profile)))
        for profile, share in cells
    )


def by_hand(record, facts, month, hazard_factor=1.0):
    """Compute a probability from the record alone."""
    coefficients, hazard = served(record)
    scaled = [hazard_factor * h for h in hazard]
    return mean_survival(cells_of(record, facts), coefficients, scaled, month)


def over_orderings(players, value):
    """Average what each player adds on joining, over all orderings."""
    total = dict.fromkeys(players, 0.0)
    for ordering in permutations(players):
        for i, player in enumerate(ordering):
            total[player] += value(ordering[: i + 1]) - value(ordering[:i])
    return {player: worth / factorial(len(players)) for player, worth in total.items()}


def players_in(facts):
    """List the facts that bear on the model; laterality where it stands in for the nodules."""
    stands_in = NODULES not in facts and facts.get(SIDES) == "bilateral"
    return [factor for factor in facts if factor != SIDES or stands_in]


def area_by_hand(survival):
    """Sum the means of the two ends of each month."""
    return sum((a + b) / 2 for a, b in pairwise(survival))


def at_horizons(horizons):
    """Give the probabilities by month."""
    return {horizon.months: horizon.survival for horizon in horizons}


# --- probabilities -------------------------------------------------------------------------------


@every_patient
def test_probabilities_equal_the_hand_calculation(model, record, facts):
    """Terms, coefficients, baseline and cell shares are enough, with unknown inputs too."""
    prediction = predict(model, Patient(**facts), HORIZONS)
    expected = {month: by_hand(record, facts, month) for month in HORIZONS}

    assert pytest.approx(expected, abs=1e-9) == at_horizons(prediction.horizons)


@every_patient
def test_the_curve_is_the_hand_calculation_month_by_month(model, record, facts):
    """From 0 to the longest month."""
    curve = predict(model, Patient(**facts), HORIZONS).curve

    assert list(range(61)) == curve.months.tolist()
    assert [by_hand(record, facts, month) for month in range(61)] == pytest.approx(
        curve.survival, abs=1e-9
    )


def test_the_unknown_patient_is_the_cohort_average(model):
    """62.9 % at 60 months, as published; every contribution is exactly 0."""
    prediction = predict(model, Patient(), HORIZONS)
    contributions = [c for h in prediction.explanation for c in h.contributions]

    assert pytest.approx(0.629, abs=1e-9) == prediction.horizons[-1].survival
    assert [h.average for h in prediction.horizons] == [h.survival for h in prediction.horizons]
    assert () == prediction.informative
    assert {(0.0, 0.0)} == {(c.contribution, c.log_hazard) for c in contributions}


def test_unused_facts_change_nothing(model):
    """Only the model's factors are looked at."""
    known = {DFI: 24.0, NODULES: 2}
    other = {"age_years": 71.0, "ecog": 2, "sex": "male", "histology": "osteosarcoma"}
    curves = [predict(model, Patient(**f), HORIZONS).curve for f in (known, {**known, **other})]

    assert curves[0].survival.tolist() == curves[1].survival.tolist()
    assert curves[0].lower.tolist() == curves[1].lower.tolist()


def test_bilateral_stands_in_for_at_least_two_nodules(model, record):
    """The average runs over the cells with two or more, by their shares among themselves."""
    prediction = predict(model, Patient(laterality="bilateral"), (60,))
    cells = [cell for cell in record["background"] if cell["profile"][2] == 1.0]
    several = sum(cell["share"] for cell in cells)
    coefficients, hazard = served(record)
    expected = sum(
        cell["share"] / several * exp(-hazard[60] * exp(log_hazard(coefficients, cell["profile"])))
        for cell in cells
    )

    assert pytest.approx(expected, abs=1e-9) == prediction.horizons[0].survival
    assert (SIDES,) == prediction.informative


def test_laterality_says_nothing_once_the_nodules_are_counted(model):
    """Nor does unilateral, which any number of nodules may be."""
    counted = {DFI: 24.0, NODULES: 4}
    expected = predict(model, Patient(**counted), HORIZONS).horizons

    assert expected == predict(model, Patient(**counted, laterality="bilateral"), HORIZONS).horizons
    assert (
        predict(model, Patient(), HORIZONS).horizons
        == predict(model, Patient(laterality="unilateral"), HORIZONS).horizons
    )


def test_what_is_read_off_the_curve_is_the_curve_s(model):
    """The worst profile's median is reached within 60 months, the best one's is not."""
    worst, best = (
        predict(model, Patient(**facts), HORIZONS) for facts in (FULLY_KNOWN[0], FULLY_KNOWN[2])
    )
    month = worst.median_months

    assert worst.curve.survival[month] <= 0.5 < worst.curve.survival[month - 1]
    assert best.median_months is None
    assert pytest.approx(area_by_hand(best.curve.survival)) == best.restricted_mean_months


def test_a_prediction_names_its_model(model):
    """And whether it is experimental, its factors and what is known of them."""
    prediction = predict(model, Patient(nodule_count=2, sex="male"), HORIZONS)

    assert ("cox", False) == (prediction.model, prediction.experimental)
    assert (DFI, RECURRENCE, NODULES) == prediction.factors
    assert (NODULES,) == prediction.informative


# --- conditional survival ------------------------------------------------------------------------


@every_patient
@pytest.mark.parametrize("survived", [1, 24])
def test_survival_given_months_survived_is_a_ratio_of_means(model, record, facts, survived):
    """Mean S(t) over mean S(s); so are the cohort's average and the scenarios."""
    prediction = predict(model, Patient(**facts), (36, 60), survived_months=survived)
    alive, average = by_hand(record, facts, survived), by_hand(record, {}, survived)
    expected = {month: by_hand(record, facts, month) / alive for month in (36, 60)}
    averages = [by_hand(record, {}, month) / average for month in (36, 60)]

    assert pytest.approx(expected, abs=1e-9) == at_horizons(prediction.horizons)
    assert averages == pytest.approx([h.average for h in prediction.horizons], abs=1e-9)


def test_it_is_not_the_mean_of_the_ratios(model, record):
    """Those who are at risk die earlier: the survivors are no longer the cohort."""
    coefficients, hazard = served(record)
    mean_of_ratios = sum(
        share * exp(-(hazard[60] - hazard[24]) * exp(log_hazard(coefficients, profile)))
        for profile, share in cells_of(record, {})
    )
    found = predict(model, Patient(), (60,), survived_months=24).horizons[0].survival

    assert found > mean_of_ratios + 0.001


def test_a_conditional_curve_restarts_at_the_months_survived(model):
    """With 1 and certainty; medians and means still count from the operation."""
    prediction = predict(model, Patient(**FULLY_KNOWN[0]), (36,), survived_months=24)
    curve = prediction.curve

    assert list(range(24, 61)) == curve.months.tolist()
    assert (1.0, 1.0, 1.0) == (curve.survival[0], curve.lower[0], curve.upper[0])
    assert pytest.approx(24 + area_by_hand(curve.survival)) == prediction.restricted_mean_months
    assert prediction.median_months is None or prediction.median_months > 24


def test_the_explanation_stays_unconditional(model):
    """Contributions are to the probability from the operation on."""
    patient = Patient(**FULLY_KNOWN[0])
    given = predict(model, patient, (36, 60), survived_months=24).explanation

    assert predict(model, patient, (36, 60)).explanation == given


# --- scenarios -----------------------------------------------------------------------------------


def test_under_each_scenario_the_cohort_has_its_mean(model):
    """0.629, 0.47 and 0.38 at 60 months."""
    horizon = predict(model, Patient(), (60,)).horizons[0]

    assert [0.629, 0.47, 0.38] == [scenario.average for scenario in horizon.scenarios]
    for scenario in horizon.scenarios:
        assert scenario.average == pytest.approx(scenario.survival, abs=1e-9)


@every_patient
@pytest.mark.parametrize("survived", [0, 24])
def test_scenarios_equal_the_hand_calculation(model, record, facts, survived):
    """The record's factor on the baseline, at the patient's own profiles."""
    horizon = predict(model, Patient(**facts), (60,), survived_months=survived).horizons[0]
    expected = [
        by_hand(record, facts, 60, s["hazard_factor"])
        / by_hand(record, facts, survived, s["hazard_factor"])
        for s in record["scenarios"]
    ]

    assert expected == pytest.approx([s.survival for s in horizon.scenarios], abs=1e-9)


def test_scenarios_belong_to_the_last_month_only(model):
    """Nothing is published about the others."""
    horizons = predict(model, Patient(), (12, 36, 59, 60)).horizons

    assert [0, 0, 0, 3] == [len(horizon.scenarios) for horizon in horizons]


# --- intervals -----------------------------------------------------------------------------------


def limits_by_hand(record, stored, facts, month, survived=0):
    """Take W over the draws, B over the reconstructions, each of its own final quantity."""

    def conditional(cells, coefficients, hazard):
        return mean_survival(cells, coefficients, hazard, month) / mean_survival(
            cells, coefficients, hazard, survived
        )

    def cloglog(survival):
        return log(-log(survival))

    def clamp(survival):
        return min(max(survival, 1 / (2 * 110)), 1 - 1 / (2 * 110))

    cells = cells_of(record, facts)
    within = variance(
        cloglog(conditional(cells, coefficients, hazard))
        for coefficients, hazard in zip(
            stored["draw_coefficients"], stored["draw_cumulative_hazard"], strict=True
        )
    )
    between = variance(
        cloglog(clamp(conditional(cells_of(record, facts, shares=shares), coefficients, hazard)))
        for coefficients, hazard, shares in zip(
            stored["reconstruction_coefficients"],
            stored["reconstruction_cumulative_hazard"],
            stored["reconstruction_shares"],
            strict=True,
        )
    )
    total = within + (1 + 1 / record["n_reconstructions"]) * between
    centre = cloglog(clamp(conditional(cells, *served(record))))
    step = NORMAL_975 * sqrt(total)
    return exp(-exp(centre + step)), exp(-exp(centre - step))


@pytest.mark.parametrize("facts", [FULLY_KNOWN[0], {}, {SIDES: "bilateral"}], ids=name_case)
@pytest.mark.parametrize("survived", [0, 24])
def test_the_interval_equals_the_hand_calculation(model, record, stored, facts, survived):
    """From the arrays, each month by itself."""
    months = (survived + 1, 36, 60)
    horizons = predict(model, Patient(**facts), months, survived_months=survived).horizons
    expected = [limits_by_hand(record, stored, facts, month, survived) for month in months]
    found = [(horizon.lower, horizon.upper) for horizon in horizons]

    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-9)


def test_the_cohort_s_interval_is_about_the_published_one(model):
    """Its limits were judged to be 0.51 and 0.75; symmetric on the scale they are wider below."""
    horizon = predict(model, Patient(), (60,)).horizons[0]

    assert (0.49, 0.74) == pytest.approx((horizon.lower, horizon.upper), abs=0.01)


def test_the_cells_of_the_record_are_the_predictions_of_their_profiles(model, record):
    """A reader finds each profile's survival and limits in the manifest."""
    for cell in record["cells"]:
        long, recurrence, several = cell["profile"]
        facts = {
            DFI: 24.0 if long else 6.0,
            RECURRENCE: bool(recurrence),
            NODULES: 2 if several else 1,
        }
        horizon = predict(model, Patient(**facts), (60,)).horizons[0]
        found = (horizon.survival, horizon.lower, horizon.upper)

        assert (cell["survival"], cell["lower"], cell["upper"]) == pytest.approx(found, abs=1e-12)


# --- what an unknown factor could change ---------------------------------------------------------


def curves_if_known(record, facts, position):
    """Give a function of the month for each value of a term that the known facts leave possible.

    The cells that agree with what is known all take the value, and keep their shares.
    """
    cells = cells_of(record, facts)
    return [
        lambda month, value=value: mean_survival(
            [([*p[:position], value, *p[position + 1 :]], share) for p, share in cells],
            *served(record),
            month,
        )
        for value in sorted({profile[position] for profile, _ in cells})
    ]


@every_patient
@pytest.mark.parametrize("survived", [0, 24])
def test_ranges_are_the_extremes_over_the_factor_s_values(model, record, facts, survived):
    """For each unknown factor, over the cells that the known facts leave possible."""
    prediction = predict(model, Patient(**facts), (36, 60), survived_months=survived)
    expected = {}
    for position, term in enumerate(record["terms"]):
        if term["factor"] in facts:
            continue
        curves = curves_if_known(record, facts, position)
        for month in (36, 60):
            found = [curve(month) / curve(survived) for curve in curves]
            expected[term["factor"], month] = (min(found), max(found))
    ranges = {(r.factor, r.months): (r.lowest, r.highest) for r in prediction.ranges}

    assert expected.keys() == ranges.keys()
    for key, limits in expected.items():
        assert limits == pytest.approx(ranges[key], abs=1e-9)


@every_patient
@pytest.mark.parametrize("survived", [0, 24])
def test_the_prediction_lies_within_each_range(model, facts, survived):
    """It is an average over cells, each of which has one of the values that are tried."""
    prediction = predict(model, Patient(**facts), (36, 60), survived_months=survived)
    survival = at_horizons(prediction.horizons)

    for r in prediction.ranges:
        assert r.lowest - 1e-12 <= survival[r.months] <= r.highest + 1e-12


@pytest.mark.parametrize("survived", [0, 24])
def test_both_sides_leave_nothing_to_learn_about_the_nodules(model, survived):
    """They are two or more: the range is one point, and that is the prediction."""
    patient = Patient(laterality="bilateral")
    prediction = predict(model, patient, (36, 60), survived_months=survived)
    survival = at_horizons(prediction.horizons)
    ranges = {r.months: (r.lowest, r.highest) for r in prediction.ranges if r.factor == NODULES}

    assert survival.keys() == ranges.keys()
    for month, (lowest, highest) in ranges.items():
        assert lowest == highest
        assert survival[month] == pytest.approx(lowest, abs=1e-12)


# --- explanations --------------------------------------------------------------------------------


@every_patient
def test_contributions_equal_the_sum_over_all_orderings(model, record, facts):
    """On the background table, from the record alone; what bears on nothing gets exactly 0."""
    players = players_in(facts)
    for explained in predict(model, Patient(**facts), HORIZONS).explanation:
        expected = over_orderings(
            players,
            lambda known, month=explained.months: by_hand(
                record, {factor: facts[factor] for factor in known}, month
            ),
        )
        found = {c.factor: c.contribution for c in explained.contributions}

        assert by_hand(record, {}, explained.months) == pytest.approx(explained.average, abs=1e-9)
        for factor, contribution in found.items():
            if factor in players:
                assert expected[factor] == pytest.approx(contribution, abs=1e-9)
            else:
                assert contribution == 0.0
        assert set(players) <= set(found)


@every_patient
def test_contributions_add_up(model, facts):
    """To the probability minus the cohort's average."""
    prediction = predict(model, Patient(**facts), HORIZONS)
    for horizon, explained in zip(prediction.horizons, prediction.explanation, strict=True):
        total = sum(c.contribution for c in explained.contributions)

        assert pytest.approx(horizon.survival - explained.average, abs=1e-12) == total


@pytest.mark.parametrize("facts", FULLY_KNOWN, ids=name_case)
def test_log_hazard_parts_are_coefficient_times_distance_from_the_mean(model, record, facts):
    """beta (x - mean x): exact for a linear predictor whose terms are all known."""
    coefficients, _ = served(record)
    means = [sum(share * profile[i] for profile, share in cells_of(record, {})) for i in range(3)]
    expected = {
        term["factor"]: beta * (encode(term, facts[term["factor"]]) - mean)
        for term, beta, mean in zip(record["terms"], coefficients, means, strict=True)
    }
    explained = predict(model, Patient(**facts), (60,)).explanation[0]

    assert pytest.approx(expected, abs=1e-12) == {
        c.factor: c.log_hazard for c in explained.contributions
    }


@every_patient
def test_log_hazard_parts_equal_the_sum_over_all_orderings(model, record, facts):
    """With unknown inputs, and with laterality in place of the nodules, too."""
    coefficients, _ = served(record)

    def mean_log_hazard(known):
        cells = cells_of(record, {factor: facts[factor] for factor in known})
        return sum(share * log_hazard(coefficients, profile) for profile, share in cells)

    players = players_in(facts)
    expected = over_orderings(players, mean_log_hazard)
    explained = predict(model, Patient(**facts), (60,)).explanation[0]
    found = {c.factor: c.log_hazard for c in explained.contributions if c.factor in players}

    assert pytest.approx(expected, abs=1e-9) == found


def test_given_facts_that_are_not_used_are_listed_with_exactly_nothing(model):
    """The reader sees that they were read and have no part."""
    patient = Patient(nodule_count=3, age_years=70.0, ecog=0, smoker=False)
    explained = predict(model, patient, (60,)).explanation[0]
    found = {c.factor: c.contribution for c in explained.contributions}

    assert {DFI, RECURRENCE, NODULES, "age_years", "ecog", "smoker"} == set(found)
    assert [NODULES] == [factor for factor, contribution in found.items() if contribution != 0.0]


def test_an_explanation_may_be_left_out(model):
    """It changes nothing else."""
    patient = Patient(nodule_count=3)
    with_it, without = (predict(model, patient, HORIZONS, explain=e) for e in (True, False))

    assert () == without.explanation
    assert with_it.horizons == without.horizons


# --- what is refused and what is not supported ---------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "refusal", "code"),
    [
        ({SIDES: "bilateral", NODULES: 1}, Contradictory, "bilateral_with_one_nodule"),
        (
            {"preoperative_chemotherapy": False, "histological_response": "good"},
            Contradictory,
            "response_without_chemotherapy",
        ),
        ({"local_therapy": "sabr"}, NotApplicable, "local_therapy_not_surgery"),
        ({"extrapulmonary_disease": True}, NotApplicable, "extrapulmonary_disease_present"),
        ({"histology": "kaposi_sarcoma"}, NotApplicable, "kaposi_sarcoma"),
    ],
)
def test_no_number_is_given_of_a_patient_who_is_refused(model, facts, refusal, code):
    """Whoever asks, and even where the model would not look at the facts in question."""
    with pytest.raises(refusal) as refused:
        predict(model, Patient(**facts), (60,))

    assert [code] == [fault.code for fault in refused.value.faults]


def test_a_refused_patient_is_refused_before_the_months_are(model):
    """One thing at a time: the patient first."""
    with pytest.raises(NotApplicable):
        predict(model, Patient(extrapulmonary_disease=True), (61,))


@pytest.mark.parametrize(
    ("horizons", "survived"),
    [((0,), 0), ((61,), 0), ((12, 61), 0), ((-1,), 0), ((12,), 12), ((60,), 60), ((60,), -1)],
)
def test_months_off_the_grid_are_unsupported(model, horizons, survived):
    """Nothing is extrapolated beyond the longest month."""
    with pytest.raises(Unsupported):
        predict(model, Patient(), horizons, survived_months=survived)


def test_any_supported_month_may_be_asked_for_in_any_order(model, record):
    """Twice, too; the answers come in the order of the questions."""
    months = (60, 1, 17, 17)
    horizons = predict(model, Patient(nodule_count=1), months).horizons

    assert list(months) == [horizon.months for horizon in horizons]
    assert [by_hand(record, {NODULES: 1}, month) for month in months] == pytest.approx(
        [horizon.survival for horizon in horizons]
    )


def test_no_horizon_gives_a_curve_alone(model):
    """Nothing is explained, and nothing fails."""
    prediction = predict(model, Patient(nodule_count=1), ())

    assert ((), (), ()) == (prediction.horizons, prediction.ranges, prediction.explanation)
    assert 61 == len(prediction.curve.survival)


def test_every_term_s_factor_is_declared(record):
    """The model asks for nothing that a patient cannot have."""

    assert {term["factor"] for term in record["terms"]} <= set(FACTORS)


def test_of_several_patients_only_those_are_refused_who_would_be_alone(model):
    """An error in the place of each, and the others' predictions in theirs."""
    refused = [Patient(local_therapy="sabr"), Patient(laterality="bilateral", nodule_count=1)]
    together = [Patient(), refused[0], Patient(nodule_count=2), refused[1]]

    found = predict_many(model, together, Query(HORIZONS))

    assert [Prediction, NotApplicable, Prediction, Contradictory] == [type(one) for one in found]
    assert predict(model, together[2], HORIZONS).horizons[0].months == found[2].horizons[0].months


def test_nobody_asked_about_is_nobody_answered(model):
    """An empty batch is no question."""
    assert [] == predict_many(model, [], Query(HORIZONS))


def test_an_explanation_over_the_budget_is_refused_and_the_rest_is_not(model):
    """Two known factors of three have four coalitions of each profile, three have eight."""
    patients = [Patient(**{DFI: 24.0, NODULES: 2}), Patient(**FULLY_KNOWN[0])]
    budget = 4 * len(model.background.weights)

    explained = predict_many(model, patients, Query(HORIZONS, budget=budget))
    unexplained = predict_many(model, patients, Query(HORIZONS, explain=False, budget=budget))

    assert [Prediction, Unsupported] == [type(one) for one in explained]
    assert [Prediction, Prediction] == [type(one) for one in unexplained]
    (fault,) = explained[1].faults
    assert ("explanation_over_budget", "explain", {"highest": budget}) == (
        fault.code,
        fault.field,
        fault.details,
    )


def test_limits_are_computed_at_the_horizons_only_where_no_curve_is_asked_for(model):
    """And at the month survived, from which the curve begins."""
    (found,) = predict_many(model, [Patient()], Query((36, 12), 6, curve=False))

    assert [6, 36, 12] == found.curve.months.tolist()
    assert (1.0, 1.0, 1.0) == (
        found.curve.survival[0],
        found.curve.lower[0],
        found.curve.upper[0],
    )


def test_a_warm_forest_prepares_nothing_when_it_is_asked(bundle):
    """Whatever is known of the patient: no table is made with the first answer."""
    forest = bundle.models["overall_survival"]["forest"]
    warm(forest)
    prepared = [forest.__dict__.keys() | forest.reader.__dict__.keys()]
    for facts in ALL:
        predict(forest, Patient(**facts), HORIZONS, survived_months=6)

    assert prepared == [forest.__dict__.keys() | forest.reader.__dict__.keys()]
