"""Contributions in forests: the shipped one, and one of real data (GBSG2), by other means.

The other means are every coalition written out, with scikit-survival's own predictions for the
real data, and shap's interventional TreeExplainer.
"""

import dataclasses
import functools
import itertools
import warnings

import numpy as np
import pytest
from sksurv.datasets import load_gbsg2
from sksurv.ensemble import RandomSurvivalForest
from sksurv.util import Surv

from models.averaging.background import average_over, informative_facts
from models.explanation import coalitions_of, shapley_values
from models.factors import Patient
from models.forest import leaf_masks
from models.forest.leaves import Leaves
from models.terms import Columns
from models.timegrid import TimeGrid
from training.estimators.boxes import boxes_of
from training.estimators.cohort import Cohort
from training.published.evidence import load_published_cohort
from training.published.fits.background import tabulate_background
from training.published.fits.bags import grow_bags
from training.published.fits.forest import assemble_forest
from training.published.plan import forest_plan

HORIZONS = (12, 36, 60)
DAYS_PER_MONTH = 30.4375

# --- the shipped forest ------------------------------------------------------------------------

VALUES = {
    "disease_free_interval_months": (3.0, 24.0),
    "local_recurrence": (False, True),
    "nodule_count": (1, 4),
    "laterality": ("unilateral", "bilateral"),
    "complete_resection": (False, True),
    "largest_nodule_cm": (2.0, 5.0),
    "primary_site": ("extremity", "head_neck"),
}
LINKED = [
    {"laterality": "bilateral"},
    {"nodule_count": 1},
    {"laterality": "bilateral", "nodule_count": 4},
    {"laterality": "unilateral", "nodule_count": 1},
    {"laterality": "bilateral", "local_recurrence": True, "primary_site": "extremity"},
    {"nodule_count": 1, "disease_free_interval_months": 24.0, "largest_nodule_cm": 5.0},
]


def random_facts(n_patients, seed):
    """Draw patients, each factor unknown for a third of them; none is contradictory."""
    generator = np.random.default_rng(seed)
    drawn = []
    while len(drawn) < n_patients:
        facts = {
            factor: values[generator.integers(2)]
            for factor, values in VALUES.items()
            if generator.random() > 1 / 3
        }
        if (facts.get("laterality"), facts.get("nodule_count")) != ("bilateral", 1):
            drawn.append(facts)
    return drawn


@functools.cache
def survival_of_every_profile(forest):
    """Predict every profile of zeros and ones once, at the horizons."""
    profiles = list(itertools.product((0.0, 1.0), repeat=len(forest.columns.terms)))
    survival = forest.survival(np.array(profiles))[:, list(HORIZONS)]
    return dict(zip(profiles, survival, strict=True))


def enumerated(forest, facts):
    """Sum over all coalitions, each an average of `survival` over the background."""
    survival = survival_of_every_profile(forest)

    def value(coalition):
        held = {factor: facts[factor] for factor in coalition}
        over = average_over(forest.background, forest.columns, held)
        curves = [survival[tuple(profile)] for profile in over.profiles.tolist()]
        return over.weights @ np.array(curves)

    return shapley_values(facts, value)


def attributed(forest, patient):
    """Give the contributions of what is known, and all of the model's factors."""
    facts = informative_facts(patient, forest.columns)
    factors = tuple(dict.fromkeys([*forest.columns.factors, *facts]))
    found = forest.attribute(facts, factors, HORIZONS)
    return facts, {factor: part.contribution for factor, part in found.items()}


def require_equal(expected, found, tolerance):
    """Compare by factor; what is not expected must be exactly 0."""
    for factor, contributions in found.items():
        if factor in expected:
            np.testing.assert_allclose(contributions, expected[factor], rtol=0, atol=tolerance)
        else:
            assert [0.0] * len(contributions) == contributions.tolist()


@pytest.fixture(scope="module")
def shipped(bundle):
    """Give the forest of a trained bundle."""
    return bundle.models["overall_survival"]["forest"]


@pytest.fixture(scope="module")
def without_sides(published_plan):
    """Give a forest that counts nodules and has no term for laterality."""
    generator = np.random.default_rng(5)
    terms = tuple(t for t in published_plan.columns.terms if t.factor != "laterality")
    plan = dataclasses.replace(published_plan, columns=Columns(terms), bags_per_reconstruction=3)
    cohorts = [
        Cohort(
            (generator.random((80, len(terms))) < 0.4).astype(float),
            generator.integers(1, 100, 80),
            generator.random(80) < 0.6,
        )
        for _ in range(2)
    ]
    bags = grow_bags(cohorts, 3, plan.hyperparameters, seed=5, n_jobs=1)
    background = tabulate_background([cohort.design for cohort in cohorts])
    return assemble_forest(bags, background, 80, plan)


@pytest.fixture(scope="module")
def published_plan():
    """Give the plan of the shipped forest."""
    return forest_plan(load_published_cohort(), seed=5)


@pytest.mark.parametrize("facts", [*LINKED, *random_facts(40, seed=3)], ids=lambda f: f"{len(f)}")
def test_the_shipped_forest_is_explained_as_enumeration_does(shipped, facts):
    """Every coalition written out; unknown factors get exactly 0; the sum is what is explained."""
    known, found = attributed(shipped, Patient(**facts))
    expected = enumerated(shipped, known)
    prediction = shipped.mean_survival(average_over(shipped.background, shipped.columns, known))
    average = shipped.mean_survival(shipped.background)

    require_equal(expected, found, 1e-9)
    np.testing.assert_allclose(
        sum(found.values()), (prediction - average)[list(HORIZONS)], rtol=0, atol=1e-12
    )


@pytest.mark.parametrize(
    "facts",
    [
        {"laterality": "bilateral"},
        {"laterality": "bilateral", "local_recurrence": True},
        {
            "laterality": "bilateral",
            "disease_free_interval_months": 24.0,
            "complete_resection": True,
        },
        {"laterality": "bilateral", "nodule_count": 4},
        {"laterality": "unilateral", "nodule_count": 1, "largest_nodule_cm": 5.0},
    ],
    ids=["alone", "and recurrence", "and two", "nodules known", "unilateral"],
)
def test_laterality_stands_in_for_nodules_as_enumeration_does(without_sides, facts):
    """In a forest without a term for it, both sides take the contribution of two nodules."""
    known, found = attributed(without_sides, Patient(**facts))
    stands_in = facts["laterality"] == "bilateral" and "nodule_count" not in facts

    assert stands_in == ("laterality" in known)
    assert stands_in == bool(np.any(found.get("laterality", 0.0)))
    require_equal(enumerated(without_sides, known), found, 1e-9)


# --- a forest of real data ---------------------------------------------------------------------
# 686 women with node-positive breast cancer: Schumacher et al., J Clin Oncol 1994;12:2086-2093.
# Eight factors in nine columns: the tumour's grade has two.

GBSG2_COLUMNS = (
    "age",
    "estrec",
    "horTh",
    "menostat",
    "pnodes",
    "progrec",
    "tgrade",
    "tgrade",
    "tsize",
)
GBSG2_FACTORS = tuple(dict.fromkeys(GBSG2_COLUMNS))
N_BACKGROUND = 30


@dataclasses.dataclass(frozen=True)
class RealForest:
    """A fitted forest, its leaves, and a small background."""

    fitted: RandomSurvivalForest
    leaves: Leaves
    survival: np.ndarray  # at the horizons, shape=(n_leaves, 3), each leaf's share of the forest
    background: np.ndarray
    weights: np.ndarray
    patients: np.ndarray

    def predicted(self, rows):
        """Predict by scikit-survival, at the horizons."""
        curves = self.fitted.predict_survival_function(rows, return_array=True)
        last = np.searchsorted(self.fitted.unique_times_, HORIZONS, side="right") - 1
        return curves[:, last]

    def contributions(self, known, leaves=None, weights=None):
        """Contributions from the leaves."""
        shares = shares_of(
            self.leaves if leaves is None else leaves,
            known,
            self.background,
            self.weights if weights is None else weights,
        )
        return {factor: share @ self.survival for factor, share in shares.items()}


def shares_of(leaves, known, background, weights):
    """Give what each leaf weighs in each known factor's contribution."""
    values = np.full(len(leaves.factor_of_column), np.nan)
    for factor, own in known.items():
        values[[i for i, name in enumerate(leaves.factor_of_column) if name == factor]] = own
    found = leaf_masks.contributions(leaves, leaves.masks(background), values, weights)
    return {factor: found[:, leaves.factors.index(factor)] for factor in known}


def read_gbsg2():
    """Read the design and the outcome in whole months."""
    frame, outcome = load_gbsg2()
    design = np.column_stack(
        [
            frame["age"],
            frame["estrec"],
            frame["horTh"] == "yes",
            frame["menostat"] == "Post",
            frame["pnodes"],
            frame["progrec"],
            frame["tgrade"] == "II",
            frame["tgrade"] == "III",
            frame["tsize"],
        ]
    ).astype(float)
    return design, outcome["cens"].astype(bool), np.ceil(outcome["time"] / DAYS_PER_MONTH)


@pytest.fixture(scope="module")
def real():
    """Grow 20 trees on all 686 women; the background and the patients are some of them."""
    design, died, months = read_gbsg2()
    fitted = RandomSurvivalForest(20, min_samples_leaf=12, random_state=1, n_jobs=1)
    fitted.fit(design, Surv.from_arrays(died, months))
    boxes = boxes_of([fitted], TimeGrid(60))
    generator = np.random.default_rng(1)
    rows = generator.permutation(len(design))
    # Half of the patients lie exactly on the cuts of a tree.
    patients = design[rows[N_BACKGROUND : N_BACKGROUND + 8]]
    for tree, patient in zip(fitted.estimators_, patients[::2], strict=False):
        asked = tree.tree_.feature >= 0
        patient[tree.tree_.feature[asked]] = tree.tree_.threshold[asked]
    return RealForest(
        fitted=fitted,
        leaves=Leaves(boxes.low, boxes.high, GBSG2_COLUMNS),
        survival=boxes.survival[:, list(HORIZONS)] / len(boxes.first_leaf),
        background=design[rows[:N_BACKGROUND]],
        weights=generator.dirichlet(np.ones(N_BACKGROUND)),
        patients=patients,
    )


def columns_of(factor):
    return [i for i, name in enumerate(GBSG2_COLUMNS) if name == factor]


def facts_of(patient, factors):
    return {factor: patient[columns_of(factor)] for factor in factors}


def enumerated_by_scikit_survival(real, patient, factors):
    """Sum over all coalitions, each an average of scikit-survival's predictions."""
    coalitions = coalitions_of(factors)
    mixed = np.tile(real.background, (len(coalitions), 1, 1))
    for rows, coalition in zip(mixed, coalitions, strict=True):
        for column in itertools.chain.from_iterable(map(columns_of, coalition)):
            rows[:, column] = patient[column]
    predicted = real.predicted(mixed.reshape(-1, len(patient)))
    values = real.weights @ predicted.reshape(len(coalitions), N_BACKGROUND, -1)
    worth = dict(zip(coalitions, values, strict=True))
    return shapley_values(factors, worth.__getitem__)


@pytest.mark.parametrize("number", range(8))
def test_real_data_are_explained_as_enumeration_does(real, number):
    """All eight factors known: 256 coalitions, the grade's two columns always together."""
    patient = real.patients[number]
    expected = enumerated_by_scikit_survival(real, patient, GBSG2_FACTORS)

    require_equal(expected, real.contributions(facts_of(patient, GBSG2_FACTORS)), 1e-9)


@pytest.mark.parametrize("number", range(4))
def test_real_data_with_unknown_factors_are_explained_as_enumeration_does(real, number):
    """Five factors known: the others stay with the background in every coalition."""
    factors = [*GBSG2_FACTORS[number:], *GBSG2_FACTORS[:number]][:5]
    patient = real.patients[number]
    expected = enumerated_by_scikit_survival(real, patient, factors)

    require_equal(expected, real.contributions(facts_of(patient, factors)), 1e-9)


@pytest.mark.parametrize("number", range(8))
def test_contributions_on_real_data_add_up(real, number):
    """To scikit-survival's prediction less its average over the background."""
    patient = real.patients[number]
    found = real.contributions(facts_of(patient, GBSG2_FACTORS))
    expected = real.predicted(patient[None])[0] - real.weights @ real.predicted(real.background)

    np.testing.assert_allclose(sum(found.values()), expected, rtol=0, atol=1e-12)


def test_a_factor_that_no_tree_asks_about_gets_exactly_nothing(real):
    """A dummy: a tenth column without a limit in any leaf."""
    beside = np.full((len(real.survival), 1), np.inf)
    leaves = Leaves(
        np.hstack([real.leaves.low, -beside]),
        np.hstack([real.leaves.high, beside]),
        (*GBSG2_COLUMNS, "dummy"),
    )
    known = facts_of(real.patients[0], GBSG2_FACTORS)
    wider = np.column_stack([real.background, np.arange(N_BACKGROUND)])
    shares = shares_of(leaves, {**known, "dummy": np.ones(1)}, wider, real.weights)

    assert not shares["dummy"].any()
    require_equal(
        real.contributions(known),
        {factor: shares[factor] @ real.survival for factor in known},
        1e-15,
    )


def test_factors_that_are_treated_alike_get_the_same(real):
    """Symmetry: every leaf and every woman again with two factors exchanged."""
    swap = list(range(len(GBSG2_COLUMNS)))
    one, other = swap.index(1), swap.index(5)
    swap[one], swap[other] = other, one
    leaves = Leaves(
        np.vstack([real.leaves.low, real.leaves.low[:, swap]]),
        np.vstack([real.leaves.high, real.leaves.high[:, swap]]),
        GBSG2_COLUMNS,
    )
    patient = real.patients[1].copy()
    patient[other] = patient[one]
    shares = shares_of(
        leaves,
        facts_of(patient, GBSG2_FACTORS),
        np.vstack([real.background, real.background[:, swap]]),
        np.tile(real.weights, 2) / 2,
    )
    found = {factor: share @ np.tile(real.survival, (2, 1)) for factor, share in shares.items()}

    assert np.abs(found["estrec"]).max() > 1e-4
    np.testing.assert_allclose(found["estrec"], found["progrec"], rtol=0, atol=1e-12)


# --- shap --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shap():
    """Import shap; skip where it has no build."""
    with warnings.catch_warnings():
        # Its import sets colours by a function that matplotlib is about to deprecate.
        warnings.filterwarnings("ignore", "The set_bad function", PendingDeprecationWarning)
        return pytest.importorskip("shap", reason="shap has no build for Intel Macs")


def as_dictionary(fitted):
    """Write a forest as shap's dictionary of trees, with the survival at the horizons."""
    trees = []
    for estimator in fitted.estimators_:
        tree = estimator.tree_
        # A step before the first time, when everybody is alive.
        curves = np.column_stack([np.ones(tree.node_count), tree.value[:, :, 1]])
        at_horizons = np.searchsorted(estimator.unique_times_, HORIZONS, side="right")
        trees.append(
            {
                "children_left": tree.children_left,
                "children_right": tree.children_right,
                "children_default": tree.children_left,
                "features": tree.feature,
                "thresholds": tree.threshold,
                "values": curves[:, at_horizons] / len(fitted.estimators_),
                # A copy: with a background shap zeroes the array in place, the tree's own too.
                "node_sample_weight": tree.weighted_n_node_samples.copy(),
            }
        )
    return {"trees": trees, "input_dtype": np.float32}


def test_real_data_are_explained_as_shap_does(real, shap):
    """Interventional, over 30 women alike; shap knows columns only, so each is a factor here."""
    background = real.background.astype(np.float32)  # below the 100 rows to which shap cuts
    explainer = shap.TreeExplainer(
        as_dictionary(real.fitted), background, feature_perturbation="interventional"
    )
    patients = real.patients.astype(np.float32)
    expected = explainer.shap_values(patients, check_additivity=False)

    names = tuple(f"column {i}" for i in range(len(GBSG2_COLUMNS)))
    leaves = dataclasses.replace(real.leaves, factor_of_column=names)
    alike = np.full(N_BACKGROUND, 1 / N_BACKGROUND)
    for patient, by_column in zip(real.patients, expected, strict=True):
        known = {name: patient[[i]] for i, name in enumerate(names)}
        found = real.contributions(known, leaves, alike)

        np.testing.assert_allclose([found[name] for name in names], by_column, rtol=0, atol=1e-6)


def test_the_background_is_not_copied_into_the_answer(real):
    """A background of the patient herself explains nothing: nobody differs from her."""
    alone = dataclasses.replace(real, background=real.patients[:1], weights=np.ones(1))
    found = alone.contributions(facts_of(real.patients[0], GBSG2_FACTORS))

    assert [[0.0] * 3] * 8 == [part.tolist() for part in found.values()]


def test_a_background_may_be_split_into_equal_rows(real):
    """Two rows of half the weight are one row."""
    twice = dataclasses.replace(
        real,
        background=np.vstack([real.background, real.background]),
        weights=np.tile(real.weights, 2) / 2,
    )
    known = facts_of(real.patients[2], GBSG2_FACTORS)

    require_equal(real.contributions(known), twice.contributions(known), 1e-14)
