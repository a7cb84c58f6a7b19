"""Tables and masks of leaves in random forests, against every coalition written out."""

import dataclasses
import tracemalloc

import numpy as np
import pytest

from models.averaging.averaging import Averaging
from models.averaging.background import Background, average_over, informative_facts
from models.explanation import shapley_values
from models.factors import Patient
from models.forest.forest import ForestModel
from models.forest.leaf_masks import LeafMasks
from models.forest.leaf_tables import LeafTables
from models.forest.leaves import Leaves
from models.terms import Columns, Level, Linear, Spline, Threshold
from models.timegrid import TimeGrid

HORIZONS = (2, 5)
MIXED = Columns(
    (
        Linear(factor="age_years"),
        Spline(factor="age_years", knots=(40.0, 55.0, 70.0), number=1),
        Level(factor="primary_site", level="extremity"),
        Level(factor="primary_site", level="head_neck"),
        Threshold(factor="nodule_count", operator=">=", cut=2.0),
        Level(factor="laterality", level="bilateral"),
        Linear(factor="largest_nodule_cm"),
    )
)
WITHOUT_SIDES = Columns(tuple(t for t in MIXED.terms if t.factor != "laterality"))
TWELVE = Columns(
    tuple(
        Linear(factor=factor)
        for factor in ("age_years", "disease_free_interval_months", "largest_nodule_cm")
    )
    + tuple(
        Level(factor=factor, level=True)
        for factor in (
            "local_recurrence",
            "smoker",
            "comorbidity",
            "complete_resection",
            "previous_lung_metastasectomy",
            "preoperative_chemotherapy",
        )
    )
    + (
        Linear(factor="ecog"),
        Linear(factor="grade"),
        Level(factor="sex", level="female"),
    )
)


def draw_patient(rng, unknown=0.0):
    """Draw a patient who is not contradictory, each fact unknown now and then."""
    bilateral = bool(rng.random() < 0.4)
    facts = {
        "age_years": float(rng.uniform(20, 80)),
        "primary_site": str(rng.choice(["extremity", "head_neck", "trunk_wall"])),
        "nodule_count": int(rng.integers(2 if bilateral else 1, 5)),
        "laterality": "bilateral" if bilateral else "unilateral",
        "largest_nodule_cm": float(rng.uniform(0.5, 6)),
        "disease_free_interval_months": float(rng.uniform(0, 60)),
        "local_recurrence": bool(rng.random() < 0.3),
        "smoker": bool(rng.random() < 0.3),
        "comorbidity": bool(rng.random() < 0.3),
        "complete_resection": bool(rng.random() < 0.7),
        "previous_lung_metastasectomy": bool(rng.random() < 0.3),
        "preoperative_chemotherapy": bool(rng.random() < 0.3),
        "ecog": int(rng.integers(0, 3)),
        "grade": int(rng.integers(1, 4)),
        "sex": str(rng.choice(["female", "male"])),
    }
    return Patient(**{f: v for f, v in facts.items() if rng.random() >= unknown})


def encode(columns, patients):
    """Write patients as profiles."""
    empty = Background(np.zeros((1, len(columns.terms))), np.ones(1), np.ones((1, 1)))
    facts = (informative_facts(patient, columns) for patient in patients)
    return Averaging(empty, columns).encode(facts).values


def grow(rng, profiles, low, high, depth):
    """Split a box at the value of some profile, until it is a leaf."""
    column = rng.integers(profiles.shape[1])
    cut = rng.choice(profiles[:, column])
    if depth == 0:
        return [(low, high)]
    if not low[column] < cut < min(high[column], profiles[:, column].max()):
        return grow(rng, profiles, low, high, depth - 1)
    left_high, right_low = high.copy(), low.copy()
    left_high[column] = right_low[column] = cut
    return [
        *grow(rng, profiles, low, left_high, depth - 1),
        *grow(rng, profiles, right_low, high, depth - 1),
    ]


def random_forest(columns, seed, depth, n_trees=24, n_profiles=25):
    """Grow three reconstructions of bags of two trees, on a background of random patients."""
    rng = np.random.default_rng(seed)
    profiles = encode(columns, [draw_patient(rng) for _ in range(n_profiles)])
    unbounded = np.full(len(columns.terms), np.inf)
    trees = [grow(rng, profiles, -unbounded, unbounded, depth) for _ in range(n_trees)]
    boxes = [box for tree in trees for box in tree]
    low, high = (np.array(side) for side in zip(*boxes, strict=True))
    hazard = np.cumsum(rng.uniform(0, 0.2, (len(low), 7)), axis=1) * (np.arange(7) > 0)
    weights = rng.dirichlet(np.ones(n_profiles), 4)
    return ForestModel(
        name="forest",
        outcome="overall_survival",
        experimental=True,
        n_patients=100,
        grid=TimeGrid(6),
        columns=columns,
        background=Background(profiles, weights[0], weights[1:]),
        leaves=Leaves(low, high, tuple(term.factor for term in columns.terms)),
        leaf_survival=np.exp(-hazard),
        first_leaf=np.cumsum([0, *(len(tree) for tree in trees[:-1])]),
        bags_per_cohort=n_trees // 6,
        trees_per_bag=2,
        scenarios={0.5: 1.3, 0.3: 2.0},
    )


@pytest.fixture(
    scope="module",
    params=[(MIXED, 0), (MIXED, 1), (WITHOUT_SIDES, 2)],
    ids=["with sides", "with sides again", "without sides"],
)
def forest(request):
    """Give random forests of all kinds of terms."""
    columns, seed = request.param
    return random_forest(columns, seed, depth=5)


@pytest.fixture(scope="module")
def facts(forest):
    """Give what is known of twelve patients, a third of it unknown."""
    rng = np.random.default_rng(11)
    patients = [Patient(), *(draw_patient(rng, unknown=1 / 3) for _ in range(11))]
    return [informative_facts(patient, forest.columns) for patient in patients]


@pytest.fixture(scope="module")
def forest_of_twelve():
    """Give a forest with leaves that ask about all of twelve factors."""
    return random_forest(TWELVE, 4, depth=26, n_trees=6, n_profiles=9)


def kinds_of_reader(forest):
    """Read the same forest by tables and by masks."""
    tables = forest.reader
    masks = LeafMasks(tables.leaves, tables.averaging, tables.masks, tables.parts)
    return tables, masks


def test_a_small_forest_is_tabulated_and_a_larger_one_is_not(forest, forest_of_twelve):
    """Twelve conditions have half a million states."""
    assert LeafTables is type(forest.reader)
    assert LeafMasks is type(forest_of_twelve.reader)


@pytest.mark.parametrize("what", ["shares", "own_shares", "contributions"])
def test_tables_hold_what_masks_compute(forest, facts, what):
    """For patients of whom anything is known."""
    design = forest.averaging.encode(facts)
    tables, masks = (getattr(reader, what)(design) for reader in kinds_of_reader(forest))

    np.testing.assert_allclose(tables, masks, rtol=0, atol=1e-13)


def test_means_are_those_of_the_shares(forest, facts):
    """Read either way."""
    design = forest.averaging.encode(facts)
    worth = forest.merged.survival
    for reader in kinds_of_reader(forest):
        np.testing.assert_allclose(
            reader.shares(design) @ worth, reader.means(design, worth), rtol=1e-13
        )


def test_curves_and_variances_are_those_over_the_averaged_background(forest, facts):
    """All patients together, against each one's average over its own profiles."""
    design = forest.averaging.encode(facts)
    for first in (0, 3):
        months = range(first, 7)
        survival, variance = forest.mean_survivals(design, months), forest.variances(design, months)
        for row, fact in enumerate(facts):
            over = average_over(forest.background, forest.columns, fact)
            expected = forest.variance(over, first)

            np.testing.assert_allclose(forest.mean_survival(over, first), survival[row], atol=1e-13)
            np.testing.assert_allclose(expected.within, variance.within[row], atol=1e-11)
            np.testing.assert_allclose(expected.between, variance.between[row], atol=1e-11)


def test_scenarios_are_those_over_the_averaged_background(forest, facts):
    """Each profile's survival raised to its power, given two months survived."""
    design = forest.averaging.encode(facts)
    found = forest.scenario_survivals(design, 2)
    for row, fact in enumerate(facts):
        over = average_over(forest.background, forest.columns, fact)
        for average, curve in forest.scenario_mean_survival(over).items():
            assert curve[6] / curve[2] == pytest.approx(found[average][row], abs=1e-13)


def enumerated(forest, fact):
    """Sum over all coalitions, each an average over the background."""

    def value(coalition):
        held = {factor: fact[factor] for factor in coalition}
        over = average_over(forest.background, forest.columns, held)
        return forest.mean_survival(over)[list(HORIZONS)]

    return shapley_values(fact, value)


def require_enumerated(forest, fact):
    """Compare every player's contribution, unknown factors with exactly 0."""
    found = forest.attribute(fact, tuple(dict.fromkeys([*forest.columns.factors, *fact])), HORIZONS)
    expected = enumerated(forest, fact)
    for factor, attribution in found.items():
        if factor in fact:
            np.testing.assert_allclose(
                expected[factor], attribution.contribution, rtol=0, atol=1e-12
            )
        else:
            assert [0.0, 0.0] == attribution.contribution.tolist()


def test_random_forests_are_explained_as_enumeration_does(forest, facts):
    """Whatever is known, also where laterality stands in for the nodules."""
    for fact in facts:
        require_enumerated(forest, fact)


def test_reconstructions_that_differ_in_sign_leave_a_contribution_undetermined(forest, facts):
    """Each reconstruction's own trees over the whole background."""
    design = forest.averaging.encode(facts)
    found = forest.contributions(design, HORIZONS)
    trees = np.array_split(np.arange(24), 3)
    ends = np.append(forest.first_leaf, len(forest.leaf_survival))
    for row, fact in enumerate(facts):
        alone = []
        for own in trees:
            part = slice(ends[own[0]], ends[own[-1] + 1])
            low, high = forest.leaves.low[part], forest.leaves.high[part]
            one = dataclasses.replace(
                forest,
                leaves=Leaves(low, high, forest.leaves.factor_of_column),
                leaf_survival=forest.leaf_survival[part],
                first_leaf=forest.first_leaf[own] - ends[own[0]],
            )
            alone.append(enumerated(one, fact))
        for player, factor in enumerate(found.players):
            if factor in fact:
                signs = np.sign([values[factor] for values in alone])
                agree = (signs == signs[0]).all(axis=0)
                assert agree.tolist() == found.determined[row, player].tolist()


def test_twelve_conditions_are_explained_exactly_and_in_little_memory(forest_of_twelve):
    """By every coalition of six of the facts; 2 ** 12 masks of a leaf are never listed."""
    forest = forest_of_twelve
    fact = informative_facts(draw_patient(np.random.default_rng(5)), TWELVE)
    design = forest.averaging.encode([fact])
    forest.reader  # noqa: B018  # prepared once, as at the start of a service
    tracemalloc.start()
    found = forest.contributions(design, HORIZONS)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    gained = forest.mean_survivals(design, (0, *HORIZONS)) - forest.cohort_survival[[0, *HORIZONS]]

    assert 12 == forest.leaves.n_conditions.max()
    assert peak < 8 * len(forest.leaves.low) * 2**12 / 50
    np.testing.assert_allclose(gained[0, 1:], found.survival[0].sum(axis=0), rtol=0, atol=1e-13)
    require_enumerated(forest, dict(list(fact.items())[:6]))
