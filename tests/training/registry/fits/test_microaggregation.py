"""Microaggregation: groups of at least five, profiles that can be, shares that stay."""

import numpy as np
import pytest

from models.applicability import CONTRADICTORY
from models.factors import FACTORS, Patient
from models.terms import Columns, Level, Linear, Threshold
from studies.simulated_registry import SimulatedPopulation
from training.registry.fits.background import background_of, cuts_of
from training.registry.fits.lattice import PRECISION
from training.registry.fits.microaggregation import microaggregate

CUTS = (
    Threshold(factor="disease_free_interval_months", operator=">", cut=12),
    Threshold(factor="nodule_count", operator=">=", cut=2),
    Threshold(factor="age_years", operator=">=", cut=65),
    Threshold(factor="largest_nodule_cm", operator=">", cut=3),
)
SIZES = (12, 60, 400, 3_000)


def drawn(n_patients, seed=1):
    """Draw the factors of a registry."""
    return SimulatedPopulation().draw(np.random.default_rng(seed), n_patients)[0].factors


@pytest.fixture(scope="module", params=SIZES)
def grouped(request):
    """Group registries of several sizes."""
    factors = drawn(request.param)
    return factors, microaggregate(factors, cuts=CUTS)


def test_every_group_holds_at_least_five(grouped):
    """Counted from the rows, and from the weights."""
    factors, groups = grouped
    counts = np.bincount(groups.group_of_row)

    assert counts.min() >= 5
    np.testing.assert_allclose(groups.weights * len(factors["sex"]), counts)


def test_there_are_at_most_so_many_groups(grouped):
    """256 by default, fewer when asked."""
    factors, groups = grouped

    assert len(groups.weights) <= 256
    assert len(microaggregate(factors, most_groups=7).weights) <= 7


def test_profiles_are_possible(grouped):
    """No rule of contradiction applies, and every value is one that is declared."""
    _, groups = grouped
    for group in range(len(groups.weights)):
        profile = {name: column[group] for name, column in groups.factors.items()}
        values = {
            name: {"integer": int, "number": float}.get(FACTORS[name].kind, lambda v: v)(value)
            for name, value in profile.items()
        }
        patient = Patient.model_validate(values)

        assert [] == [rule.code for rule in CONTRADICTORY if rule.applies(patient)]


def test_numbers_lie_on_the_lattice(grouped):
    """Whole years, months and nodules; half centimetres."""
    _, groups = grouped
    for name, column in groups.factors.items():
        if column.dtype == np.float64:
            points = column / PRECISION.get(name, 1.0)
            np.testing.assert_array_equal(np.round(points), points)


def test_a_profile_lies_on_its_group_s_side_of_a_cut(grouped):
    """Where all of a group are beyond, or none are."""
    factors, groups = grouped
    for cut in CUTS:
        beyond = np.array([cut.encode(value) for value in factors[cut.factor]])
        share = np.bincount(groups.group_of_row, beyond) / np.bincount(groups.group_of_row)
        shown = np.array([cut.encode(value) for value in groups.factors[cut.factor]])

        np.testing.assert_array_equal(share[share == 1], shown[share == 1])
        np.testing.assert_array_equal(share[share == 0], shown[share == 0])


def test_with_enough_patients_no_group_straddles_the_first_cuts():
    """The shares of the published cells are exactly those of the registry."""
    factors = drawn(3_000)
    groups = microaggregate(factors, cuts=CUTS[:2])
    for cut in CUTS[:2]:
        registry = np.mean([cut.encode(value) for value in factors[cut.factor]])
        background = groups.weights @ [cut.encode(value) for value in groups.factors[cut.factor]]

        assert registry == pytest.approx(background, abs=5 / 3_000)


def test_shares_and_means_stay():
    """3,000 patients: shares within 0.01, means within 0.2 standard deviations."""
    factors = drawn(3_000)
    groups = microaggregate(factors)
    for name, column in factors.items():
        if column.dtype == np.float64:
            moved = groups.weights @ groups.factors[name] - column.mean()
            assert abs(moved) < 0.2 * column.std()
        else:
            for level in set(column):
                moved = groups.weights @ (groups.factors[name] == level) - (column == level).mean()
                assert abs(moved) < 0.01


def test_a_level_of_fewer_than_five_patients_is_shown_nowhere():
    """Four epithelioid sarcomas among 500."""
    factors = drawn(500)
    factors["histology"][:4] = "epithelioid_sarcoma"

    assert "epithelioid_sarcoma" not in set(microaggregate(factors).factors["histology"])


def test_no_profile_is_the_record_of_one_to_four_patients():
    """Whole years, months and centimetres in the registry, so that a mean could be a record."""
    for seed in range(5):
        factors = drawn(300, seed)
        for name in ("age_years", "disease_free_interval_months", "largest_nodule_cm"):
            factors[name] = np.maximum(np.round(factors[name] / 5) * 5, 1.0)
        groups = microaggregate(factors)
        for group in range(len(groups.weights)):
            same = np.logical_and.reduce(
                [column == groups.factors[name][group] for name, column in factors.items()]
            )

            assert same.sum() == 0 or same.sum() >= 5


def test_stacked_imputations_count_patients_not_rows():
    """Three rows of each patient: at least five different patients in a group."""
    factors = drawn(300)
    stacked = {name: np.tile(column, 3) for name, column in factors.items()}
    groups = microaggregate(stacked, rows_per_patient=3)
    patient = np.tile(np.arange(300), 3)
    for group in range(len(groups.weights)):
        assert len(set(patient[groups.group_of_row == group])) >= 5


def test_responses_need_chemotherapy_in_profiles_too():
    """Few had chemotherapy, so that groups mix; no profile has a response without."""
    rng = np.random.default_rng(1)
    chemotherapy = rng.random(200) < 0.03
    factors = {
        "preoperative_chemotherapy": chemotherapy.astype(object),
        "histological_response": np.where(chemotherapy, "good", None),
        "age_years": rng.uniform(20, 80, 200),
    }
    groups = microaggregate(factors)
    responses = groups.factors["histological_response"]
    treated = groups.factors["preoperative_chemotherapy"]

    assert all(treated[i] for i in range(len(treated)) if responses[i] is not None)


def test_equal_input_gives_equal_groups():
    """No chance is involved."""
    one, two = (microaggregate(drawn(400), cuts=CUTS) for _ in range(2))

    np.testing.assert_array_equal(one.group_of_row, two.group_of_row)
    for name, column in one.factors.items():
        np.testing.assert_array_equal(column, two.factors[name])


def test_fewer_than_ten_patients_are_one_group():
    """Nine cannot be divided."""
    assert [1.0] == microaggregate(drawn(9)).weights.tolist()


def test_the_background_merges_what_its_terms_do_not_tell_apart():
    """Two cells of one threshold; the shares are the registry's, in every imputation."""
    factors = drawn(3_000)
    groups = microaggregate(factors, cuts=CUTS)
    background = background_of(groups, Columns(CUTS[:1]), 3)
    share = np.mean(factors["disease_free_interval_months"] > 12)

    assert [[0.0], [1.0]] == background.profiles.tolist()
    np.testing.assert_allclose([1 - share, share], background.weights, atol=5 / 3_000)
    np.testing.assert_array_equal([background.weights] * 3, background.cohort_weights)


def test_cuts_are_collected_once():
    """Of two models with a common threshold."""
    lines = Columns((Linear(factor="age_years"), CUTS[0], Level(factor="sex", level="male")))

    assert (CUTS[0], CUTS[1]) == cuts_of([lines, Columns(CUTS[:2])])
