"""All coalitions at once, against one coalition at a time."""

import numpy as np
import pytest

from models.averaging.averaging import Averaging
from models.averaging.background import Background, average_over
from models.averaging.coalitions import players_of, row_shapley_values
from models.explanation import shapley_matrix, shapley_values
from models.terms import Columns, Level, Linear, Threshold

COLUMNS = Columns(
    (
        Linear(factor="age_years"),
        Threshold(factor="nodule_count", operator=">=", cut=2.0),
        Level(factor="laterality", level="bilateral"),
        Level(factor="primary_site", level="extremity"),
        Level(factor="primary_site", level="head_neck"),
    )
)
WITHOUT_SIDES = Columns(tuple(t for t in COLUMNS.terms if t.factor != "laterality"))
PROFILES = np.array(
    [[50, 0, 0, 1, 0], [50, 1, 0, 0, 1], [61, 1, 1, 0, 0], [72, 1, 1, 1, 0], [33, 0, 0, 0, 1]],
    float,
)
WEIGHTS = np.array([0.3, 0.2, 0.1, 0.25, 0.15])
FACTS = [
    {},
    {"laterality": "bilateral"},
    {"nodule_count": 1, "age_years": 44.5},
    {"nodule_count": 4, "laterality": "bilateral", "primary_site": "head_neck"},
    {"nodule_count": 1, "laterality": "unilateral", "age_years": 30.0},
    {"laterality": "bilateral", "age_years": 80.0, "primary_site": "trunk_wall"},
]


def value(profiles):
    """Give two values of each profile that are no sums over its columns."""
    risk = profiles @ np.linspace(0.01, 0.4, profiles.shape[-1])
    return np.stack([np.exp(-np.exp(risk - 1)), np.sin(risk)], axis=-1)


@pytest.mark.parametrize("columns", [COLUMNS, WITHOUT_SIDES], ids=["with sides", "without"])
def test_rows_are_shared_out_as_one_coalition_at_a_time(columns):
    """Rows of every kind together; what is no player gets exactly 0."""
    kept = [i for i, term in enumerate(COLUMNS.terms) if term in columns.terms]
    background = Background(PROFILES[:, kept], WEIGHTS, WEIGHTS[None])
    averaging = Averaging(background, columns)
    facts = [
        f if columns is COLUMNS or "nodule_count" not in f else {**f, "laterality": None}
        for f in FACTS
    ]
    facts = [{k: v for k, v in f.items() if v is not None} for f in facts]
    found = row_shapley_values(
        averaging,
        averaging.encode(facts),
        lambda coalitions, row: coalitions.values(averaging, row, value),
        2,
    )
    for row, fact in enumerate(facts):

        def worth(coalition, fact=fact):
            over = average_over(background, columns, {f: fact[f] for f in fact if f in coalition})
            return over.weights @ value(over.profiles)

        expected = shapley_values(fact, worth)
        for number, player in enumerate(players_of(averaging)):
            if player in fact:
                np.testing.assert_allclose(expected[player], found[row, number], atol=1e-14)
            else:
                assert [0.0, 0.0] == found[row, number].tolist()


@pytest.mark.parametrize("n_players", range(5))
def test_the_matrix_weighs_coalitions_as_the_definition_does(n_players):
    """A random worth for each coalition, by the bits of its number."""
    worth = np.random.default_rng(n_players).normal(size=1 << n_players)
    values = shapley_values(
        range(n_players), lambda coalition: worth[sum(1 << player for player in coalition)]
    )

    np.testing.assert_allclose(
        [values[player] for player in range(n_players)],
        shapley_matrix(n_players) @ worth,
        rtol=0,
        atol=1e-14,
    )
